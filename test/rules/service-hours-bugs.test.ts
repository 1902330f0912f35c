import { describe, expect, test } from "vitest";
import {
  addServiceTime,
  isOpen,
  nextClose,
  nextOpen,
  serviceTimeBetween,
} from "../../src/service-hours/arithmetic.ts";
import type { Calendar, SiteCalendar } from "../../src/service-hours/calendar.ts";
import { compile } from "../../src/service-hours/compiled.ts";
import { closedSpans, whyClosed, zoneOf } from "../../src/service-hours/why-closed.ts";
import { HOUR, instant, iso, MINUTE, SECOND } from "../../src/values/instant.ts";
import { office, WORKDAYS, week } from "../support/calendars.ts";

// Mistakes that users reported of other clocks, each by its number: none of them may be ours.

const allDay: SiteCalendar = { timeZone: "Europe/Berlin", weekly: week("all", ["00:00", "24:00"]) };

const night = (timeZone: string): SiteCalendar => ({ timeZone, weekly: week("all", ["22:00", "06:00"]) });
const lunch: SiteCalendar = {
  timeZone: "Europe/Berlin",
  weekly: week(WORKDAYS, ["09:00", "12:00"], ["13:00", "17:00"]),
};

describe("open time between two instants", () => {
  test.each<[string, Calendar, string, string, number]>([
    [
      "zammad#3180: closing at 24:00 loses no minute",
      { timeZone: "Europe/Berlin", weekly: { ...week("all", ["00:00", "24:00"]), sun: [] } },
      "2026-06-01T00:00+02:00",
      "2026-06-06T24:00+02:00",
      6 * 24 * HOUR,
    ],
    [
      "chatwoot#6733: a shift from 22:00 to 06:00 is eight hours",
      night("Europe/Berlin"),
      "2026-06-01T12:00+02:00",
      "2026-06-02T12:00+02:00",
      8 * HOUR,
    ],
    [
      "business_time#227: a shift that ends at midnight is not empty",
      { timeZone: "Europe/Berlin", weekly: week("all", ["16:00", "00:00"]) },
      "2026-06-01T00:00+02:00",
      "2026-06-02T00:00+02:00",
      8 * HOUR,
    ],
    [
      "business_time PR#230: closing at 23:00 eats no hour",
      { timeZone: "Europe/Berlin", weekly: week("all", ["09:00", "23:00"]) },
      "2026-06-01T22:00+02:00",
      "2026-06-02T10:00+02:00",
      2 * HOUR,
    ],
    [
      "chatwoot#14009: several shifts a day",
      lunch,
      "2026-06-01T11:00+02:00",
      "2026-06-01T14:00+02:00",
      2 * HOUR,
    ],
    [
      "frappe/helpdesk#2212: the second shift of a day is not forgotten",
      lunch,
      "2026-06-01T00:00+02:00",
      "2026-06-02T00:00+02:00",
      7 * HOUR,
    ],
    [
      "osTicket#6847: lunch is no service time",
      { ...office("Europe/Berlin"), breaks: { "2026-06-01": [["12:00", "13:00"]] } },
      "2026-06-01T12:00+02:00",
      "2026-06-01T13:30+02:00",
      30 * MINUTE,
    ],
    [
      "working_hours PR#42-44: nothing is rounded away below a second",
      office("Europe/Berlin"),
      "2026-06-01T16:59:59.250+02:00",
      "2026-06-02T09:00:00.500+02:00",
      1250,
    ],
    [
      "libredesk: minutes are not cut from instants",
      office("Europe/Berlin"),
      "2026-06-01T10:00:59+02:00",
      "2026-06-01T10:01:01+02:00",
      2 * SECOND,
    ],
    [
      "zendesk/biz PR#26 and #36: the spring gap takes an hour from a night shift, not from the next day",
      night("America/New_York"),
      "2026-03-07T22:00-05:00",
      "2026-03-08T12:00-04:00",
      7 * HOUR,
    ],
    [
      "zendesk/biz PR#37: a shift within the skipped hour does not happen",
      { timeZone: "America/New_York", weekly: week("all", ["02:00", "03:00"]) },
      "2026-03-08T00:00-05:00",
      "2026-03-08T12:00-04:00",
      0,
    ],
    [
      "zendesk/biz PR#66: a shift within the repeated hour happens twice",
      { timeZone: "America/New_York", weekly: week("all", ["01:00", "02:00"]) },
      "2026-11-01T00:00-04:00",
      "2026-11-01T12:00-05:00",
      2 * HOUR,
    ],
    [
      "zendesk/biz PR#160: Casablanca's Ramadan, when clocks go back and forth within weeks",
      office("Africa/Casablanca"),
      "2024-03-08T09:00+01:00",
      "2024-03-11T17:00+00:00",
      16 * HOUR,
    ],
    [
      "working_hours PR#46: a day of 25 hours has 25 hours",
      { ...allDay, holidays: [{ date: "2020-01-01", name: "" }] },
      "2026-10-25T00:00+02:00",
      "2026-10-26T00:00+01:00",
      25 * HOUR,
    ],
    [
      "OTRS PR#787 (bug 9884): working time over a change of clocks",
      office("Europe/Berlin"),
      "2026-03-27T09:00+01:00",
      "2026-03-30T17:00+02:00",
      16 * HOUR,
    ],
    [
      "Business::Hours: a holiday closes 24 hours and not a second of the next day",
      { ...allDay, holidays: [{ date: "2026-06-02", name: "" }] },
      "2026-06-01T00:00+02:00",
      "2026-06-04T00:00+02:00",
      48 * HOUR,
    ],
    [
      "Business::Hours: a holiday closes all of a day of 25 hours",
      { ...allDay, holidays: [{ date: "2026-10-25", name: "" }] },
      "2026-10-24T00:00+02:00",
      "2026-10-27T00:00+01:00",
      48 * HOUR,
    ],
    [
      "Business::Hours: a holiday in the middle year of a long span is one too",
      office("Europe/Berlin", "2025-06-02", "2026-06-02", "2027-06-02"),
      "2025-06-02T00:00+02:00",
      "2027-06-03T00:00+02:00",
      serviceTimeBetween(
        compile(office("Europe/Berlin")),
        instant("2025-06-02T00:00+02:00"),
        instant("2027-06-03T00:00+02:00"),
      ) -
        3 * 8 * HOUR,
    ],
    [
      "Chatwoot: a holiday is no working day",
      office("Europe/Berlin", "2026-12-25"),
      "2026-12-25T00:00+01:00",
      "2026-12-26T00:00+01:00",
      0,
    ],
    [
      "osTicket#6739: a week with one short shift",
      { timeZone: "Europe/Berlin", weekly: { mon: [["09:00", "10:00"]] } },
      "2026-06-01T00:00+02:00",
      "2026-06-22T00:00+02:00",
      3 * HOUR,
    ],
  ])("%s", (_name, calendar, from, to, open) => {
    expect(serviceTimeBetween(compile(calendar), instant(from), instant(to))).toBe(open);
  });
});

