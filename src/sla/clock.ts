import type { Agreement } from "../policy/agreement.ts";
import { addServiceTime, nextOpen, serviceTimeBetween } from "../service-hours/arithmetic.ts";
import type { ServiceHours } from "../service-hours/compiled.ts";
import type { Instant } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";
import type { Severity, Target, TargetKind } from "./event.ts";

/** A policy version as the clock reads it. */
export interface ClockContext {
  /** What is promised for a plan and severity; null: nothing. */
  agreement(plan: string, severity: Severity): Agreement | null;
  /** A calendar by name, compiled once. */
  hours(name: string): ServiceHours;
}

export type Waiting = "customer" | "vendor" | null;

/** What governs a target between two events. */
export interface Regime {
  readonly goalMs: number | null;
  readonly calendar: string;
  readonly pauseOn: readonly ("customer" | "vendor")[];
}

/** The regime for targets without an agreement: the clock counts silently, around the clock. */
const SILENT: Regime = { goalMs: null, calendar: "always", pauseOn: [] };

export function regimeFor(agreement: Agreement | null, kind: TargetKind, movedTo: string | null): Regime {
  if (agreement === null) return movedTo === null ? SILENT : { ...SILENT, calendar: movedTo };
  return {
    goalMs: agreement.goals[kind],
    calendar: movedTo ?? agreement.calendar,
    pauseOn: agreement.pauseOn[kind],
  };
}

/** A stretch in which a target's clock was allowed to run, on the calendar then in force. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly calendar: string;
  readonly elapsedBefore: number;
}

/** A target while it is being folded. */
export interface Running {
  readonly kind: TargetKind;
  readonly instance: number;
  readonly startedAt: Instant;
  readonly spans: Span[];
  elapsedMs: number;
  goalVersion: number;
  regime: Regime;
  /** For an ended target: the goal its due time is shown against, where that is asked to follow later changes. */
  shownGoalMs: number | null;
  /** Null while open. */
  endedAt: Instant | null;
  cancelled: boolean;
  provisional: boolean;
  breachedAt: Instant | null;
}

export function startTarget(kind: TargetKind, instance: number, at: Instant, regime: Regime): Running {
  return {
    kind,
    instance,
    startedAt: at,
    spans: [],
    elapsedMs: 0,
    goalVersion: 1,
    regime,
    shownGoalMs: null,
    endedAt: null,
    cancelled: false,
    provisional: false,
    breachedAt: null,
  };
}

export function isPaused(target: Running, waiting: Waiting): boolean {
  return waiting !== null && target.regime.pauseOn.includes(waiting);
}

/** Lets service time pass for an open target; notes the instant from which its goal is exceeded. */
export function advance(
  target: Running,
  from: Instant,
  to: Instant,
  waiting: Waiting,
  context: ClockContext,
): void {
  if (target.endedAt !== null || to <= from || isPaused(target, waiting)) return;
  const { calendar, goalMs } = target.regime;
  const hours = context.hours(calendar);
  const passed = serviceTimeBetween(hours, from, to);
  if (goalMs !== null && target.breachedAt === null && target.elapsedMs + passed > goalMs) {
    const due = addServiceTime(hours, from, goalMs - target.elapsedMs);
    if (due.kind === "never-open")
      throw new Fault("clock: service time passed in a calendar that never opens");
    target.breachedAt = due.breachAt;
  }
  target.spans.push({ from, to, calendar, elapsedBefore: target.elapsedMs });
  target.elapsedMs += passed;
}

/**
 * Puts another regime in force from `at` on. Elapsed is kept, the goal replaced: over the new goal already, it is breached
 * from now and not earlier; within it again, a live breach is withdrawn (sla.md 4).
 */
export function change(target: Running, at: Instant, regime: Regime): void {
  if (target.endedAt !== null) return;
  const goalChanged = regime.goalMs !== target.regime.goalMs;
  if (goalChanged || regime.calendar !== target.regime.calendar) target.goalVersion++;
  if (goalChanged) {
    const over = regime.goalMs !== null && target.elapsedMs > regime.goalMs;
    target.breachedAt = over ? (target.breachedAt ?? at) : null;
  }
  target.regime = regime;
}

export function end(target: Running, at: Instant): void {
  if (target.endedAt !== null) return;
  target.endedAt = at;
  target.shownGoalMs = target.regime.goalMs;
}

/** No verdict: the ticket was merged away or was none. Ended targets keep theirs. */
export function cancel(target: Running, at: Instant): void {
  if (target.endedAt !== null) return;
  target.endedAt = at;
  target.cancelled = true;
}

/** The target as it stands at `asOf`, to which it has been advanced. */
export function settle(target: Running, asOf: Instant, waiting: Waiting, context: ClockContext): Target {
  const { kind, instance, regime, goalVersion, elapsedMs, startedAt, endedAt, breachedAt } = target;
  const common = {
    kind,
    instance,
    goalMs: regime.goalMs,
    goalVersion,
    calendar: regime.calendar,
    elapsedMs,
    startedAt,
  };
  const silent = { dueAt: null, breachAt: null, provisional: false };
  if (target.cancelled) return { ...common, ...silent, state: "cancelled", endedAt, breachedAt };
  if (endedAt !== null) {
    const late = breachedAt !== null;
    const ends = late ? goalReached(target, target.shownGoalMs, endedAt, context) : silent;
    return { ...common, ...ends, state: late ? "late" : "met", endedAt, breachedAt, provisional: false };
  }
  if (isPaused(target, waiting)) return { ...common, ...silent, state: "paused", endedAt, breachedAt };
  const ends = goalReached(target, regime.goalMs, asOf, context);
  return { ...common, ...ends, state: "running", endedAt, breachedAt, provisional: target.provisional };
}

/** Where the goal in force is or was used up: within a span that has passed, or in the time after `asOf`. */
function goalReached(target: Running, goalMs: number | null, asOf: Instant, context: ClockContext) {
  const { calendar } = target.regime;
  if (goalMs === null) return { dueAt: null, breachAt: null };
  const at = target.spans.findIndex(
    (_span, n) => goalMs <= (target.spans[n + 1]?.elapsedBefore ?? target.elapsedMs),
  );
  const span = target.spans[at] ?? { from: asOf, to: asOf, calendar, elapsedBefore: target.elapsedMs };
  const due = addServiceTime(context.hours(span.calendar), span.from, goalMs - span.elapsedBefore);
  if (due.kind === "never-open") return { dueAt: null, breachAt: null };
  if (at < 0 || (due.breachAt !== null && due.breachAt < span.to))
    return { dueAt: due.dueAt, breachAt: due.breachAt };
  return { dueAt: due.dueAt, breachAt: nextRunning(target, at + 1, asOf, context) ?? due.breachAt };
}

/** The first instant at or after a span at which the target's clock runs; null: it has ended before. */
function nextRunning(
  target: Running,
  fromSpan: number,
  asOf: Instant,
  context: ClockContext,
): Instant | null {
  for (const span of target.spans.slice(fromSpan)) {
    const open = nextOpen(context.hours(span.calendar), span.from);
    if (open !== null && open < span.to) return open;
  }
  return target.endedAt === null ? nextOpen(context.hours(target.regime.calendar), asOf) : null;
}
