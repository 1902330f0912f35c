import { DAY, type Instant } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";
import { growTo, type ServiceHours, type Window } from "./compiled.ts";
import { startOfYear, yearOf } from "./zone.ts";

// Half-open throughout: open at the opening instant, closed at the closing one. Every search is bounded: where no shift
// opens for 5 years, or a budget needs more than 100 years, the answer is "never" and not a longer look.

const LONGEST_CLOSED_MS = 5 * 366 * DAY;
const LONGEST_SEARCH_MS = 100 * 366 * DAY;

/** Both ends of the instant at which service time is used up; they differ only where that is a closing instant. */
export type Due =
  | {
      readonly kind: "due";
      /** The earliest instant with the budget used up: to show, sort and warn by. */
      readonly dueAt: Instant;
      /** The last one with no more than the budget used up: later is late. Null: the calendar never opens again. */
      readonly breachAt: Instant | null;
    }
  | { readonly kind: "never-open" };

/** Where a stretch of service time that ends at a known instant began. */
export type Began =
  | {
      readonly kind: "began";
      /** The latest instant from which the budget fits. */
      readonly at: Instant;
      /** The earliest, the other end of a tie with an opening instant. Null: never open before. */
      readonly earliestAt: Instant | null;
    }
  | { readonly kind: "never-open" };

const NEVER_OPEN = { kind: "never-open" } as const;

/**
 * When `budgetMs` of service time, counted from `from`, is used up (sla.md 3.6 and 3.7).
 *
 * A budget that runs out exactly at closing is due at closing and breached at the next opening. A budget of 0 is due
 * at the next opening, which is `from` itself while open. Throws `Fault` for a negative or fractional budget.
 */
export function addServiceTime(hours: ServiceHours, from: Instant, budgetMs: number): Due {
  if (!(budgetMs >= 0) || budgetMs > Number.MAX_SAFE_INTEGER || budgetMs % 1 !== 0) {
    throw new Fault(`addServiceTime: ${budgetMs} ms is no budget`);
  }
  if (hours.always) return alwaysDue(from, budgetMs);
  let window = covering(hours, from);
  for (;;) {
    const first = firstEndingAfter(window, from);
    if (first < window.count) {
      const goal = window.sums[first]! + Math.max(0, from - window.starts[first]!) + budgetMs;
      const run = budgetMs === 0 ? first : runWithSum(window, first, goal);
      if (run < window.count) {
        const dueAt = (window.starts[run]! + goal - window.sums[run]!) as Instant;
        if (dueAt - from > LONGEST_CLOSED_MS && isTooFar(window, from, first, run)) return NEVER_OPEN;
        if (dueAt < window.ends[run]!) return { kind: "due", dueAt, breachAt: dueAt };
        if (run + 1 < window.count) {
          return { kind: "due", dueAt, breachAt: window.starts[run + 1]! as Instant };
        }
        return { kind: "due", dueAt, breachAt: nextOpen(hours, dueAt) };
      }
    }
    const grown = grownForward(hours, from);
    if (grown === null) return NEVER_OPEN;
    window = grown;
  }
}

/**
 * The latest instant from which `budgetMs` of service time fit before `until`: the mirror of `addServiceTime`.
 * For a budget of 0 the last closing instant at or before `until`, or `until` itself if just before it was open.
 */
export function subtractServiceTime(hours: ServiceHours, until: Instant, budgetMs: number): Began {
  if (!(budgetMs >= 0) || budgetMs > Number.MAX_SAFE_INTEGER || budgetMs % 1 !== 0) {
    throw new Fault(`subtractServiceTime: ${budgetMs} ms is no budget`);
  }
  if (hours.always) {
    const at = (until - budgetMs) as Instant;
    return budgetMs > LONGEST_SEARCH_MS ? NEVER_OPEN : { kind: "began", at, earliestAt: at };
  }
  let window = covering(hours, until);
  for (;;) {
    const left = openBefore(window, until) - budgetMs;
    const run = runHoldingSum(window, left, until);
    // A run at the very start of the window may go on before it.
    if (run >= 0 && (left > window.sums[run]! || run > 0)) {
      if (until - window.starts[run]! > LONGEST_CLOSED_MS && isTooEarly(window, until, run))
        return NEVER_OPEN;
      const at = Math.min(window.starts[run]! + left - window.sums[run]!, until) as Instant;
      const tied = at === window.starts[run]!;
      return { kind: "began", at, earliestAt: tied ? (window.ends[run - 1]! as Instant) : at };
    }
    const grown = grownBackward(hours, until);
    if (grown === null) {
      if (run < 0) return NEVER_OPEN;
      return { kind: "began", at: window.starts[run]! as Instant, earliestAt: null };
    }
    window = grown;
  }
}

/** Open milliseconds in [from, to); 0 where `to` is not after `from`. Additive over touching spans. */
export function serviceTimeBetween(hours: ServiceHours, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  if (hours.always) return to - from;
  covering(hours, from);
  const window = covering(hours, to);
  return openBefore(window, to) - openBefore(window, from);
}

