import { describe, expect, test } from "vitest";
import {
  addServiceTime,
  isOpen,
  nextClose,
  nextOpen,
  serviceTimeBetween,
  subtractServiceTime,
} from "../../src/service-hours/arithmetic.ts";
import type { SiteCalendar } from "../../src/service-hours/calendar.ts";
import { compile } from "../../src/service-hours/compiled.ts";
import { DAY, HOUR, instant, iso, MINUTE, SECOND } from "../../src/values/instant.ts";

const week = (...shift: readonly (readonly [string, string])[]): SiteCalendar["weekly"] => ({
  mon: shift,
  tue: shift,
  wed: shift,
  thu: shift,
  fri: shift,
});
const all = (...shift: readonly (readonly [string, string])[]): SiteCalendar["weekly"] => ({
  ...week(...shift),
  sat: shift,
  sun: shift,
});
const BERLIN: SiteCalendar = {
  timeZone: "Europe/Berlin",
  weekly: week(["09:00", "17:00"]),
  holidays: [{ date: "2026-12-25", name: "1. Weihnachtstag" }],
};
const NIGHT: SiteCalendar = { timeZone: "Europe/Berlin", weekly: all(["22:00", "06:00"]) };
const NEVER: SiteCalendar = { timeZone: "Europe/Berlin", weekly: {} };

describe("addServiceTime", () => {
  test.each([
    [
      "runs out in the middle of a shift",
      BERLIN,
      "2026-06-01T10:00+02:00",
      2 * HOUR,
      "2026-06-01T12:00+02:00",
      null,
    ],
    [
      "runs out exactly at closing: due then, breached at the next opening",
      BERLIN,
      "2026-06-01T15:00+02:00",
      2 * HOUR,
      "2026-06-01T17:00+02:00",
      "2026-06-02T09:00+02:00",
    ],
    [
      "one second more than is left of the shift",
      BERLIN,
      "2026-06-01T15:00+02:00",
      2 * HOUR + SECOND,
      "2026-06-02T09:00:01+02:00",
      null,
    ],
    [
      "a holiday between two days and a weekend",
      BERLIN,
      "2026-12-24T16:00+01:00",
      2 * HOUR,
      "2026-12-28T10:00+01:00",
      null,
    ],
    [
      "a weekend with the spring change of clocks",
      BERLIN,
      "2026-03-27T16:00+01:00",
      2 * HOUR,
      "2026-03-30T10:00+02:00",
      null,
    ],
    [
      "a night of 7 hours in spring",
      NIGHT,
      "2026-03-28T22:00+01:00",
      7 * HOUR,
      "2026-03-29T06:00+02:00",
      "2026-03-29T22:00+02:00",
    ],
    [
      "a night of 9 hours in autumn",
      NIGHT,
      "2026-10-24T22:00+02:00",
      9 * HOUR,
      "2026-10-25T06:00+01:00",
      "2026-10-25T22:00+01:00",
    ],
    [
      "nothing to use up while closed: the next opening",
      BERLIN,
      "2026-06-06T12:00+02:00",
      0,
      "2026-06-08T09:00+02:00",
      null,
    ],
    [
      "nothing to use up while open: now",
      BERLIN,
      "2026-06-01T12:00+02:00",
      0,
      "2026-06-01T12:00+02:00",
      null,
    ],
    [
      "nothing to use up at the closing instant: the next opening",
      BERLIN,
      "2026-06-01T17:00+02:00",
      0,
      "2026-06-02T09:00+02:00",
      null,
    ],
  ])("%s", (_name, calendar, from, budget, due, breach) => {
    const got = addServiceTime(compile(calendar), instant(from), budget);
    expect(got.kind === "due" && iso(got.dueAt)).toBe(iso(instant(due)));
    expect(got.kind === "due" && got.breachAt !== null && iso(got.breachAt)).toBe(
      iso(instant(breach ?? due)),
    );
  });

  test("a calendar that never opens says so, and quickly", () => {
    expect(addServiceTime(compile(NEVER), instant("2026-06-01T00:00Z"), HOUR)).toEqual({
      kind: "never-open",
    });
  });

  test("the last shift there will ever be: due at its end, never breached", () => {
    const once = compile({ ...NEVER, dates: { "2026-06-01": [["09:00", "17:00"]] } });
    const due = { kind: "due", dueAt: instant("2026-06-01T17:00+02:00"), breachAt: null };
    expect(addServiceTime(once, instant("2026-06-01T00:00Z"), 8 * HOUR)).toEqual(due);
    expect(addServiceTime(once, instant("2026-06-01T00:00Z"), 8 * HOUR + 1)).toEqual({ kind: "never-open" });
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses a budget of %s", (budget) => {
    expect(() => addServiceTime(compile(BERLIN), instant("2026-06-01T00:00Z"), budget)).toThrow(/no budget/);
  });
});

