import Holidays, { type HolidaysTypes } from "date-holidays";
import type { Holiday } from "../service-hours/calendar.ts";
import { readIcs } from "./ics-holidays.ts";
import { municipalDays } from "./municipal-days.ts";
import { showValue } from "./problem.ts";
import type { SiteHours } from "./schema-hours.ts";
import { pickText, type Text } from "./text.ts";

/** Texts of .ics files by the name the policy gives them. */
export type HolidayFiles = { readonly [name: string]: string };

type Rule = NonNullable<SiteHours["holidays"]>;
type Years = readonly [from: number, to: number];

/**
 * The days on which hours are closed, one entry a date, in order: the public holidays of a country and region, those of
 * .ics files, and what is added, less what is removed by name or date. Observances and bank holidays close nothing
 * unless added (zammad#390).
 */
export function holidaysOf(rule: Rule | undefined, years: Years, files: HolidayFiles): readonly Holiday[] {
  if (rule === undefined) return [];
  const removed = new Set(rule.remove ?? []);
  const kept = givenHolidays(rule, years, files).filter((holiday) => !isRemoved(holiday, removed));
  const all = [...kept, ...addedHolidays(rule, years)];
  // The last whole day of a date wins, for what is added names the day; half a day opens none that is closed already.
  const byDate = new Map<string, Holiday>();
  for (const holiday of all) {
    const known = byDate.get(holiday.date);
    if (known === undefined || holiday.closed === undefined) byDate.set(holiday.date, holiday);
  }
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function givenHolidays(rule: Rule, years: Years, files: HolidayFiles): readonly Holiday[] {
  const ofFiles = (rule.files ?? []).flatMap((name) => {
    const read = readIcs(Object.hasOwn(files, name) ? files[name]! : "", years);
    return read.kind === "holidays" ? read.holidays : [];
  });
  return [...publicHolidays(rule, years), ...ofFiles];
}

function isRemoved({ date, name, names }: Holiday, removed: ReadonlySet<string>): boolean {
  return [date, date.slice(5), name, ...Object.values(names ?? {})].some((sign) => removed.has(sign));
}

function publicHolidays(rule: Rule, [from, to]: Years): readonly Holiday[] {
  if (rule.country === undefined) return [];
  const [state = "", region = ""] = (rule.region ?? "").split("-");
  const open = (): Holidays => new Holidays(rule.country!, state, region);
  // One for each language: the package remembers the last language it was asked in.
  const data = open();
  const inLanguages = [...new Set(data.getLanguages())].map((language) => [language, open()] as const);
  const found: Holiday[] = [];
  for (let year = from; year <= to; year += 1) {
    const named = inLanguages.map(
      ([language, each]) => [language, byRule(each.getHolidays(year, language))] as const,
    );
    for (const holiday of data.getHolidays(year)) {
      if (holiday.type !== "public") continue;
      const names = Object.fromEntries(
        named.map(([language, list]) => [language, list.get(keyOf(holiday)) ?? holiday.name]),
      );
      const part = closedPartOf(holiday);
      const closed = part === null ? {} : { closed: part };
      found.push(...datesOf(holiday).map((date) => ({ date, name: holiday.name, names, ...closed })));
    }
  }
  return found;
}

const keyOf = (holiday: HolidaysTypes.Holiday): string => `${holiday.date} ${holiday.rule}`;

function byRule(list: readonly HolidaysTypes.Holiday[]): ReadonlyMap<string, string> {
  return new Map(list.map((holiday) => [keyOf(holiday), holiday.name]));
}

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/**
 * The part of its date that a half holiday closes, `12-24 14:00` in the data: from then on, to midnight where no length
 * is given. Null: all of it. A day on which clocks change has 23 or 25 hours and is a whole one.
 */
function closedPartOf({ date, start, end }: HolidaysTypes.Holiday): readonly [string, string] | null {
  const minutes = Math.round((end.getTime() - start.getTime()) / 60_000);
  const [hour = 0, minute = 0] = date.slice(11, 16).split(":").map(Number);
  const from = hour * HOUR_MINUTES + minute;
  const to = from + minutes;
  if (minutes >= 23 * HOUR_MINUTES || minutes <= 0 || to > DAY_MINUTES) return null;
  return [timeOf(from), timeOf(to)];
}

function timeOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A holiday of several days closes each of them; one that starts in the evening closes the days it reaches into. */
function datesOf(holiday: HolidaysTypes.Holiday): readonly string[] {
  const first = holiday.date.slice(0, 10);
  const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000));
  return Array.from({ length: days }, (_, n) =>
    new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10),
  );
}

function addedHolidays(rule: Rule, [from, to]: Years): readonly Holiday[] {
  return Object.entries(rule.add ?? {}).flatMap(([day, text]) => {
    const years = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    const dates = day.length === 5 ? years.map((year) => `${year}-${day}`) : [day];
    return dates.filter(isDate).map((date) => ({ date, name: pickText(text, "en"), ...namesOf(text) }));
  });
}

/** 29 February is added in leap years only. */
function isDate(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function namesOf(text: Text): { readonly names?: Readonly<Record<string, string>> } {
  return typeof text === "string" ? {} : { names: text };
}

export interface HolidayTrouble {
  readonly path: readonly (string | number)[];
  readonly read: string;
  readonly expected: string;
}

/** What a holiday rule names that is not there: a country or region without data, a file, a day to remove. */
export function holidayTrouble(rule: Rule, years: Years, files: HolidayFiles): readonly HolidayTrouble[] {
  const trouble: HolidayTrouble[] = [];
  const all = new Holidays();
  const { country, region } = rule;
  if (country !== undefined && !Object.hasOwn(all.getCountries(), country)) {
    trouble.push({
      path: ["country"],
      read: country,
      expected: "a country whose holidays are known; or add them by date",
    });
  } else if (country !== undefined && region !== undefined) {
    const states = all.getStates(country) ?? {};
    if (!Object.hasOwn(states, region.split("-")[0]!)) {
      const known = Object.keys(states).join(", ");
      const expected = known === "" ? noRegion(country, region, years) : `one of: ${known}`;
      trouble.push({ path: ["region"], read: region, expected });
    }
  }
  for (const [n, name] of (rule.files ?? []).entries()) {
    const read = readIcs(Object.hasOwn(files, name) ? files[name]! : "", years);
    const why = !Object.hasOwn(files, name) ? "a file beside the policy" : "an iCalendar file with events";
    if (read.kind === "unreadable" || read.holidays.length === 0) {
      trouble.push({ path: ["files", n], read: showValue(name), expected: why });
    }
  }
  const given = givenHolidays(rule, years, files);
  for (const [n, sign] of (rule.remove ?? []).entries()) {
    if (!given.some((holiday) => isRemoved(holiday, new Set([sign])))) {
      const names = [...new Set(given.map(({ name }) => name))].join(", ");
      trouble.push({ path: ["remove", n], read: showValue(sign), expected: `a date, or one of: ${names}` });
    }
  }
  return trouble;
}

/** What to write instead of a region that the data do not have. */
function noRegion(country: string, region: string, years: Years): string {
  const days = country === "PT" ? municipalDays(region, years) : [];
  const none = `no region: none is known for ${country}`;
  if (days.length === 0)
    return `${none}; leave it out and write its days by date, e.g. holidays.add: { 06-13: … }`;
  return `${none}; leave it out and write holidays.add: { ${days.join(", ")} }`;
}
