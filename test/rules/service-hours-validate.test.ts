import { expect, test } from "vitest";
import type { SiteCalendar } from "../../src/service-hours/calendar.ts";
import { compile } from "../../src/service-hours/compiled.ts";
import { validateCalendar } from "../../src/service-hours/validate.ts";
import { instant } from "../../src/values/instant.ts";
import { office, week } from "../support/calendars.ts";

const site = (part: Partial<SiteCalendar>): SiteCalendar => ({ ...office("Europe/Lisbon"), ...part });

test.each<[string, SiteCalendar, readonly string[]]>([
  ["a plain office", site({}), []],
  [
    "touching shifts",
    site({
      weekly: {
        mon: [
          ["09:00", "12:00"],
          ["12:00", "17:00"],
        ],
      },
    }),
    [],
  ],
  [
    "midnight between two shifts",
    site({ weekly: { mon: [["20:00", "24:00"]], tue: [["00:00", "04:00"]] } }),
    [],
  ],
  ["a shift that starts when it ends", site({ weekly: { mon: [["09:00", "09:00"]] } }), ["weekly.mon[0]"]],
  ["no zone", site({ timeZone: "Europe/Atlantis" }), ["timeZone"]],
  [
    "times that no clock shows",
    site({
      weekly: {
        mon: [
          ["9:00", "17:00"],
          ["25:00", "26:00"],
        ],
      },
    }),
    ["weekly.mon[0]", "weekly.mon[1]"],
  ],
  ["a start at the end of the day", site({ weekly: { mon: [["24:00", "08:00"]] } }), ["weekly.mon[0]"]],
  [
    "dates that do not exist",
    site({ holidays: [{ date: "2026-02-29", name: "" }], dates: { "2026-13-01": [] } }),
    ["dates", "holidays[0]"],
  ],
  [
    "a pause that ends before it starts",
    site({ pauses: [["2026-06-02T00:00Z", "2026-06-01T00:00Z"]] }),
    ["pauses[0]"],
  ],
  ["a pause without a zone", site({ pauses: [["2026-06-02T00:00", "2026-06-03T00:00"]] }), ["pauses[0]"]],
  [
    "overlapping shifts",
    site({
      weekly: {
        mon: [
          ["09:00", "13:00"],
          ["12:00", "17:00"],
        ],
      },
    }),
    ["weekly.mon"],
  ],
  [
    "a night that runs into the morning shift",
    site({ weekly: { mon: [["22:00", "06:00"]], tue: [["05:00", "10:00"]] } }),
    ["weekly.tue"],
  ],
  [
    "a Saturday night that runs into Sunday",
    site({ weekly: { sat: [["22:00", "06:00"]], sun: [["05:00", "10:00"]] } }),
    ["weekly.sun"],
  ],
  [
    "overlapping hours of one date",
    site({
      dates: {
        "2026-06-01": [
          ["09:00", "12:00"],
          ["11:00", "13:00"],
        ],
      },
    }),
    ["dates.2026-06-01"],
  ],
  ["an empty week", site({ weekly: { mon: [] } }), ["weekly"]],
])("%s", (_name, calendar, paths) => {
  expect(validateCalendar(calendar).errors.map(({ path }) => path)).toEqual(paths);
});

test("zammad#3180: 23:59 as the end of the day is warned of", () => {
  const { errors, warnings } = validateCalendar(site({ weekly: week("all", ["00:00", "23:59"]) }));
  expect(errors).toEqual([]);
  expect(warnings).toHaveLength(7);
  expect(warnings[0]).toMatchObject({ path: "weekly.mon[0]", read: "23:59" });
});

test("a union tells which of its sites is meant, and may not be empty", () => {
  const broken = { union: [office("Europe/Lisbon"), site({ timeZone: "x" })] };
  expect(validateCalendar(broken).errors.map(({ path }) => path)).toEqual(["union[1].timeZone"]);
  expect(validateCalendar({ union: [] }).errors.map(({ path }) => path)).toEqual(["union"]);
  expect(validateCalendar("24x7")).toEqual({ errors: [], warnings: [] });
});

test("what is refused here is a fault to the clock, not a wrong answer", () => {
  const hours = compile(site({ holidays: [{ date: "2026-02-29", name: "" }] }), undefined);
  expect(() =>
    compile(hours.calendar, { from: instant("2026-01-01T00:00Z"), to: instant("2027-01-01T00:00Z") }),
  ).toThrow(/no civil date: 2026-02-29/);
});
