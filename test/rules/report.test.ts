import { describe, expect, test } from "vitest";
import {
  addMonths,
  attainment,
  boundsOfMonth,
  escalationRate,
  monthsUntil,
  NO_COUNTS,
  parseMonth,
  percent,
  type Report,
  reopenRate,
} from "../../src/ops/report.ts";
import { reportCsv } from "../../src/ops/report-csv.ts";
import { iso } from "../../src/values/instant.ts";

describe("months", () => {
  test.each([
    ["2026-11", 1, "2026-12"],
    ["2026-12", 1, "2027-01"],
    ["2026-01", -1, "2025-12"],
    ["2026-11", -11, "2025-12"],
  ])("%s and %i", (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected);
  });

  test.each(["2026-13", "2026-00", "26-11", "2026-11-01", "1999-11", "", "x"])("%s is none", (text) => {
    expect(parseMonth(text)).toBeNull();
  });

  test("twelve of them end with the one asked for", () => {
    expect(monthsUntil("2026-03").at(0)).toBe("2025-04");
    expect(monthsUntil("2026-03")).toHaveLength(12);
  });

  test("a month is that of the desk's zone, also where clocks change in it", () => {
    const { from, until } = boundsOfMonth("2026-10", "Europe/Lisbon");
    expect([iso(from), iso(until)]).toEqual(["2026-09-30T23:00:00.000Z", "2026-11-01T00:00:00.000Z"]);
  });
});

describe("rates", () => {
  test.each([
    ["nothing decided is not nothing kept", attainment({ met: 0, late: 0 }), "–"],
    ["all kept", attainment({ met: 3, late: 0 }), "100 %"],
    ["one of two", attainment({ met: 1, late: 1 }), "50 %"],
    ["never rounded up to all", attainment({ met: 99_999, late: 1 }), "99.9 %"],
    ["never rounded down to none", attainment({ met: 1, late: 99_999 }), "0.1 %"],
    ["nothing opened has no rate", escalationRate(NO_COUNTS), "–"],
    ["one in eight", escalationRate({ ...NO_COUNTS, opened: 8, handedOn: 1 }), "12.5 %"],
    ["nothing resolved cannot be opened again", reopenRate({ ...NO_COUNTS, reopened: 1 }), "–"],
  ])("%s", (_name, rate, expected) => {
    expect(percent(rate)).toBe(expected);
  });
});

test("CSV: a row a customer, names that look like formulas are text, empty where there is nothing to tell", () => {
  const promises = { "next-response": { met: 3, late: 1 }, resolution: { met: 0, late: 2 } };
  const group = (key: string) => ({
    key,
    counts: { ...NO_COUNTS, opened: 2, firstMet: 1 },
    promises,
    minutesWorked: 95,
  });
  const by = {
    kind: [],
    service: [],
    severity: [],
    customer: [group("=cmd|' /C calc'!A0"), group('A "B", Ltd')],
  };
  const lines = reportCsv({ month: "2026-11", by } as unknown as Report).split("\r\n");
  expect(lines[0]!.split(",").slice(13)).toEqual([
    ...["next_response_met", "next_response_late", "next_response_attainment"],
    ...["update_met", "update_late", "update_attainment"],
    ...["resolution_met", "resolution_late", "resolution_attainment", "minutes_worked"],
  ]);
  const rest = "3,1,0.75,0,0,,0,2,0,95";
  expect(lines[1]).toBe(`2026-11,'=cmd|' /C calc'!A0,2,1,0,1,0,0,0,0,,0,,${rest}`);
  expect(lines[2]).toBe(`2026-11,"A ""B"", Ltd",2,1,0,1,0,0,0,0,,0,,${rest}`);
  expect(lines).toHaveLength(4);
});
