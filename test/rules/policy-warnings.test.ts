import Holidays from "date-holidays";
import { describe, expect, test } from "vitest";
import { loadDesk, loadPolicy } from "../../src/policy/load.ts";
import { municipalDays } from "../../src/policy/municipal-days.ts";
import { describeProblem } from "../../src/policy/problem.ts";
import type { Warning } from "../../src/policy/warning.ts";
import { warningsFor } from "../../src/policy/warnings.ts";
import { EXAMPLE_DESK, EXAMPLE_POLICY, PUBLISHED_AT } from "../support/policy.ts";

const ON_DUTY =
  "version: 1\nteams: { support: { hours: office, lead: a@contoso.example, manager: b@contoso.example } }\n";

function warnings(policyText: string, deskText: string): readonly Warning[] {
  const policy = loadPolicy(policyText, "policy.yaml");
  if (policy.kind === "refused") throw new Error(policy.problems.map(describeProblem).join("\n"));
  const desk = loadDesk(deskText, "desk.yaml", policy.policy);
  if (desk.kind === "refused") throw new Error(desk.problems.map(describeProblem).join("\n"));
  return warningsFor({
    policy: policy.policy,
    policyFile: policy.file,
    desk: desk.desk,
    deskFile: desk.file,
    at: PUBLISHED_AT,
  });
}

test("the examples give no warning", () => {
  expect(warnings(EXAMPLE_POLICY, EXAMPLE_DESK).map(describeProblem)).toEqual([]);
});

test("a team that rules give work to and that has no members is named; one that gets none, and the first, are not", () => {
  const desk = `version: 1
teams:
  support: { hours: office, lead: a@contoso.example, manager: b@contoso.example }
  cloud: { hours: always, lead: a@contoso.example, manager: b@contoso.example }
  idle: { hours: office, lead: a@contoso.example, manager: b@contoso.example }
routing: [{ services: [azure], team: cloud }]
delivery: [{ to: support }, { severities: [A], to: cloud }]
`;
  const found = warnings(EXAMPLE_POLICY, desk).filter(({ because }) => because === "team-without-members");
  expect(found.map(describeProblem)).toEqual([
    "desk.yaml:4:10 teams.cloud: read no members, expected members: rules give it work, and while it has nobody everybody is told of that",
  ]);
});

test("severity A promised 24x7 with nobody on duty outside office hours: where, and the longest such time", () => {
  const [first, ...rest] = warnings(EXAMPLE_POLICY, ON_DUTY);
  expect(first).toMatchObject({
    because: "no-one-on-duty",
    path: "plans.standard.targets.A.hours",
    read: "always",
  });
  expect(first!.expected).toContain("severity A, technical, microsoft365");
  expect(first!.expected).toContain("from 24 Dec 2026, 13:00 to 28 Dec 2026, 09:00 (Europe/Lisbon)");
  expect(rest.map(({ path }) => path)).toEqual(["plans.premium.targets.A.hours"]);
});

