import type { Agreement } from "../policy/agreement.ts";
import { addServiceTime, serviceTimeBetween } from "../service-hours/arithmetic.ts";
import type { ServiceHours } from "../service-hours/compiled.ts";
import type { Instant } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";
import type { Severity, TargetKind } from "./event.ts";

/**
 * Policy versions as the clock reads them. `policy` is the version that a `policy` event put in force; null or left out:
 * the one that the ticket was opened under.
 */
export interface ClockContext {
  /** What is promised for a plan and severity; null: nothing. */
  agreement(plan: string, severity: Severity, policy?: string | null): Agreement | null;
  /** A calendar by name, as that version has it, compiled once. */
  hours(name: string, policy?: string | null): ServiceHours;
}

export type Waiting = "customer" | "vendor" | null;

/** What governs a target between two events. */
export interface Regime {
  readonly goalMs: number | null;
  readonly calendar: string;
  readonly policy: string | null;
  readonly pauseOn: readonly ("customer" | "vendor")[];
}

/** A stretch in which a target's clock was allowed to run, on the calendar then in force. Half-open. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly calendar: string;
  readonly policy: string | null;
  readonly elapsedBefore: number;
}

/** A stretch in which it was not, between start and end. Half-open. */
export interface Stop {
  readonly from: Instant;
  readonly to: Instant;
  readonly because: "waiting for the customer" | "waiting for the vendor" | "resolved";
}

/** A target while it is being folded. */
export interface Running {
  readonly kind: TargetKind;
  readonly instance: number;
  readonly startedAt: Instant;
  readonly spans: Span[];
  readonly stops: Stop[];
  elapsedMs: number;
  goalVersion: number;
  regime: Regime;
  /** Whether there ever was a goal; a clock without one counts silently. */
  promised: boolean;
  /** For an ended target: the goal its due time is shown against, where that is asked to follow later changes. */
  shownGoalMs: number | null;
  /** Null while open. */
  endedAt: Instant | null;
  /** The answer that ended it. */
  endedBy: string | null;
  undeliverable: boolean;
  cancelled: boolean;
  provisional: boolean;
  breachedAt: Instant | null;
}

/** A target whose clock starts at `at`. */
export function startTarget(kind: TargetKind, instance: number, at: Instant, regime: Regime): Running {
  return {
    kind,
    instance,
    startedAt: at,
    spans: [],
    stops: [],
    elapsedMs: 0,
    goalVersion: 1,
    regime,
    promised: regime.goalMs !== null,
    shownGoalMs: null,
    endedAt: null,
    endedBy: null,
    undeliverable: false,
    cancelled: false,
    provisional: false,
    breachedAt: null,
  };
}

/** Whether the clock stands still while somebody else is waited for. */
export function isPaused(target: Running, waiting: Waiting): boolean {
  return waiting !== null && target.regime.pauseOn.includes(waiting);
}

/** Lets time pass for an open target; notes the instant from which its goal is exceeded. */
export function advance(
  target: Running,
  from: Instant,
  to: Instant,
  waiting: Waiting,
  context: ClockContext,
): void {
  if (target.endedAt !== null || to <= from) return;
  if (isPaused(target, waiting)) {
    const because = waiting === "vendor" ? "waiting for the vendor" : "waiting for the customer";
    target.stops.push({ from, to, because });
    return;
  }
  const { calendar, policy, goalMs } = target.regime;
  const hours = context.hours(calendar, policy);
  const passed = serviceTimeBetween(hours, from, to);
  if (goalMs !== null && target.breachedAt === null && target.elapsedMs + passed > goalMs) {
    const due = addServiceTime(hours, from, goalMs - target.elapsedMs);
    if (due.kind === "never-open")
      throw new Fault("clock: service time passed on a calendar that never opens");
    target.breachedAt = due.breachAt;
  }
  target.spans.push({ from, to, calendar, policy, elapsedBefore: target.elapsedMs });
  target.elapsedMs += passed;
}

/**
 * Puts another regime in force from `at` on. Elapsed is kept, the goal replaced: over the new goal already, it is breached
 * from now and not earlier; within it again, a live breach is withdrawn (sla.md 4).
 */
export function change(target: Running, at: Instant, regime: Regime): void {
  if (target.endedAt !== null) return;
  if (regime.goalMs !== target.regime.goalMs) {
    target.goalVersion++;
    const over = regime.goalMs !== null && target.elapsedMs > regime.goalMs;
    target.breachedAt = over ? (target.breachedAt ?? at) : null;
  }
  target.promised ||= regime.goalMs !== null;
  target.regime = regime;
}

/** Ends an open target; its verdict follows from what had elapsed. `answer`: the mail that did it. */
export function end(target: Running, at: Instant, answer: string | null = null): void {
  if (target.endedAt !== null) return;
  target.endedAt = at;
  target.endedBy = answer;
  target.shownGoalMs = target.regime.goalMs;
}

/** A resolution goes on with what had elapsed; the time while resolved does not count. */
export function resume(target: Running, at: Instant, regime: Regime): void {
  if (target.endedAt === null || target.cancelled) return;
  if (target.endedAt < at) target.stops.push({ from: target.endedAt, to: at, because: "resolved" });
  target.endedAt = null;
  change(target, at, regime);
}

/** No verdict: the ticket was merged away or was none. Ended targets keep theirs. */
export function cancel(target: Running, at: Instant): void {
  if (target.endedAt !== null) return;
  target.endedAt = at;
  target.cancelled = true;
}
