import { describe, expect, test } from "vitest";
import { type Judged, judge, underAnother } from "../../src/ops/simulate/judge.ts";
import { reportPage } from "../../src/ops/simulate/page.ts";
import type { Report } from "../../src/ops/simulate/report.ts";
import { EMPTY_TALLY, shareMet, tallied, turned } from "../../src/ops/simulate/tally.ts";
import { reportForTerminal } from "../../src/ops/simulate/terminal.ts";
import { desk, on, ticket } from "../support/clock-desk.ts";

const judging = { context: desk, timeZone: "Europe/Lisbon", asOf: on("13T12:00") };
const first = (lines: readonly string[], over: object = {}) =>
  judge(ticket(lines), { ...judging, ...over }).filter(({ kind }) => kind === "first-response");

// Gold, severity B: an answer within four hours of 9 to 17. 12 January 2026 is a Monday.
describe("a promise is", () => {
  test.each<[string, readonly string[], string, string]>([
    ["met when answered in time", ["12T09:00 created B", "12T10:00 reply"], "met", "mon"],
    ["met when answered at the last moment", ["12T09:00 created B", "12T13:00 reply"], "met", "mon"],
    ["missed a second later", ["12T09:00 created B", "12T13:00:01 reply"], "missed", "mon"],
    ["missed although nobody ever answered", ["12T09:00 created B"], "missed", "mon"],
    ["open while there is time", ["13T11:00 created B"], "open", "tue"],
    ["of the weekday in the desk's zone", ["11T23:59 created B", "12T10:00 reply"], "met", "sun"],
  ])("%s", (_name, lines, verdict, weekday) => expect(first(lines)).toMatchObject([{ verdict, weekday }]));

  test("no promise where there is no goal, and none of a ticket that was spam", () => {
    expect(judge(ticket(["12T09:00 created C", "12T09:01 plan basic"]), judging)).toEqual([]);
    expect(judge(ticket(["12T09:00 created B", "12T09:01 cancelled spam"]), judging)).toEqual([]);
  });

  test("of the severity in force at its end", () => {
    expect(
      first(["12T09:00 created B", "12T09:10 severity A", "12T09:20 reply", "12T15:00 severity C"]),
    ).toMatchObject([{ severity: "A", verdict: "met" }]);
  });

  test("judged only where it is asked about", () =>
    expect(judge(ticket(["12T09:00 created B"]), { ...judging, kinds: ["resolution"] })).toMatchObject([
      { kind: "resolution" },
    ]));

  test("of the weekday in another zone, where the desk is there", () =>
    expect(first(["11T23:59 created B"], { timeZone: "Asia/Tokyo" })).toMatchObject([{ weekday: "mon" }]));
});

test.each<[string, readonly string[], readonly string[], boolean]>([
  ["a plan it has stays", ["12T09:00 created B"], ["gold"], false],
  ["a plan it has not becomes its default", ["12T09:00 created B"], ["silver"], true],
  [
    "also one the ticket was moved to",
    ["12T09:00 created B", "12T10:00 plan basic"],
    ["gold", "silver"],
    true,
  ],
])("under another policy: %s", (_name, lines, plans, replaced) => {
  const moved = underAnother(ticket(lines), plans, "silver");
  expect(moved.replaced).toBe(replaced);
  const named = moved.events.flatMap((event) =>
    event.type === "created" ? [event.plan] : event.type === "plan" ? [event.to] : [],
  );
  expect(named.every((plan) => plans.includes(plan) || plan === "silver")).toBe(true);
});

test("under another policy no move between versions is left", () =>
  expect(
    underAnother(
      ticket(["12T09:00 created B", "12T10:00 policy v2", "12T11:00 calendar night"]),
      ["gold"],
      "gold",
    ).events,
  ).toHaveLength(1));

const judged = (over: Partial<Judged>): Judged => ({
  kind: "first-response",
  instance: 0,
  severity: "B",
  weekday: "mon",
  verdict: "met",
  ...over,
});

test.each<[string, readonly Judged[], readonly Judged[], readonly string[]]>([
  ["the same on both sides", [judged({})], [judged({})], []],
  ["missed now", [judged({})], [judged({ verdict: "missed" })], ["missed instead of met"]],
  ["met now", [judged({ verdict: "missed" })], [judged({})], ["met instead of missed"]],
  ["not decided yet is neither", [judged({})], [judged({ verdict: "open" })], []],
  ["a promise only one side makes is no comparison", [judged({})], [], []],
  [
    "two promises missed are one ticket",
    [judged({}), judged({ instance: 1 })],
    [judged({ verdict: "missed" }), judged({ instance: 1, verdict: "missed" })],
    ["missed instead of met"],
  ],
])("a ticket turned: %s", (_name, was, is, ways) => expect(turned(was, is)).toEqual(ways));

const is = tallied(EMPTY_TALLY, [
  judged({ severity: "A" }),
  judged({ verdict: "missed", weekday: "fri" }),
  judged({ verdict: "open", kind: "resolution" }),
]);

test("a tally adds up, in whole and in each part", () => {
  expect(is.all).toEqual({ met: 1, missed: 1, open: 1 });
  for (const part of [is.severity, is.weekday, is.target]) {
    const sum = Object.values(part).reduce((n, { met, missed, open }) => n + met + missed + open, 0);
    expect(sum).toBe(3);
  }
  expect(Object.keys(is.weekday)).toEqual(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
});

test("what is not decided has no share in it", () => {
  expect(shareMet(is.all)).toBe(0.5);
  expect(shareMet({ met: 0, missed: 0, open: 3 })).toBeNull();
});

const report: Report = {
  policy: "2027-01-01-abcd1234",
  of: "tickets opened since 2026-08-26",
  tickets: 3,
  is,
  was: tallied(EMPTY_TALLY, [judged({})]),
  turned: {
    "missed instead of met": { tickets: 1, first: [1001] },
    "met instead of missed": { tickets: 0, first: [] },
  },
  assumptions: ["Answers would have come <when> they came."],
};

test("in the terminal a full bar is all, and both sides stand beside each other", () => {
  const text = reportForTerminal(report);
  expect(text).toContain("Under this policy:    1 met, 1 missed (50 % met), 1 not decided yet");
  expect(text).toContain("1 ticket missed instead of met: #1001");
  expect(text).toMatch(/^A {2,}–? .*█{20} {2}100 % {2}1 of 1$/m);
  expect(text).toMatch(/^Friday .*░{20} {4}0 % {2}0 of 1$/m);
  expect(text).toMatch(/^B .* 1 of 1 .*0 of 1, 1 open$/m);
  expect(text).not.toContain("Tuesday");
});

test("199 of 200 is not 100 %", () => {
  const many = Array.from({ length: 200 }, (_, n) => judged({ verdict: n === 0 ? "missed" : "met" }));
  const text = reportForTerminal({ ...report, is: tallied(EMPTY_TALLY, many), was: null });
  expect(text).toContain("99 %");
  expect(text).not.toContain("█".repeat(20));
  expect(text).not.toContain("as recorded");
});

test("the page has every number in words, and takes no markup from names", () => {
  const page = reportPage(report);
  expect(page).toContain("100 %, 1 of 1");
  expect(page).toContain("&lt;when&gt;");
  expect(page).not.toMatch(/<script|<link|https?:/);
});