test.each([
  [
    "a plan without a price",
    "price: included # in the price of the subscriptions",
    "",
    ["no-price"],
    "plans.standard.price",
  ],
  [
    "hours without holidays",
    /holidays: # the public[\s\S]*?(?=\n {2}always)/,
    "",
    ["hours-without-holidays"],
    "serviceHours.office.holidays",
  ],
  [
    "a holiday to remove that is none",
    "country: PT",
    "country: PT\n      remove: [Noel]",
    ["holidays-not-found"],
    "serviceHours.office.holidays.remove[0]",
  ],
  [
    "a region without data",
    "country: PT",
    'country: PT\n      region: "11"',
    ["holidays-not-found"],
    "serviceHours.office.holidays.region",
  ],
  [
    "a country without data",
    "country: PT",
    "country: XX",
    ["holidays-not-found"],
    "serviceHours.office.holidays.country",
  ],
  [
    "a file of holidays that is not there",
    "country: PT",
    "files: [own.ics]",
    ["holidays-not-found"],
    "serviceHours.office.holidays.files[0]",
  ],
  [
    "a severity that is promised nothing",
    / {6}C: \{ firstResponse: 1d.*\n/,
    "",
    ["nothing-promised"],
    "plans.standard.targets.C",
  ],
  [
    "a more severe one that waits longer",
    "B: { firstResponse: 4h,",
    "B: { firstResponse: 9h,",
    ["more-severe-is-slower"],
    "plans.standard.targets.B.firstResponse",
  ],
  [
    "a clock that stops for a vendor",
    "hours: office, pauseOn: [customer] }",
    "hours: office, pauseOn: [customer, vendor] }",
    ["vendor-pause"],
    "plans.premium.targets.B.pauseOn",
  ],
  ["no way to reach us", /contact:\n(?: .*\n)+/, "", ["no-contact"], "contact"],
] as const)("%s", (_name, from, to, because, path) => {
  const found = warnings(EXAMPLE_POLICY.replace(from, to), EXAMPLE_DESK);
  expect(found.map((warning) => warning.because)).toEqual(because);
  expect(found[0]!.path).toBe(path);
  expect(found[0]!.line).toBeGreaterThan(0);
});

test("a promise that can run out while nobody is there: tighter than any shift", () => {
  const policy = EXAMPLE_POLICY.replace(
    "B: { firstResponse: 4h, nextResponse: 1d, update: 1d, resolution: 3d, hours: office",
    "B: { firstResponse: 4h, hours: always",
  );
  const found = warnings(policy, EXAMPLE_DESK).filter(({ because }) => because === "tighter-than-any-shift");
  expect(found.map(({ path }) => path)).toEqual(["plans.standard.targets.B.hours"]);
});

test.each([
  [
    "by kind",
    "{ severities: [A], kinds: [technical], hours: always, to: on-call }",
    "severity A, commercial",
  ],
  [
    "by service",
    "{ severities: [A], services: [azure, dynamics365], hours: always, to: on-call }",
    "severity A, technical, microsoft365",
  ],
])("a gap in who does what is found %s", (_name, rule, whom) => {
  const desk = EXAMPLE_DESK.replace("{ severities: [A], hours: always, to: on-call }", rule);
  const [first] = warnings(EXAMPLE_POLICY, desk);
  expect(first).toMatchObject({ because: "no-one-on-duty" });
  expect(first!.expected).toContain(whom);
});

test("work that no rule covers at all has nobody on duty at any time", () => {
  const desk = EXAMPLE_DESK.replace(
    "{ hours: office, to: support }",
    "{ severities: [B], hours: office, to: support }",
  );
  const found = warnings(EXAMPLE_POLICY, desk);
  expect(found.map(({ path }) => path)).toEqual([
    "plans.standard.targets.C.hours",
    "plans.premium.targets.C.hours",
    "delivery",
  ]);
});

test("a partner on duty fills the gap", () => {
  const desk = EXAMPLE_DESK.replace(
    "partners: {}",
    "partners: { night: { kind: outsourcer, address: noc@night.example, hours: always } }",
  ).replace("hours: always, to: on-call", "to: night");
  expect(warnings(EXAMPLE_POLICY, desk)).toEqual([]);
});

test("a desk that does not say who is on duty is asked only about promises round the clock", () => {
  const found = warnings(EXAMPLE_POLICY, ON_DUTY.replace("hours: office, ", ""));
  expect(found.map(({ because, path }) => `${because} ${path}`)).toEqual([
    "no-one-on-duty plans.standard.targets.A.hours",
    "no-one-on-duty plans.premium.targets.A.hours",
  ]);
});

test("a rung that tells a lead nobody named", () => {
  const found = warnings(EXAMPLE_POLICY, EXAMPLE_DESK.replace("    lead: ana@contoso.example\n", ""));
  expect(found).toMatchObject([{ because: "rung-tells-nobody", file: "desk.yaml", path: "teams.support" }]);
});

test("customers are to be told of a delay at the last warning, and the ladder has none", () => {
  const without = EXAMPLE_DESK.replace(/^ +- \{ at: \d+%.*\n/gm, "");
  expect(warnings(EXAMPLE_POLICY, without)).toMatchObject([{ because: "slip-never-told", path: "ladder" }]);
  expect(warnings(EXAMPLE_POLICY, without.replace("slipMail: ask", "slipMail: off"))).toEqual([]);
});

describe("delivery rules", () => {
  const HOURS = `  always: 24x7
  early: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["08:00-14:00"] }, holidays: {} }
  late: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["12:00-20:00"] }, holidays: {} }
  evening: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["14:00-20:00"] }, holidays: {} }`;
  const policy = EXAMPLE_POLICY.replace("  always: 24x7", HOURS);
  const found = (...rules: readonly string[]) => {
    const lines = rules.map((rule) => `  - { ${rule} }`).join("\n");
    const desk = EXAMPLE_DESK.replace(/delivery:\n(?: {2}- .*\n)+/, `delivery:\n${lines}\n`);
    const about = (because: string) => because.startsWith("delivery-") && because !== "delivery-gap";
    return warnings(policy, desk).filter(({ because }) => about(because));
  };
  const LAST = "hours: always, to: on-call";

  test.each<[string, readonly string[], readonly string[]]>([
    ["otherwise: narrow hours first, wide ones after", ["hours: office, to: support", LAST], []],
    ["by severity", ["severities: [A], hours: always, to: on-call", "hours: office, to: support"], []],
    ["hours that touch", ["hours: early, to: support", "hours: evening, to: on-call"], []],
    [
      "the wide one first: the other gets nothing",
      [LAST, "hours: office, to: support"],
      ["delivery-never-reached delivery[1]"],
    ],
    [
      "the same rule again",
      ["hours: office, to: support", "hours: office, to: on-call"],
      ["delivery-never-reached delivery[1]"],
    ],
    [
      "two that together leave nothing to the third",
      [
        "kinds: [commercial], hours: always, to: support",
        "kinds: [technical], hours: always, to: on-call",
        "hours: office, to: support",
      ],
      ["delivery-never-reached delivery[2]"],
    ],
    [
      "two shifts that overlap",
      ["hours: early, to: support", "hours: late, to: on-call"],
      ["delivery-overlap delivery[1]"],
    ],
    ["two shifts of the same people", ["hours: early, to: support", "hours: late, to: support"], []],
    [
      "for different work",
      ["kinds: [technical], hours: early, to: support", "kinds: [commercial], hours: late, to: on-call"],
      [],
    ],
    [
      "for different languages",
      ["languages: [en], hours: early, to: support", "languages: [pt], hours: late, to: on-call"],
      [],
    ],
    [
      "for one language in common",
      ["hours: early, to: support", "languages: [pt], hours: late, to: on-call"],
      ["delivery-overlap delivery[1]"],
    ],
  ])("%s", (_name, rules, expected) => {
    expect(found(...rules).map(({ because, path }) => `${because} ${path}`)).toEqual(expected);
  });

  test("an overlap names the first time of it, and who gets the work then", () => {
    const [first] = found("hours: early, to: support", "hours: late, to: on-call");
    expect(first!.line).toBeGreaterThan(0);
    expect(first!.read).toBe("late, which overlap early of delivery[0]");
    expect(first!.expected).toContain(
      "on Tue 12:00 (Europe/Lisbon) for one, delivery[0] gets severity A, technical",
    );
  });

  test("a language nobody answers in is a gap", () => {
    const desk = EXAMPLE_DESK.replace(
      "- { hours: office, to: support }",
      "- { hours: office, languages: [en, pt-PT], to: support }",
    );
    const [gap] = warnings(policy, desk).filter(({ because }) => because === "no-one-on-duty");
    expect(gap!.expected).toContain("in pt-BR nobody is on duty");
    const all = desk.replace("[en, pt-PT]", "[en, pt]");
    expect(warnings(policy, all).filter(({ because }) => because === "no-one-on-duty")).toEqual([]);
  });
});

test.each([
  [
    "11",
    "no region: none is known for PT; leave it out and write holidays.add: { 06-13: Santo António (Lisboa) }",
  ],
  ["13", "no region: none is known for PT; leave it out and write holidays.add: { 06-24: São João (Porto) }"],
  [
    "20",
    "holidays.add: { 2026-05-25: Dia da Região (Açores), 2027-05-17: Dia da Região (Açores), 2028-06-05:",
  ],
  ["99", "leave it out and write its days by date, e.g. holidays.add: { 06-13: … }"],
])("region %s of Portugal: what to write instead", (region, words) => {
  const [first] = warnings(
    EXAMPLE_POLICY.replace("country: PT", `country: PT\n      region: "${region}"`),
    EXAMPLE_DESK,
  );
  expect(first!.expected).toContain(words);
});

test("days after Easter are those of the holiday data", () => {
  const data = new Holidays("PT");
  for (let year = 1960; year < 2100; year += 1) {
    const easter = data
      .getHolidays(year)
      .find(({ rule }) => rule === "easter")!
      .date.slice(0, 10);
    const ascension = new Date(Date.parse(easter) + 39 * 86_400_000).toISOString().slice(0, 10);
    expect(municipalDays("02", [year, year])).toEqual([`${ascension}: Ascensão (Beja)`]);
  }
});