describe("the answer does not depend on what was asked before", () => {
  const sparse: SiteCalendar = {
    ...NEVER,
    dates: { "2026-06-01": [["09:00", "17:00"]], "2034-01-02": [["09:00", "17:00"]] },
  };
  test("an opening more than five years off is never, on a fresh and on a grown value", () => {
    const grown = compile(sparse, { from: instant("2020-01-01T00:00Z"), to: instant("2040-01-01T00:00Z") });
    for (const hours of [compile(sparse), grown]) {
      const at = instant("2026-07-01T00:00Z");
      expect(nextOpen(hours, at)).toBeNull();
      expect(nextClose(hours, at)).toBeNull();
      expect(addServiceTime(hours, at, HOUR)).toEqual({ kind: "never-open" });
      expect(addServiceTime(hours, instant("2026-06-01T00:00Z"), 9 * HOUR)).toEqual({ kind: "never-open" });
      expect(subtractServiceTime(hours, instant("2034-01-02T12:00Z"), 9 * HOUR)).toEqual({
        kind: "never-open",
      });
    }
  });
});

describe("24x7 is plain UTC arithmetic, across both changes of clocks", () => {
  const written: SiteCalendar = { timeZone: "Europe/Berlin", weekly: all(["00:00", "24:00"]) };
  test.each(["24x7", written, { union: [BERLIN, "24x7"] }] as const)("%j", (calendar) => {
    const hours = compile(calendar);
    const from = instant("2026-03-28T23:30Z");
    const due = instant("2026-10-28T23:30Z");
    expect(addServiceTime(hours, from, due - from)).toEqual({ kind: "due", dueAt: due, breachAt: due });
    expect(serviceTimeBetween(hours, from, due)).toBe(214 * DAY);
    expect([isOpen(hours, from), nextOpen(hours, from), nextClose(hours, from)]).toEqual([true, from, null]);
  });
});

describe("shifts past midnight lie on two civil dates", () => {
  const desk: SiteCalendar = {
    ...NIGHT,
    holidays: [{ date: "2026-06-03", name: "closed" }],
    dates: { "2026-06-10": [["10:00", "12:00"]], "2026-06-20": [["20:00", "02:00"]] },
  };
  test.each([
    [
      "a holiday takes the morning half of the shift before",
      "2026-06-02T22:00+02:00",
      "2026-06-03T12:00+02:00",
      2 * HOUR,
    ],
    ["and leaves the half on the next date", "2026-06-03T12:00+02:00", "2026-06-04T12:00+02:00", 6 * HOUR],
    [
      "replaced hours take the morning half too",
      "2026-06-09T12:00+02:00",
      "2026-06-10T12:00+02:00",
      4 * HOUR,
    ],
    [
      "and leave the weekly half of the next date",
      "2026-06-10T12:00+02:00",
      "2026-06-11T12:00+02:00",
      6 * HOUR,
    ],
    [
      "replaced hours past midnight add to the next date",
      "2026-06-20T12:00+02:00",
      "2026-06-21T12:00+02:00",
      10 * HOUR,
    ],
  ])("%s", (_name, from, to, open) => {
    expect(serviceTimeBetween(compile(desk), instant(from), instant(to))).toBe(open);
  });
});

test("a break is taken out of its date only, and past midnight of the next", () => {
  const hours = compile({ ...NIGHT, breaks: { "2026-06-01": [["23:30", "00:30"]] } });
  const open = (from: string, to: string): number => serviceTimeBetween(hours, instant(from), instant(to));
  expect(open("2026-06-01T22:00+02:00", "2026-06-02T06:00+02:00")).toBe(7 * HOUR);
  expect(open("2026-06-02T22:00+02:00", "2026-06-03T06:00+02:00")).toBe(8 * HOUR);
});

test("a union of sites is open when any is, and counts an hour once", () => {
  const newYork: SiteCalendar = { timeZone: "America/New_York", weekly: week(["09:00", "17:00"]) };
  const hours = compile({ union: [BERLIN, newYork] });
  const [from, to] = [instant("2026-06-01T00:00Z"), instant("2026-06-02T00:00Z")];
  expect(serviceTimeBetween(hours, from, to)).toBe(14 * HOUR);
  expect(nextClose(hours, instant("2026-06-01T12:00Z"))).toBe(instant("2026-06-01T21:00Z"));
});

test("subtracting takes the other end of the tie that adding takes", () => {
  const hours = compile(BERLIN);
  const [opens, closed] = [instant("2026-06-02T09:00+02:00"), instant("2026-06-01T17:00+02:00")];
  expect(subtractServiceTime(hours, instant("2026-06-02T10:00+02:00"), HOUR)).toEqual({
    kind: "began",
    at: opens,
    earliestAt: closed,
  });
  expect(subtractServiceTime(hours, instant("2026-06-02T10:00+02:00"), 61 * MINUTE)).toMatchObject({
    at: instant("2026-06-01T16:59+02:00"),
  });
});