describe("when a budget is used up", () => {
  test.each<[string, Calendar, string, number, string]>([
    [
      "moment-business-time#58: an hour added in the repeated hour is an hour",
      { timeZone: "Europe/Berlin", weekly: week("all", ["01:00", "08:00"]) },
      "2026-10-25T02:30+02:00",
      HOUR,
      "2026-10-25T02:30+01:00",
    ],
    [
      "bryntum#5964: Santiago, where midnight is skipped",
      { timeZone: "America/Santiago", weekly: week("all", ["00:00", "08:00"]) },
      "2023-09-02T12:00-04:00",
      HOUR,
      "2023-09-03T02:00-03:00",
    ],
    [
      "oncall#3261: 09:00 stays 09:00 on the wall when the clocks change",
      office("Europe/Berlin"),
      "2026-10-23T18:00+02:00",
      HOUR,
      "2026-10-26T10:00+01:00",
    ],
    [
      "vue-business-hours PR#26: an opening time that is skipped ends in no loop",
      { timeZone: "Europe/Berlin", weekly: week("all", ["02:30", "02:45"]) },
      "2026-03-29T00:00+01:00",
      15 * MINUTE,
      "2026-03-30T02:45+02:00",
    ],
    [
      "node-schedule#131: nor does one that comes twice",
      { timeZone: "Europe/Berlin", weekly: week("all", ["02:30", "02:45"]) },
      "2026-10-25T00:00+02:00",
      30 * MINUTE,
      "2026-10-25T02:45+01:00",
    ],
    [
      "rapidpro PR#6905: nor does a civil date that was left out",
      { timeZone: "Pacific/Apia", weekly: week("fri", ["09:00", "17:00"]) },
      "2011-12-30T00:00Z",
      8 * HOUR,
      "2012-01-06T17:00+14:00",
    ],
    [
      "osTicket#6739: a budget of weeks in a sparse week is not overdue at once",
      { timeZone: "Europe/Berlin", weekly: { mon: [["09:00", "10:00"]] } },
      "2026-06-01T12:00+02:00",
      8 * HOUR,
      "2026-07-27T10:00+02:00",
    ],
    [
      "biz#80: a budget that ends with the day is due at its end",
      office("Europe/Berlin"),
      "2026-06-01T09:00+02:00",
      8 * HOUR,
      "2026-06-01T17:00+02:00",
    ],
  ])("%s", (_name, calendar, from, budget, due) => {
    const got = addServiceTime(compile(calendar), instant(from), budget);
    expect(got.kind === "due" && iso(got.dueAt)).toBe(iso(instant(due)));
  });

  test("biz#122 and #139: such a budget is not exceeded before the next opening", () => {
    const due = addServiceTime(compile(office("Europe/Berlin")), instant("2026-06-05T09:00+02:00"), 8 * HOUR);
    expect(due).toMatchObject({ breachAt: instant("2026-06-08T09:00+02:00") });
  });

  test("working_hours PR#27: a budget with a fraction is refused instead of running for ever", () => {
    const hours = compile(office("Europe/Berlin"));
    expect(() => addServiceTime(hours, instant("2026-06-01T09:00+02:00"), 0.1)).toThrow(/no budget/);
  });

  test("Chatwoot: with all days closed there is no due time, not one by the wall clock", () => {
    const hours = compile({ timeZone: "Europe/Berlin", weekly: {} });
    expect(addServiceTime(hours, instant("2026-06-01T09:00+02:00"), HOUR)).toEqual({ kind: "never-open" });
  });
});

