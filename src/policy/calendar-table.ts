import type { Calendar, SiteCalendar } from "../service-hours/calendar.ts";
import { offsetSegments } from "../service-hours/zone.ts";
import { HOUR, type Instant, MINUTE } from "../values/instant.ts";
import { openRuns } from "./icalendar.ts";
import { dateFormat } from "./intl.ts";
import { closedPart, groupDays, holidayName, sayDays, sayIntervals } from "./page/hours-section.ts";
import { sayLength } from "./page/say.ts";
import { EN } from "./page/words-en.ts";
import type { Published } from "./published.ts";

/** A day that is not like the others of its weekday. */
export interface SpecialDay {
  /** Civil date in the calendar's zone. */
  readonly date: string;
  readonly what: "holiday" | "other hours" | "clocks change";
  readonly words: string;
}

export interface MonthOfHours {
  /** `2026-12`. */
  readonly month: string;
  readonly openDays: number;
  readonly openMs: number;
  readonly special: readonly SpecialDay[];
}

export interface HoursByMonth {
  readonly name: string;
  /** The zone months and days are counted in. */
  readonly timeZone: string;
  readonly week: string;
  readonly day: string;
  readonly months: readonly MonthOfHours[];
}

/**
 * What a calendar comes to, month by month, for the operator to look through before publishing: days and hours open,
 * holidays on days that would have been open, dates with other hours, changes of clocks.
 *
 * @param month  the first month, `2026-12`
 */
export function hoursByMonth(published: Published, month: string, count: number): readonly HoursByMonth[] {
  const months = monthsFrom(month, count);
  return Object.entries(published.calendars).map(([name, { hours, dayMs }]) => {
    const timeZone = zoneOf(hours) ?? published.policy.desk.timeZone;
    return {
      name,
      timeZone,
      week: sayWeek(hours),
      day: dayMs === null ? "of different length" : sayLength(dayMs, EN),
      months: months.map((each) => monthOf(published, name, hours, timeZone, each)),
    };
  });
}

function zoneOf(hours: Calendar): string | null {
  return hours === "24x7" || "union" in hours ? null : hours.timeZone;
}

function sayWeek(hours: Calendar): string {
  if (hours === "24x7") return "round the clock";
  if ("union" in hours) return hours.union.map(sayWeek).join(" or ");
  return groupDays(hours)
    .filter(([, intervals]) => intervals.length > 0)
    .map(([days, intervals]) => `${sayDays(days, EN)} ${sayIntervals(intervals, EN)}`)
    .join("; ");
}

function monthsFrom(month: string, count: number): readonly string[] {
  const [year, first] = month.split("-").map(Number) as [number, number];
  return Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(year, first - 1 + n, 1)).toISOString().slice(0, 7),
  );
}

function monthOf(
  published: Published,
  name: string,
  hours: Calendar,
  timeZone: string,
  month: string,
): MonthOfHours {
  const dates = datesOf(month);
  // A day more on either side, then only what falls on the month's dates in the calendar's zone.
  const from = (Date.parse(dates[0]!) - 26 * HOUR) as Instant;
  const to = (Date.parse(dates.at(-1)!) + 50 * HOUR) as Instant;
  const local = dateFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const open = new Map<string, number>();
  for (const [start, end] of openRuns(published, name, from, to)) {
    for (let at: number = start; at < end; at += 15 * MINUTE) {
      const date = local.format(at);
      open.set(date, (open.get(date) ?? 0) + Math.min(15 * MINUTE, end - at));
    }
  }
  const ofMonth = dates.filter((date) => open.has(date));
  return {
    month,
    openDays: ofMonth.length,
    openMs: ofMonth.reduce((sum, date) => sum + open.get(date)!, 0),
    special: [...specialDays(hours, month), ...clockChanges(timeZone, month, from, to)].toSorted((a, b) =>
      a.date < b.date ? -1 : 1,
    ),
  };
}

function datesOf(month: string): readonly string[] {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length }, (_, n) => `${month}-${String(n + 1).padStart(2, "0")}`);
}

function specialDays(hours: Calendar, month: string): readonly SpecialDay[] {
  if (hours === "24x7") return [];
  if ("union" in hours) return hours.union.flatMap((part) => specialDays(part, month));
  const holidays = (hours.holidays ?? [])
    .filter(({ date }) => date.startsWith(month))
    .map((holiday): SpecialDay => {
      const words = `closed${closedPart(holiday)}: ${holidayName(holiday, "en")}${isWorkday(hours, holiday.date) ? "" : " (closed anyway)"}`;
      return { date: holiday.date, what: "holiday", words };
    });
  const closed = new Set(holidays.map(({ date }) => date));
  const dates = Object.entries(hours.dates ?? {})
    .filter(([date]) => date.startsWith(month) && !closed.has(date))
    .map(([date, shifts]): SpecialDay => ({ date, what: "other hours", words: sayIntervals(shifts, EN) }));
  return [...holidays, ...dates];
}

const SUNDAY_FIRST = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

function isWorkday(hours: SiteCalendar, date: string): boolean {
  return (hours.weekly[SUNDAY_FIRST[new Date(date).getUTCDay()]!] ?? []).length > 0;
}

function clockChanges(timeZone: string, month: string, from: Instant, to: Instant): readonly SpecialDay[] {
  const segments = offsetSegments(timeZone, from, to);
  return segments.slice(1).flatMap((segment, n) => {
    const shift = (segment.offsetMs - segments[n]!.offsetMs) / MINUTE;
    const date = new Date(segment.from + segments[n]!.offsetMs).toISOString().slice(0, 10);
    const words = `clocks go ${shift > 0 ? "forward" : "back"} ${Math.abs(shift)} minutes`;
    return date.startsWith(month) ? [{ date, what: "clocks change", words } as const] : [];
  });
}

/** The same as lines for a terminal. */
export function writeHoursByMonth(calendars: readonly HoursByMonth[]): string {
  return calendars
    .map(({ name, timeZone, week, day, months }) => {
      const head = `${name} (${timeZone}): ${week}\n  1d is ${day}`;
      return [head, ...months.map(writeMonth)].join("\n");
    })
    .join("\n\n");
}

function writeMonth({ month, openDays, openMs, special }: MonthOfHours): string {
  const name = dateFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(month),
  );
  const hours = String(Math.round((openMs / HOUR) * 10) / 10).padStart(6);
  const head = `  ${name.padEnd(15)} ${String(openDays).padStart(2)} days ${hours} h`;
  const weekday = dateFormat("en-GB", { weekday: "short", day: "2-digit", timeZone: "UTC" });
  const lines = special.map(({ date, words }) => `      ${weekday.format(Date.parse(date))}  ${words}`);
  return [head, ...lines].join("\n");
}
