import { expect, test } from "vitest";
import { hoursByMonth } from "../../src/policy/calendar-table.ts";
import { compiledHours } from "../../src/policy/compiled.ts";
import { describeDiff } from "../../src/policy/diff.ts";
import { policyICalendar } from "../../src/policy/icalendar.ts";
import { policyPage } from "../../src/policy/page/page.ts";
import type { Published } from "../../src/policy/published.ts";
import { serviceTimeBetween } from "../../src/service-hours/arithmetic.ts";
import { HOUR, instant } from "../../src/values/instant.ts";
import { PUBLISHED_AT, publishedExample } from "../support/policy.ts";

const PART = (country: string) => (text: string) => text.replace("country: PT", `country: ${country}`);
const holidayOn = (published: Published, date: string) => {
  const { hours } = published.calendars["office"]!;
  return hours === "24x7" || "union" in hours ? undefined : hours.holidays?.find((day) => day.date === date);
};

test.each<[string, string, string, readonly [string, string] | undefined]>([
  ["Iceland closes on Christmas Eve from 13:00", "IS", "2026-12-24", ["13:00", "24:00"]],
  ["and all of it where it is a Sunday", "IS", "2028-12-24", undefined],
  ["Christmas Day is a whole one", "IS", "2026-12-25", undefined],
  ["Solothurn closes on 1 May from 12:00", 'CH\n      region: "SO"', "2026-05-01", ["12:00", "24:00"]],
  ["South Australia on New Year's Eve from 19:00", "AU\n      region: SA", "2026-12-31", ["19:00", "24:00"]],
  ["a holiday over several days closes them whole", "TR", "2026-05-28", undefined],
])("part of a day: %s", (_name, country, date, closed) => {
  const holiday = holidayOn(publishedExample(PART(country), instant("2026-01-01T00:00Z")), date);
  expect(holiday?.date).toBe(date);
  expect(holiday?.closed).toEqual(closed);
});

test("half a holiday is half a day for the clock, and what is added by hand is a whole one", () => {
  const open = (published: Published): number =>
    serviceTimeBetween(
      compiledHours(published, "office")!,
      instant("2027-12-24T00:00Z"),
      instant("2027-12-25T00:00Z"),
    );
  expect(open(publishedExample(PART("IS")))).toBe(4 * HOUR);
  const own = (text: string) => PART("IS")(text).replace("06-13:", "12-24: Ours\n        06-13:");
  expect(open(publishedExample(own))).toBe(0);
});

test("half a holiday is said to be half: on the page, in the calendar, in words of what changed", () => {
  const [half, whole] = [publishedExample(PART("IS")), publishedExample()];
  expect(policyPage(half, { language: "en", now: PUBLISHED_AT })).toContain("(closed 13:00–24:00)");
  const ics = policyICalendar(half, { language: "en", now: PUBLISHED_AT }).replaceAll("\r\n ", "");
  expect(ics).toContain("Contoso Cloud Support: closed 13:00–24:00 (Christmas Eve)");
  const words = hoursByMonth(half, "2027-12", 1).flatMap(({ months }) => months[0]!.special);
  expect(words.map(({ words }) => words)).toContain("closed 13:00–24:00: Christmas Eve");
  const diff = describeDiff(whole, half).map(({ words }) => words);
  expect(diff.some((text) => /closed on 2027-12-24 13:00–24:00 \(.*\), was open/.test(text))).toBe(true);
});