describe("open or closed", () => {
  test.each<[string, Calendar, string, boolean]>([
    ["zammad#3180: the last minute before midnight is open", allDay, "2026-06-01T23:59:30+02:00", true],
    [
      "zammad#3706: a holiday in Chile is that date in Chile",
      office("America/Santiago", "2026-09-18"),
      "2026-09-18T16:00-03:00",
      false,
    ],
    [
      "zammad#3706: and not the day before",
      office("America/Santiago", "2026-09-18"),
      "2026-09-17T16:00-03:00",
      true,
    ],
    [
      "business_time#36: a holiday is no instant: far from UTC it is the same date",
      office("Pacific/Auckland", "2026-12-25"),
      "2026-12-25T09:30+13:00",
      false,
    ],
    [
      "business_time#36: nor the date before it there",
      office("Pacific/Auckland", "2026-12-25"),
      "2026-12-24T16:00+13:00",
      true,
    ],
    [
      "moment-business-time: closed at the closing instant",
      office("Europe/Berlin"),
      "2026-06-01T17:00+02:00",
      false,
    ],
    ["open at the opening instant", office("Europe/Berlin"), "2026-06-01T09:00+02:00", true],
    ["00:00 is open where the shift before ends at 24:00", allDay, "2026-06-02T00:00+02:00", true],
  ])("%s", (_name, calendar, instantText, open) => {
    expect(isOpen(compile(calendar), instant(instantText))).toBe(open);
  });

  test("zammad#3180: round the clock never closes, at no midnight", () => {
    expect(nextClose(compile(allDay), instant("2026-06-01T23:59:30+02:00"))).toBeNull();
  });

  test("an opening hour that is skipped opens when the clock jumps over it", () => {
    const hours = compile(office("Europe/Berlin"));
    expect(nextOpen(hours, instant("2026-03-29T00:00+01:00"))).toBe(instant("2026-03-30T09:00+02:00"));
    const early = compile({ timeZone: "Europe/Berlin", weekly: week("all", ["02:30", "08:00"]) });
    expect(nextOpen(early, instant("2026-03-29T00:00+01:00"))).toBe(instant("2026-03-29T03:00+02:00"));
  });
});

