import { dateIn } from "../policy/page/say.ts";
import { calendarOf, type Published } from "../policy/published.ts";
import { WEEKDAYS } from "../service-hours/calendar.ts";
import { type Instant, plus } from "../values/instant.ts";

export interface ClosedHolidays {
  /** Civil dates in the calendar's zone, in order. */
  readonly dates: readonly string[];
  /** Whose holidays they are, ISO 3166; null for days the desk added itself. */
  readonly country: string | null;
}

/**
 * The holidays that keep a calendar closed between two instants: those on which it would have had hours. None for a
 * union, where each site has its own.
 */
export function closedHolidays(
  published: Published,
  name: string,
  from: Instant,
  opens: Instant,
): readonly ClosedHolidays[] {
  const hours = calendarOf(published, name)?.hours;
  if (hours === undefined || hours === "24x7" || "union" in hours) return [];
  const first = dateIn(hours.timeZone, from);
  const last = dateIn(hours.timeZone, plus(opens, -1));
  const dates = (hours.holidays ?? [])
    .map(({ date }) => date)
    .filter((date) => date >= first && date <= last)
    .filter((date) => (hours.weekly[WEEKDAYS[new Date(date).getUTCDay()]!] ?? []).length > 0)
    .toSorted();
  const rule = ruleOf(published, name);
  const isAdded = (date: string): boolean =>
    Object.keys(rule?.add ?? {}).some((day) => day === date || day === date.slice(5));
  return [
    { dates: dates.filter((date) => !isAdded(date)), country: rule?.country ?? null },
    { dates: dates.filter(isAdded), country: null },
  ].filter((group) => group.dates.length > 0);
}

function ruleOf(published: Published, name: string) {
  const file = published.policy.serviceHours?.[name];
  return file === undefined || file === "24x7" || "union" in file ? undefined : file.holidays;
}
