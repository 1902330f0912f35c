import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agreementsOf } from "../../src/policy/agreement.ts";
import { type LoadedPolicy, loadDesk, loadPolicy } from "../../src/policy/load.ts";
import { describeProblem } from "../../src/policy/problem.ts";
import type { PolicyFile } from "../../src/policy/schema.ts";

const EXAMPLE = readFileSync("examples/policy.yaml", "utf8");
const DESK = readFileSync("examples/desk.yaml", "utf8");

const SMALL = `version: 1
desk: { name: Contoso, address: support@contoso.example, languages: [en], timeZone: Europe/Lisbon }
serviceHours:
  office: { weekly: { mon-fri: ["09:00-13:00", "14:00-18:00"] } }
contact: [{ email: support@contoso.example }]
severities: { A: { name: Critical, means: down }, B: { name: Moderate, means: hindered }, C: { name: Minor, means: ask } }
plans:
  standard: { includes: mail, price: included, targets: { A: { firstResponse: 1h, hours: office } } }
`;

function policyIn(loaded: LoadedPolicy): PolicyFile {
  if (loaded.kind === "refused") throw new Error(loaded.problems.map(describeProblem).join("\n"));
  return loaded.policy;
}

function problemsIn(text: string): readonly string[] {
  const loaded = loadPolicy(text, "policy.yaml");
  return loaded.kind === "refused" ? loaded.problems.map(describeProblem) : [];
}

test("the examples load, together", () => {
  const policy = policyIn(loadPolicy(EXAMPLE, "policy.yaml"));
  expect(loadDesk(DESK, "desk.yaml", policy).kind).toBe("desk");
});

test("a desk of four lines has everything else by default", () => {
  const loaded = loadDesk("version: 1\nteams:\n  support:\n    hours: office\n", "desk.yaml");
  expect(loaded).toMatchObject({
    kind: "desk",
    desk: {
      defaults: { severity: "B", unknownSender: "default-plan" },
      slipMail: "ask",
      agents: { undo: "60s" },
      ladder: [{ at: "75%" }, { at: "breach" }, { at: "breach+4h" }],
    },
  });
});

test("days are fixed in milliseconds by the day their calendar declares", () => {
  const { standard } = agreementsOf(policyIn(loadPolicy(EXAMPLE, "policy.yaml")));
  expect(standard!.C).toEqual({
    calendar: "office",
    goals: {
      "first-response": 8 * 3_600_000,
      "next-response": 16 * 3_600_000,
      update: 24 * 3_600_000,
      resolution: null,
    },
    pauseOn: { "first-response": [], "next-response": [], update: ["customer"], resolution: ["customer"] },
  });
  expect(standard!.A!.calendar).toBe("always");
});

test.each([
  [
    "a calendar that nobody declared",
    "hours: office",
    "hours: nights",
    'policy.yaml:8:90 plans.standard.targets.A.hours: read "nights", expected one of: office, always',
  ],
  [
    "a setting with a typing error",
    "firstResponse",
    "fistResponse",
    'policy.yaml:8:64 plans.standard.targets.A.fistResponse: read "fistResponse", expected no such setting here',
  ],
  ["a zone that does not exist", "Europe/Lisbon", "Europe/Lisboa", "desk.timeZone: read"],
  ["a goal of nothing (sla.md 3.6)", "1h", "0h", "expected at least 1m"],
  [
    "23:59 as the end of a day (zammad#3180)",
    "14:00-18:00",
    "14:00-23:59",
    "expected 24:00 for the end of the day",
  ],
  ["shifts that overlap", "14:00-18:00", "12:30-18:00", "expected shifts that do not overlap; on mon"],
  [
    "a night shift that runs into the next morning's",
    "14:00-18:00",
    "14:00-09:30",
    "expected shifts that do not overlap",
  ],
  ["a shift that ends where it starts", "14:00-18:00", "14:00-14:00", "expected an end that differs"],
  ["an empty week", '["09:00-13:00", "14:00-18:00"]', "[]", "expected at least one day with a shift"],
  [
    "a text that lacks an offered language",
    "name: Minor",
    "name: { fr: Mineur }",
    "expected a text in en too",
  ],
  [
    "a severity that is not described",
    "C: { name: Minor, means: ask }",
    "",
    "severities.C: read nothing, expected a group of settings",
  ],
  [
    "a number where a text belongs",
    "name: Contoso,",
    "name: 7,",
    "desk.name: read 7, expected the desk's name",
  ],
  [
    "a negative price",
    "price: included",
    "price: { amount: -1, currency: EUR, per: month }",
    "plans.standard.price.amount: read -1, expected a number that is not negative",
  ],
  [
    "a phone number that is a number",
    "contact: [",
    "contact: [{ phone: 351210000000 }, ",
    "contact[0].phone: read 351210000000, expected a telephone number in quotes",
  ],
])("%s is refused where it stands", (_name, from, to, expected) => {
  expect(SMALL).toContain(from);
  const problems = problemsIn(SMALL.replace(from, to));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(expected);
});

