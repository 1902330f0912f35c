import { DAY, type Instant } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";
import { type Calendar, pausesOf, type SiteCalendar } from "./calendar.ts";
import { isAlwaysOpen, siteDays } from "./civil-day.ts";
import { offsetSegments, startOfYear, yearOf } from "./zone.ts";

// A calendar is compiled to runs: stretches of UTC during which it is open. An instant is open when the zone's wall
// clock at it shows an open time of an open date, so a run is an open slot laid over one stretch of constant offset:
// wall times that a zone skips never occur and add nothing, wall times that it repeats count twice (sla.md 3.1).
// Each run knows the open time before it, so a sum over any span is two look-ups, and an index by UTC day finds the
// first run to look at without a search.

/** The runs within [from, to), the bounds whole UTC years. Never changed, only replaced by a longer one. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Open milliseconds in the window before each run; one more entry for all of them. */
  readonly sums: Float64Array;
  /** For each UTC day of the window: the first run that ends after its start. */
  readonly firstOfDay: Int32Array;
}

/** A compiled calendar. Make one per calendar, keep it and share it: it grows by the year as it is asked about more. */
export interface ServiceHours {
  readonly calendar: Calendar;
  readonly always: boolean;
  /** Cache, grown by `growTo` only; what it answers never depends on how far it has grown. */
  window: Window;
}

const LONGEST_WINDOW_YEARS = 400;

/**
 * Compiles a calendar, at once for `horizon` if given (half-open, rounded out to UTC years), else as it is asked.
 * Throws `Fault` for a calendar that `validateCalendar` refuses.
 */
export function compile(
  calendar: Calendar,
  horizon?: { readonly from: Instant; readonly to: Instant },
): ServiceHours {
  const hours: ServiceHours = { calendar, always: isAlways(calendar), window: index(0, 0, []) };
  if (horizon !== undefined && !hours.always) growTo(hours, horizon.from, horizon.to);
  return hours;
}

/** Makes the window cover [from, to]. Throws `Fault` where that is more than 400 years. */
export function growTo(hours: ServiceHours, from: number, to: number): Window {
  const old = hours.window;
  const empty = old.from === old.to;
  if (!empty && from >= old.from && to < old.to) return old;
  const start = Math.min(startOfYear(yearOf(from)), empty ? Number.POSITIVE_INFINITY : old.from);
  const end = Math.max(startOfYear(yearOf(to) + 1), empty ? Number.NEGATIVE_INFINITY : old.to);
  if (!(end - start < LONGEST_WINDOW_YEARS * 366 * DAY)) {
    throw new Fault(`service hours asked for ${from} to ${to}: more than ${LONGEST_WINDOW_YEARS} years`);
  }
  const runs = empty
    ? runsOf(hours.calendar, start, end)
    : join([
        ...runsOf(hours.calendar, start, old.from),
        ...Array.from({ length: old.count }, (_, i): Run => [old.starts[i]!, old.ends[i]!]),
        ...runsOf(hours.calendar, old.to, end),
      ]);
  hours.window = index(start, end, runs);
  return hours.window;
}

type Run = readonly [start: number, end: number];

function isAlways(calendar: Calendar): boolean {
  if (calendar === "24x7") return true;
  return "union" in calendar ? calendar.union.some(isAlways) : isAlwaysOpen(calendar);
}

function runsOf(calendar: Calendar, from: number, to: number): readonly Run[] {
  if (from >= to) return [];
  if (calendar === "24x7") return [[from, to]];
  if (!("union" in calendar)) return runsOfSite(calendar, from, to);
  const all = calendar.union.flatMap((each) => runsOf(each, from, to));
  return join(all.sort((a, b) => a[0] - b[0]));
}

function runsOfSite(site: SiteCalendar, from: number, to: number): readonly Run[] {
  const days = siteDays(site);
  const runs: Run[] = [];
  for (const part of offsetSegments(site.timeZone, from, to)) {
    const last = part.to + part.offsetMs;
    for (let day = Math.floor((part.from + part.offsetMs) / DAY); day * DAY < last; day++) {
      for (const slot of days.slots(day)) {
        const start = Math.max(day * DAY + slot.from - part.offsetMs, part.from);
        const end = Math.min(day * DAY + slot.to - part.offsetMs, part.to);
        if (start < end) runs.push([start, end]);
      }
    }
  }
  return pausesOf(site).reduce<readonly Run[]>(cutOut, join(runs));
}

function cutOut(runs: readonly Run[], pause: { readonly from: number; readonly to: number }): readonly Run[] {
  return runs
    .flatMap(([start, end]): Run[] => [
      [start, Math.min(end, pause.from)],
      [Math.max(start, pause.to), end],
    ])
    .filter(([start, end]) => start < end);
}

/** Joins touching and overlapping runs; they come ordered by their starts. */
function join(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && run[0] <= last[1])
      joined[joined.length - 1] = [last[0], Math.max(last[1], run[1])];
    else joined.push(run);
  }
  return joined;
}

function index(from: number, to: number, runs: readonly Run[]): Window {
  const sums = new Float64Array(runs.length + 1);
  for (const [i, [start, end]] of runs.entries()) sums[i + 1] = sums[i]! + end - start;
  const firstOfDay = new Int32Array((to - from) / DAY + 1);
  for (let day = 0, run = 0; day < firstOfDay.length; day++) {
    while (run < runs.length && runs[run]![1] <= from + day * DAY) run++;
    firstOfDay[day] = run;
  }
  return {
    from,
    to,
    count: runs.length,
    starts: Float64Array.from(runs, ([start]) => start),
    ends: Float64Array.from(runs, ([, end]) => end),
    sums,
    firstOfDay,
  };
}
