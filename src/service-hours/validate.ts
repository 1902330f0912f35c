import { DAY, instant } from "../values/instant.ts";
import {
  type Calendar,
  type Interval,
  readCivilDate,
  readTimeOfDay,
  type SiteCalendar,
  splitAtMidnight,
  WEEKDAYS,
} from "./calendar.ts";
import { isTimeZone } from "./zone.ts";

/** One thing about a calendar; `path` is where it stands, e.g. `weekly.mon[1]`. */
export interface CalendarProblem {
  readonly path: string;
  readonly read: string;
  readonly expected: string;
}

export interface CalendarCheck {
  /** With any of these the calendar must not be used: `compile` would throw. */
  readonly errors: readonly CalendarProblem[];
  /** Allowed, but seldom meant. */
  readonly warnings: readonly CalendarProblem[];
}

const END_OF_DAY = "24:00 for the end of the day: 23:59 closes the desk for one minute each midnight";

/** What is wrong with a calendar, all of it at once. Never throws. */
export function validateCalendar(calendar: Calendar): CalendarCheck {
  if (calendar === "24x7") return { errors: [], warnings: [] };
  if ("union" in calendar) {
    const checks = calendar.union.map((each, n) => under(`union[${n}].`, validateCalendar(each)));
    const empty = { path: "union", read: "no calendars", expected: "at least one calendar" };
    return {
      errors: [...(checks.length === 0 ? [empty] : []), ...checks.flatMap(({ errors }) => errors)],
      warnings: checks.flatMap(({ warnings }) => warnings),
    };
  }
  return checkSite(calendar);
}

function checkSite(site: SiteCalendar): CalendarCheck {
  const lists = [
    ...Object.entries(site.weekly).map(([day, list]) => [`weekly.${day}`, list ?? []] as const),
    ...Object.entries(site.dates ?? {}).map(([date, list]) => [`dates.${date}`, list] as const),
    ...Object.entries(site.breaks ?? {}).map(([date, list]) => [`breaks.${date}`, list] as const),
    ...(site.holidays ?? []).flatMap(({ closed }, n) =>
      closed === undefined ? [] : [[`holidays[${n}].closed`, [closed]] as const],
    ),
  ];
  const errors = [
    ...(isTimeZone(site.timeZone)
      ? []
      : [problem("timeZone", site.timeZone, "a zone such as Europe/Lisbon")]),
    ...checkDates(site),
    ...lists.flatMap(([path, list]) =>
      list.flatMap((interval, n) => checkInterval(`${path}[${n}]`, interval)),
    ),
    ...checkPauses(site),
  ];
  const warnings = lists.flatMap(([path, list]) =>
    list.flatMap(([, to], n) => (/^23:59/.test(to) ? [problem(`${path}[${n}]`, to, END_OF_DAY)] : [])),
  );
  // Overlaps and emptiness can only be told of times that could be read.
  return { errors: errors.length > 0 ? errors : [...overlapsOf(site), ...emptinessOf(site)], warnings };
}

function checkInterval(path: string, [from, to]: Interval): readonly CalendarProblem[] {
  const [start, end] = [readTimeOfDay(from), readTimeOfDay(to)];
  const read = `${from}-${to}`;
  if (start === null || start === DAY) return [problem(path, read, "a start from 00:00 to 23:59")];
  if (end === null) return [problem(path, read, "an end from 00:00 to 24:00")];
  return start === end
    ? [problem(path, read, "an end that differs from the start; 00:00-24:00 is all day")]
    : [];
}

function checkDates(site: SiteCalendar): readonly CalendarProblem[] {
  const dates = [
    ...Object.keys(site.dates ?? {}).map((date) => ["dates", date] as const),
    ...Object.keys(site.breaks ?? {}).map((date) => ["breaks", date] as const),
    ...(site.holidays ?? []).map(({ date }, n) => [`holidays[${n}]`, date] as const),
  ];
  return dates.flatMap(([path, date]) =>
    readCivilDate(date) === null ? [problem(path, date, "a date that exists, such as 2026-12-25")] : [],
  );
}

function checkPauses(site: SiteCalendar): readonly CalendarProblem[] {
  return (site.pauses ?? []).flatMap(([from, to], n) => {
    const read = `${from} to ${to}`;
    try {
      return instant(from) < instant(to) ? [] : [problem(`pauses[${n}]`, read, "an end after the start")];
    } catch {
      return [problem(`pauses[${n}]`, read, "two instants such as 2026-06-01T08:00Z")];
    }
  });
}

/** Shifts of a week, or of one replaced date, that run at the same time. Touching is no overlap. */
function overlapsOf(site: SiteCalendar): readonly CalendarProblem[] {
  const week = WEEKDAYS.flatMap((day, n) =>
    (site.weekly[day] ?? []).map((interval) => placed(`weekly.${day}`, interval, n)),
  );
  const around = [
    ...week,
    ...week.map((each) => ({ ...each, from: each.from + 7 * DAY, to: each.to + 7 * DAY })),
  ];
  const dates = Object.entries(site.dates ?? {}).flatMap(([date, list]) =>
    overlaps(list.map((interval) => placed(`dates.${date}`, interval, 0))),
  );
  const told = new Set<string>();
  return [...overlaps(around), ...dates].filter(({ path, read }) => {
    const known = told.has(`${path} ${read}`);
    told.add(`${path} ${read}`);
    return !known;
  });
}

interface Placed {
  readonly path: string;
  readonly read: string;
  readonly from: number;
  readonly to: number;
}

function placed(path: string, interval: Interval, day: number): Placed {
  const { today, tomorrow } = splitAtMidnight(interval);
  const to = tomorrow === null ? today.to : DAY + tomorrow.to;
  return { path, read: interval.join("-"), from: day * DAY + today.from, to: day * DAY + to };
}

function overlaps(shifts: readonly Placed[]): readonly CalendarProblem[] {
  const ordered = shifts.toSorted((a, b) => a.from - b.from);
  return ordered.flatMap((shift, n) => {
    const before = ordered.slice(0, n).find((each) => each.to > shift.from);
    return before === undefined
      ? []
      : [problem(shift.path, shift.read, `a start after ${before.read} has ended`)];
  });
}

function emptinessOf(site: SiteCalendar): readonly CalendarProblem[] {
  const intervals = [...Object.values(site.weekly), ...Object.values(site.dates ?? {})].flat();
  return intervals.length > 0 ? [] : [problem("weekly", "no hours", "at least one shift in the week")];
}

function problem(path: string, read: string, expected: string): CalendarProblem {
  return { path, read, expected };
}

function under(path: string, { errors, warnings }: CalendarCheck): CalendarCheck {
  const deeper = (each: CalendarProblem): CalendarProblem => ({ ...each, path: `${path}${each.path}` });
  return { errors: errors.map(deeper), warnings: warnings.map(deeper) };
}