test.each([
  [
    "shifts of one date that overlap",
    "dates: { 2026-12-24: [09:00-12:00, 11:00-13:00] }",
    "serviceHours.office.dates.2026-12-24",
  ],
  ["a date that does not exist", "dates: { 2026-02-30: [] }", "serviceHours.office.dates.2026-02-30"],
  [
    "a holiday on a day that does not exist",
    "holidays: { add: { 02-30: x } }",
    "serviceHours.office.holidays.add.02-30",
  ],
  [
    "a union of a union",
    "holidays: {} }\n  a: { union: [office] }\n  b: { union: [a]",
    "serviceHours.b.union[0]",
  ],
  ["a union of what is not there", "holidays: {} }\n  a: { union: [nights]", "serviceHours.a.union[0]"],
])("%s is refused", (_name, setting, path) => {
  const loaded = loadPolicy(SMALL.replace('18:00"] } }', `18:00"] }, ${setting} }`), "policy.yaml");
  const paths = loaded.kind === "refused" ? loaded.problems.map((problem) => problem.path) : [];
  expect(paths.map((each) => each.replaceAll('["', ".").replaceAll('"]', ""))).toEqual([path]);
});

test("all problems are told at once, in the order of the file", () => {
  const broken = SMALL.replace("timeZone: Europe/Lisbon", "timeZone: Lisbon")
    .replace("14:00-18:00", "12:00-18:00")
    .replace("hours: office }", "hours: nights }");
  expect(problemsIn(broken).map((problem) => problem.split(" ")[0])).toEqual([
    "policy.yaml:2:85",
    "policy.yaml:4:21",
    "policy.yaml:8:90",
  ]);
});

test("days need a declared length where working days differ", () => {
  const uneven = SMALL.replace('14:00-18:00"] }', '14:00-18:00"], sat: 09:00-12:00 }').replace("1h", "1d");
  expect(problemsIn(uneven)[0]).toContain("declared at serviceHours.office.day");
  expect(problemsIn(uneven.replace("{ weekly", "{ day: 8h, weekly"))).toEqual([]);
});

test.each([
  ["brackets without end", "a: [".repeat(20_000)],
  ["a list in a list in a list", "- ".repeat(50_000)],
  [
    "aliases that multiply",
    `a: &a [${"x,".repeat(9)}x]\n${["b", "c", "d", "e"].map((k, n) => `${k}: &${k} [${`*${"abcd"[n]},`.repeat(9)}*${"abcd"[n]}]`).join("\n")}`,
  ],
  ["a file beyond all measure", `# ${"x".repeat(300_000)}`],
  ["nothing", ""],
  ["a list", "- 1"],
  ["control characters", "\u0000\u0001"],
  ["a key called __proto__", `${SMALL}__proto__: { polluted: true }`],
])("%s is refused and harms nothing", (_name, text) => {
  expect(problemsIn(text).length).toBeGreaterThan(0);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.each([
  ["a rung beyond the target", "ladder: [{ at: 120%, tell: lead }]", "ladder[0].at"],
  ["a rung for nobody", "ladder: [{ at: 75%, tell: boss }]", "ladder[0].tell"],
  ["a team that is not there", "routing: [{ team: azure }]", "routing[0].team"],
  ["a delivery to nobody", "delivery: [{ to: azure }]", "delivery[0].to"],
  ["hours the policy does not have", "delivery: [{ to: support, hours: nights }]", "delivery[0].hours"],
  ["a plan the policy does not have", "defaults: { plan: gold }", "defaults.plan"],
  [
    "a service the policy does not have",
    "routing: [{ services: [sap], team: support }]",
    "routing[0].services[0]",
  ],
  ["a slip mail that is neither", "slipMail: sometimes", "slipMail"],
])("desk.yaml: %s is refused", (_name, line, path) => {
  const policy = policyIn(loadPolicy(SMALL, "policy.yaml"));
  const loaded = loadDesk(`version: 1\nteams: { support: {} }\n${line}\n`, "desk.yaml", policy);
  expect(loaded.kind === "refused" && loaded.problems.map((problem) => problem.path)).toEqual([path]);
});
