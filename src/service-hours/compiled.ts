import { DAY } from "../values/instant.ts";
import type { Calendar } from "./calendar.ts";
import { runsOf } from "./runs.ts";

/** No search looks further than this for an opening. */
export const NEVER_AFTER_MS = 5 * 366 * DAY;
const MARGIN_MS = 400 * DAY;
/** However large a budget is, nothing is compiled further than this beyond what was asked. */
const LONGEST_MS = 120 * 366 * DAY;

/**
 * A calendar made ready for arithmetic: its open runs with running totals, compiled for the years that have been asked
 * about and grown when a question lies outside. Keep one for each calendar; a deadline is then two binary searches.
 */
export interface ServiceHours {
  readonly calendar: Calendar;
  /** Compiled range, and the runs within it: starts, ends, and open time before each run. */
  from: number;
  to: number;
  starts: Float64Array;
  ends: Float64Array;
  before: Float64Array;
}

/** Compiles nothing yet: the first question decides which years. */
export function compile(calendar: Calendar): ServiceHours {
  const none = new Float64Array(0);
  return { calendar, from: 0, to: 0, starts: none, ends: none, before: new Float64Array(1) };
}

/** Makes sure that [from, to) is compiled. */
export function cover(hours: ServiceHours, from: number, to: number): void {
  if (hours.to > hours.from && from >= hours.from && to <= hours.to) return;
  const empty = hours.to === hours.from;
  hours.from = Math.min(from - MARGIN_MS, empty ? Number.POSITIVE_INFINITY : hours.from);
  hours.to = Math.max(to + MARGIN_MS, empty ? Number.NEGATIVE_INFINITY : hours.to);
  const runs = runsOf(hours.calendar, hours.from, hours.to);
  hours.starts = Float64Array.from(runs, (run) => run.from);
  hours.ends = Float64Array.from(runs, (run) => run.to);
  hours.before = new Float64Array(runs.length + 1);
  for (const [n, run] of runs.entries()) hours.before[n + 1] = hours.before[n]! + run.to - run.from;
}

/** Grows the range forwards to look for more; false once there is no use in going on. */
export function growForwards(hours: ServiceHours, asked: number): boolean {
  const lastOpen = hours.ends.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (hours.to - Math.max(asked, lastOpen) > NEVER_AFTER_MS || hours.to - asked > LONGEST_MS) return false;
  cover(hours, hours.from, hours.to + Math.max(NEVER_AFTER_MS, hours.to - asked));
  return true;
}

/** As `growForwards`, towards the past. */
export function growBackwards(hours: ServiceHours, asked: number): boolean {
  const firstOpen = hours.starts[0] ?? Number.POSITIVE_INFINITY;
  if (Math.min(asked, firstOpen) - hours.from > NEVER_AFTER_MS || asked - hours.from > LONGEST_MS)
    return false;
  cover(hours, hours.from - Math.max(NEVER_AFTER_MS, asked - hours.from), hours.to);
  return true;
}

/** Number of values <= `at` in an ascending array. */
export function countUpTo(values: Float64Array, at: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
