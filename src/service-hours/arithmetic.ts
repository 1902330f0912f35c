import { fromMs, type Instant } from "../values/instant.ts";
import {
  countUpTo,
  cover,
  growBackwards,
  growForwards,
  NEVER_AFTER_MS,
  type ServiceHours,
} from "./compiled.ts";

/** When a budget is used up. `dueAt` is the earliest such instant; up to `breachAt` it has not been exceeded. */
export type Due =
  | { readonly kind: "due"; readonly dueAt: Instant; readonly breachAt: Instant }
  | { readonly kind: "never-open" };

const NEVER: Due = { kind: "never-open" };

/**
 * The instant at which `budgetMs` of service time, counted from `from`, is used up.
 *
 * A budget that runs out exactly at closing time is due at closing time, and is exceeded only once the desk has opened
 * again: `breachAt` is then the next opening. For a budget of 0 it is the next open instant.
 *
 * @param budgetMs  milliseconds of service time, >= 0
 * @returns `never-open` when no shift opens for 5 years
 */
export function addServiceTime(hours: ServiceHours, from: Instant, budgetMs: number): Due {
  if (hours.calendar === "24x7") {
    const at = (from + budgetMs) as Instant;
    return { kind: "due", dueAt: at, breachAt: at };
  }
  cover(hours, from, from);
  if (budgetMs <= 0) {
    const at = nextOpen(hours, from);
    return at === null ? NEVER : { kind: "due", dueAt: at, breachAt: at };
  }
  for (;;) {
    const wanted = openBefore(hours, from) + budgetMs;
    // The run in which the running total reaches what is wanted.
    const run = firstReaching(hours.before, wanted);
    if (run < hours.starts.length) {
      const dueAt = (hours.starts[run]! + wanted - hours.before[run]!) as Instant;
      const breachAt = dueAt < hours.ends[run]! ? dueAt : (nextOpen(hours, dueAt) ?? dueAt);
      return { kind: "due", dueAt, breachAt };
    }
    if (!growForwards(hours, from)) return NEVER;
  }
}

/** The latest instant from which `budgetMs` of service time lie before `from`; null: not within 5 closed years. */
export function subtractServiceTime(hours: ServiceHours, from: Instant, budgetMs: number): Instant | null {
  if (hours.calendar === "24x7") return (from - budgetMs) as Instant;
  cover(hours, from, from);
  for (;;) {
    const wanted = openBefore(hours, from) - budgetMs;
    if (wanted >= 0 && hours.starts.length > 0) {
      const run = countUpTo(hours.before, wanted) - 1;
      if (run < hours.starts.length) return fromMs(hours.starts[run]! + wanted - hours.before[run]!);
    }
    if (!growBackwards(hours, from)) return null;
  }
}

/** Open milliseconds in [from, to); 0 if `to` is not after `from`. Additive: between(a,c) = between(a,b) + between(b,c). */
export function serviceTimeBetween(hours: ServiceHours, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  if (hours.calendar === "24x7") return to - from;
  cover(hours, from, to);
  return openBefore(hours, to) - openBefore(hours, from);
}

/** Open at `at`: open at an opening, closed at a closing. */
export function isOpen(hours: ServiceHours, at: Instant): boolean {
  if (hours.calendar === "24x7") return true;
  cover(hours, at, at);
  const run = countUpTo(hours.starts, at) - 1;
  return run >= 0 && at < hours.ends[run]!;
}

/** `at` if open then, else the next opening; null: none within 5 years. */
export function nextOpen(hours: ServiceHours, at: Instant): Instant | null {
  if (hours.calendar === "24x7") return at;
  cover(hours, at, at);
  for (;;) {
    const run = countUpTo(hours.ends, at);
    if (run < hours.starts.length) return fromMs(Math.max(at, hours.starts[run]!));
    if (!growForwards(hours, at)) return null;
  }
}

/** The next closing after `at`, of the shift that is open then or of the next one; null: none, as for 24x7. */
export function nextClose(hours: ServiceHours, at: Instant): Instant | null {
  if (hours.calendar === "24x7") return null;
  cover(hours, at, at);
  for (;;) {
    const run = countUpTo(hours.ends, at);
    // The last compiled run may go on beyond what is compiled; open for five years is open for good.
    if (run < hours.starts.length && hours.ends[run]! < hours.to) return fromMs(hours.ends[run]!);
    const openTooLong = run < hours.starts.length && hours.to - at > NEVER_AFTER_MS;
    if (openTooLong || !growForwards(hours, at)) return null;
  }
}

/** Open time between the start of what is compiled and `at`. */
function openBefore(hours: ServiceHours, at: number): number {
  const run = countUpTo(hours.starts, at) - 1;
  if (run < 0) return 0;
  return hours.before[run]! + Math.min(at, hours.ends[run]!) - hours.starts[run]!;
}

/** The first run at whose end the running total is at least `wanted`. */
function firstReaching(before: Float64Array, wanted: number): number {
  let low = 0;
  let high = before.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before[middle + 1]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