describe("why it is closed", () => {
  const lisbon: SiteCalendar = {
    ...office("Europe/Lisbon"),
    holidays: [
      { date: "2026-12-25", name: "Natal" },
      { date: "2026-12-27", name: "a Sunday" },
      { date: "2026-12-31", name: "half a day", closed: ["13:00", "24:00"] },
      { date: "2027-01-04", name: "an evening", closed: ["19:00", "24:00"] },
    ],
    dates: { "2026-12-24": [["09:00", "12:00"]] },
    breaks: { "2026-12-28": [["10:00", "11:00"]] },
    pauses: [["2026-12-28T15:00Z", "2026-12-28T18:00Z"]],
  };
  const hours = compile(lisbon);
  test.each([
    ["an afternoon with hours of its own", "2026-12-24T14:00Z", "special-hours"],
    ["the evening of such a day is as any other", "2026-12-24T20:00Z", "outside-hours"],
    ["a holiday", "2026-12-25T10:00Z", "holiday"],
    ["a holiday on a Sunday closes nothing that was open", "2026-12-27T10:00Z", "outside-hours"],
    ["the afternoon of half a holiday", "2026-12-31T13:00Z", "holiday"],
    ["the early morning of half a holiday is as any other", "2026-12-31T08:00Z", "outside-hours"],
    ["half a holiday after closing time closes nothing that was open", "2027-01-04T20:00Z", "outside-hours"],
    ["a break", "2026-12-28T10:30Z", "break"],
    ["a pause", "2026-12-28T15:30Z", "pause"],
    ["a pause that goes on after closing time is not the reason then", "2026-12-28T17:00Z", "outside-hours"],
  ])("%s", (_name, when, kind) => {
    expect(whyClosed(hours, instant(when))?.because.kind).toBe(kind);
  });

  test("half a holiday leaves the other half open", () => {
    const [from, to] = [instant("2026-12-31T00:00Z"), instant("2027-01-01T00:00Z")];
    expect(serviceTimeBetween(hours, from, to)).toBe(4 * HOUR);
    expect(whyClosed(hours, instant("2026-12-31T12:59:59Z"))).toBeNull();
  });

  test("names the opening and the holidays before it", () => {
    expect(whyClosed(hours, instant("2026-12-24T12:00Z"))).toMatchObject({
      opensAt: instant("2026-12-28T09:00Z"),
      holidays: [{ holiday: { date: "2026-12-25", name: "Natal" }, timeZone: "Europe/Lisbon" }],
    });
    expect(whyClosed(hours, instant("2026-12-28T09:00Z"))).toBeNull();
  });

  test("is cut at civil midnights", () => {
    const spans = closedSpans(lisbon, instant("2026-12-24T17:00Z"), instant("2026-12-28T09:00Z"));
    expect(spans.map(({ to, because }) => [iso(to), because.kind])).toEqual([
      ["2026-12-25T00:00:00.000Z", "outside-hours"],
      ["2026-12-26T00:00:00.000Z", "holiday"],
      ["2026-12-28T09:00:00.000Z", "outside-hours"],
    ]);
  });

  test("of several sites the one says why that would have been open", () => {
    const union = { union: [office("America/New_York"), lisbon] };
    expect(whyClosed(compile(union), instant("2026-12-25T10:00Z"))).toMatchObject({
      because: { kind: "holiday", timeZone: "Europe/Lisbon" },
    });
    expect([zoneOf(union), zoneOf("24x7")]).toEqual(["America/New_York", null]);
  });

  test("a desk that never opens again says so", () => {
    const never = compile({ timeZone: "Europe/Lisbon", weekly: {} });
    expect(whyClosed(never, instant("2026-12-24T12:00Z"))).toEqual({
      because: { kind: "outside-hours" },
      opensAt: null,
      holidays: [],
    });
  });
});
