import { addServiceTime, nextOpen } from "../service-hours/arithmetic.ts";
import type { Instant } from "../values/instant.ts";
import { type ClockContext, isPaused, type Running, type Waiting } from "./clock.ts";
import type { Target } from "./event.ts";

interface Ends {
  readonly dueAt: Instant | null;
  readonly breachAt: Instant | null;
}

const NO_ENDS: Ends = { dueAt: null, breachAt: null };

/** The target as it stands at `asOf`, to which it has been advanced. Late means: more than its goal had elapsed. */
export function settle(target: Running, asOf: Instant, waiting: Waiting, context: ClockContext): Target {
  const { endedAt, breachedAt } = target;
  const common = {
    kind: target.kind,
    instance: target.instance,
    goalMs: target.regime.goalMs,
    goalVersion: target.goalVersion,
    calendar: target.regime.calendar,
    elapsedMs: target.elapsedMs,
    startedAt: target.startedAt,
    endedAt,
    breachedAt,
    provisional: false,
    ...(target.undeliverable ? { undeliverable: true } : {}),
  };
  if (target.cancelled) return { ...common, ...NO_ENDS, state: "cancelled" };
  if (endedAt !== null) {
    if (breachedAt === null) return { ...common, ...NO_ENDS, state: "met" };
    return { ...common, ...goalReached(target, target.shownGoalMs, endedAt, context), state: "late" };
  }
  const { provisional } = target;
  if (isPaused(target, waiting)) return { ...common, ...NO_ENDS, provisional, state: "paused" };
  const ends = goalReached(target, target.regime.goalMs, asOf, context);
  return { ...common, ...ends, provisional, state: "running" };
}

/** Where the goal was used up, in a span that has passed; or will be, if the clock goes on from `asOf`. */
function goalReached(target: Running, goalMs: number | null, asOf: Instant, context: ClockContext): Ends {
  if (goalMs === null || (target.endedAt !== null && goalMs > target.elapsedMs)) return NO_ENDS;
  const { spans, regime, elapsedMs } = target;
  const at = spans.findIndex((_span, n) => goalMs <= (spans[n + 1]?.elapsedBefore ?? elapsedMs));
  const span = spans[at] ?? { ...regime, from: asOf, to: asOf, elapsedBefore: elapsedMs };
  const due = addServiceTime(
    context.hours(span.calendar, span.policy),
    span.from,
    goalMs - span.elapsedBefore,
  );
  if (due.kind === "never-open") return NO_ENDS;
  const inSpan = due.breachAt !== null && due.breachAt < span.to;
  if (at < 0 || inSpan) return { dueAt: due.dueAt, breachAt: due.breachAt };
  return { dueAt: due.dueAt, breachAt: nextRunning(target, at + 1, asOf, context) };
}

/** The first instant from a span on at which the target's clock runs; null: it has ended before, or never does. */
function nextRunning(target: Running, from: number, asOf: Instant, context: ClockContext): Instant | null {
  for (const span of target.spans.slice(from)) {
    const open = nextOpen(context.hours(span.calendar, span.policy), span.from);
    if (open !== null && open < span.to) return open;
  }
  const { calendar, policy } = target.regime;
  return target.endedAt === null ? nextOpen(context.hours(calendar, policy), asOf) : null;
}
