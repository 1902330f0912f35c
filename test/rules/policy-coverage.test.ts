import { describe, expect, test } from "vitest";
import { lesserHours } from "../../src/policy/cloud-hours.ts";
import { compiledHours } from "../../src/policy/compiled.ts";
import { coverageOf } from "../../src/policy/coverage.ts";
import { gapLines, overlapLines } from "../../src/policy/coverage-words.ts";
import { deliverer } from "../../src/policy/deliverer.ts";
import { instant } from "../../src/values/instant.ts";
import {
  deskFrom,
  EXAMPLE_DESK,
  EXAMPLE_POLICY,
  PUBLISHED_AT,
  policyFrom,
  publishedExample,
} from "../support/policy.ts";

const POLICY = policyFrom(
  EXAMPLE_POLICY.replace(
    "  always: 24x7",
    `  always: 24x7
  days: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["08:00-20:00"], sat: ["09:00-18:00"] }, holidays: {} }
  nights: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["18:00-24:00", "00:00-09:00"], sat-sun: ["00:00-24:00"] }, holidays: {} }`,
  ),
);
const PARTNERS = `partners:
  night-desk: { kind: outsourcer, address: noc@night.example }
  line-one: { kind: support-reseller, address: help@line-one.example }
`;
const desk = (...rules: readonly string[]) => {
  const lines = rules.map((rule) => `  - { ${rule} }`).join("\n");
  const text = EXAMPLE_DESK.replace(/delivery:\n(?: {2}- .*\n)+/, `delivery:\n${lines}\n`).replace(
    "partners: {}\n",
    PARTNERS,
  );
  return deskFrom(text, POLICY);
};
const covered = (...rules: readonly string[]) => coverageOf(POLICY, desk(...rules), PUBLISHED_AT);
const at = (text: string, ...rules: readonly string[]) => {
  const published = { ...publishedExample(), policy: POLICY, calendars: publishedWith() };
  const hours = (name: string) => compiledHours(published, name)!;
  const work = { severity: "A", kind: "technical", service: "azure", language: "pt-BR" } as const;
  return deliverer(desk(...rules), hours, work, instant(text));
};
function publishedWith() {
  return publishedExample(() =>
    EXAMPLE_POLICY.replace(
      "  always: 24x7",
      `  always: 24x7
  days: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["08:00-20:00"], sat: ["09:00-18:00"] }, holidays: {} }
  nights: { timeZone: Europe/Lisbon, weekly: { mon-fri: ["18:00-24:00", "00:00-09:00"], sat-sun: ["00:00-24:00"] }, holidays: {} }`,
    ),
  ).calendars;
}

describe("R03 who delivers what and when is told with its gaps and overlaps", () => {
  test("nights of one kind and service go to an outsourcer, the rest stays in house: nobody is missing", () => {
    const rules = [
      "kinds: [technical], services: [azure], hours: nights, to: night-desk",
      "hours: always, to: support",
    ];
    expect(gapLines(covered(...rules))).toEqual([]);
    expect(at("2026-12-03T22:00Z", ...rules)).toBe("night-desk");
    expect(at("2026-12-03T12:00Z", ...rules)).toBe("support");
  });

  test("a gap names kind, service, severity, language, day and times", () => {
    const lines = gapLines(
      covered(
        "kinds: [technical], services: [azure], severities: [A], languages: [pt-BR], hours: days, to: line-one",
        "services: [microsoft365, dynamics365], hours: always, to: support",
        "kinds: [commercial], hours: always, to: support",
        "severities: [A], languages: [en, pt-PT], hours: always, to: support",
        "severities: [B, C], hours: always, to: support",
      ),
    );
    const gap = lines.find((line) => line.startsWith("technical/azure, severity A, in pt-BR: nobody on"))!;
    expect(gap).toContain("Sat 00:00–09:00");
    expect(gap).toContain("Sat 18:00–24:00");
    expect(gap).toContain("Sun 00:00–24:00");
    expect(gap).toContain("Mon–Fri 20:00–24:00");
    expect(gap).not.toContain("Sat 09:00");
  });

  test("work that no rule takes has nobody at any promised hour", () => {
    const lines = gapLines(covered("severities: [A], hours: always, to: support"));
    expect(lines.join("\n")).toMatch(/severity B.*nobody on Mon–Fri 09:00–13:00, Mon–Fri 14:00–18:00/);
  });

  test("an overlap names the times, who gets the work and who also would", () => {
    const lines = overlapLines(covered("hours: days, to: support", "hours: nights, to: night-desk"));
    expect(lines[0]).toContain("Mon–Fri 18:00–20:00");
    expect(lines.join("\n")).toContain("support and night-desk; support gets it");
  });

  test("hours within another's, the same hours, and the same people are no overlap", () => {
    expect(overlapLines(covered("hours: office, to: support", "hours: always, to: on-call"))).toEqual([]);
    expect(overlapLines(covered("hours: days, to: support", "hours: nights, to: support"))).toEqual([]);
  });

  test("a single holiday is no weekly gap; the nights when clocks change are told as others", () => {
    const january = coverageOf(POLICY, desk("hours: office, to: support"), instant("2026-12-14T00:00Z"));
    const march = coverageOf(POLICY, desk("hours: office, to: support"), instant("2027-03-08T00:00Z"));
    const of = (all: typeof january) => all.cells.find(({ work }) => work.severity === "B")!.gaps;
    expect(of(january)).toEqual([]);
    expect(of(march)).toEqual([]);
    const night = (all: typeof january) => all.cells.find(({ work }) => work.severity === "A")!.gaps;
    expect(night(march)).toEqual(night(january));
  });
});

describe("R14 a cloud that asks for support round the clock", () => {
  const CLOUDS = [
    { id: "worldwide", name: "worldwide", partner_hours: "as published" },
    { id: "elsewhere", name: "operated elsewhere", partner_hours: "24x365" },
  ];
  const customer = (cloud: string, plan: string | null = null) => ({ name: "Fabrikam", cloud, plan });
  const find = (change: (text: string) => string, ...customers: readonly ReturnType<typeof customer>[]) =>
    lesserHours(publishedExample(change), CLOUDS, customers, PUBLISHED_AT);
  const office = (text: string) => text.replace(/(A: \{[^}]*)hours: always/g, "$1hours: office");

  test("a plan that promises severity A in office hours is refused for its customers, and only for these", () => {
    expect(find(office, customer("worldwide"))).toEqual([]);
    expect(find(office, customer("elsewhere"))).toMatchObject([
      { customer: "Fabrikam", cloud: "operated elsewhere", plan: "standard", severities: ["A"] },
    ]);
  });

  test("one that promises it round the clock is not, whatever the hours are called", () => {
    expect(find((text) => text, customer("elsewhere"))).toEqual([]);
    const named = (text: string) =>
      text
        .replace(
          "  always: 24x7",
          '  round: { timeZone: Europe/Lisbon, weekly: { mon-sun: ["00:00-24:00"] }, holidays: {}, day: 24h }\n  always: 24x7',
        )
        .replace(/(A: \{[^}]*)hours: always/g, "$1hours: round");
    expect(find(named, customer("elsewhere"))).toEqual([]);
  });

  test("one that promises severity A nothing is", () => {
    const nothing = (text: string) => text.replace(/(standard:[\s\S]*?) {6}A: .*\n/, "$1");
    expect(find(nothing, customer("elsewhere", "standard"))).toHaveLength(1);
  });
});