/** Open at the opening instant, closed at the closing one. */
export function isOpen(hours: ServiceHours, at: Instant): boolean {
  if (hours.always) return true;
  const window = covering(hours, at);
  const run = firstEndingAfter(window, at);
  return run < window.count && window.starts[run]! <= at;
}

/** `at` itself while open, else the next opening instant; null where none comes for 5 years. */
export function nextOpen(hours: ServiceHours, at: Instant): Instant | null {
  if (hours.always) return at;
  let window = covering(hours, at);
  for (;;) {
    const run = firstEndingAfter(window, at);
    if (run < window.count) {
      const opens = Math.max(window.starts[run]!, at) as Instant;
      return opens - at > LONGEST_CLOSED_MS ? null : opens;
    }
    const grown = grownForward(hours, at);
    if (grown === null) return null;
    window = grown;
  }
}

/** The first closing instant after `at`; while closed that of the next shift. Null: none comes for 5 years. */
export function nextClose(hours: ServiceHours, at: Instant): Instant | null {
  if (hours.always) return null;
  let window = covering(hours, at);
  for (;;) {
    const run = firstEndingAfter(window, at);
    if (run < window.count) {
      const closes = window.ends[run]! as Instant;
      if (closes - at > LONGEST_CLOSED_MS) return null;
      // A run that touches the end of the window may go on after it.
      if (closes < window.to) return closes;
    }
    const grown = grownForward(hours, at);
    if (grown === null) return null;
    window = grown;
  }
}

function alwaysDue(from: Instant, budgetMs: number): Due {
  const dueAt = (from + budgetMs) as Instant;
  return budgetMs > LONGEST_SEARCH_MS ? NEVER_OPEN : { kind: "due", dueAt, breachAt: dueAt };
}

function covering(hours: ServiceHours, at: number): Window {
  const window = hours.window;
  return at >= window.from && at < window.to ? window : growTo(hours, at, at);
}

function firstEndingAfter(window: Window, at: number): number {
  let run = window.firstOfDay[Math.floor((at - window.from) / DAY)]!;
  while (run < window.count && window.ends[run]! <= at) run++;
  return run;
}

/** Open milliseconds of the window before `at`. */
function openBefore(window: Window, at: number): number {
  const run = firstEndingAfter(window, at);
  if (run === window.count) return window.sums[run]!;
  return window.sums[run]! + Math.max(0, at - window.starts[run]!);
}

/** The first run from `first` on at whose end at least `sum` is used up; `count` where the window ends before. */
function runWithSum(window: Window, first: number, sum: number): number {
  const { sums, count } = window;
  // Most budgets end within a few shifts: walk them, then search.
  let run = first;
  for (const near = Math.min(first + 8, count); run < near; run++) {
    if (sums[run + 1]! >= sum) return run;
  }
  let end = count;
  while (run < end) {
    const middle = (run + end) >>> 1;
    if (sums[middle + 1]! >= sum) end = middle;
    else run = middle + 1;
  }
  return run;
}

/** The last run that begins before `until` and has no more than `sum` before it; -1 where there is none. */
function runHoldingSum(window: Window, sum: number, until: number): number {
  let low = 0;
  let high = window.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (window.sums[middle]! <= sum && window.starts[middle]! < until) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether the search from `from` to a run passed five closed years or a hundred in all. */
function isTooFar(window: Window, from: number, first: number, run: number): boolean {
  if (window.starts[run]! - from > LONGEST_SEARCH_MS) return true;
  let closed = from;
  for (let each = first; each <= run; closed = window.ends[each]!, each++) {
    if (window.starts[each]! - closed > LONGEST_CLOSED_MS) return true;
  }
  return false;
}

function isTooEarly(window: Window, until: number, run: number): boolean {
  if (until - window.ends[run]! > LONGEST_SEARCH_MS) return true;
  let opens = until;
  for (let each = firstEndingAfter(window, until - 1); each >= run; each--) {
    if (each === window.count) continue;
    if (opens - window.ends[each]! > LONGEST_CLOSED_MS) return true;
    opens = window.starts[each]!;
  }
  return false;
}

/** A year more, or null where 5 years have been closed or the search has gone on for 100. */
function grownForward(hours: ServiceHours, from: number): Window | null {
  const { window } = hours;
  const lastOpen = Math.max(from, window.count > 0 ? window.ends[window.count - 1]! : from);
  if (window.to - lastOpen > LONGEST_CLOSED_MS || window.to - from > LONGEST_SEARCH_MS) return null;
  return growTo(hours, window.from, startOfYear(yearOf(window.to)));
}

function grownBackward(hours: ServiceHours, until: number): Window | null {
  const { window } = hours;
  const firstOpen = Math.min(until, window.count > 0 ? window.starts[0]! : until);
  if (firstOpen - window.from > LONGEST_CLOSED_MS || until - window.from > LONGEST_SEARCH_MS) return null;
  return growTo(hours, window.from - 1, window.to - 1);
}
