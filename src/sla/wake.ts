import { addServiceTime, isOpen, nextOpen } from "../service-hours/arithmetic.ts";
import type { ServiceHours } from "../service-hours/compiled.ts";
import { type Instant, plus } from "../values/instant.ts";
import type { Severity, Target, TargetKind } from "./event.ts";

/** A point on a target's own clock at which somebody is told. */
export interface Rung {
  /** As written in the ladder: `75%`, `breach`, `breach+4h`. */
  readonly name: string;
  readonly at:
    | { readonly kind: "percent"; readonly percent: number }
    /** Service time beyond the goal; 0: the breach itself. */
    | { readonly kind: "breach"; readonly afterMs: number };
  /** Whom, as the ladder names them. */
  readonly tell: readonly string[];
  readonly severities: readonly Severity[] | null;
  readonly targets: readonly TargetKind[] | null;
  /** Plans whose tickets it is for; null: all. */
  readonly plans: readonly string[] | null;
}

/** What a timer that has gone off means, judged by the folded target and not by the timer. */
export type Wake =
  | { readonly kind: "stale"; readonly because: string }
  | { readonly kind: "early"; readonly because: string; readonly wakeAt: Instant }
  /** Tell this rung; the others were skipped by a late worker and count as told. */
  | {
      readonly kind: "tell";
      readonly because: string;
      readonly rung: Rung;
      readonly passed: readonly string[];
    };

/** Rungs that were told for this goal version, by name. */
export type Told = ReadonlySet<string>;

/**
 * The rungs of a ladder that concern a target of a ticket of this severity and plan. Several at the same point are one
 * that tells all of them.
 */
export function rungsFor(
  ladder: readonly Rung[],
  target: Pick<Target, "kind">,
  of: { readonly severity: Severity; readonly plan: string },
): readonly Rung[] {
  const own = ladder.filter(
    (rung) =>
      (rung.severities === null || rung.severities.includes(of.severity)) &&
      (rung.targets === null || rung.targets.includes(target.kind)) &&
      (rung.plans === null || rung.plans.includes(of.plan)),
  );
  const byName = Map.groupBy(own, ({ name }) => name);
  return [...byName.values()].map((same) => ({
    ...same[0]!,
    tell: [...new Set(same.flatMap(({ tell }) => tell))],
  }));
}

/**
 * The next instant at which something about a target must be decided; null: nothing to wait for. Every such instant is
 * open on the target's calendar, so nothing fires outside service hours. While paused, or while an answer is on its
 * way, nothing is waited for.
 */
export function nextWake(
  target: Target,
  rungs: readonly Rung[],
  told: Told,
  hours: ServiceHours,
  now: Instant,
): Instant | null {
  if (target.state !== "running" || target.provisional || target.goalMs === null) return null;
  const times = rungs
    .filter(({ name }) => !told.has(name))
    .flatMap((rung) => reachedAt(target, rung, hours, now) ?? [])
    .sort((a, b) => a - b);
  return times[0] ?? null;
}

/** Tells at most one rung: the highest that has been reached and not told. Exactly at `breachAt` a target is not late yet. */
export function wake(
  target: Target,
  rungs: readonly Rung[],
  told: Told,
  hours: ServiceHours,
  now: Instant,
): Wake {
  if (target.state !== "running") return { kind: "stale", because: `already ${target.state}` };
  if (target.provisional) return { kind: "stale", because: "an answer is on its way" };
  if (target.goalMs === null) return { kind: "stale", because: "nothing is promised" };
  const reached = rungs
    .filter((rung) => !told.has(rung.name) && isReached(target, rung))
    .sort((a, b) => serviceTimeOf(a, target.goalMs!) - serviceTimeOf(b, target.goalMs!));
  const highest = reached.at(-1);
  if (highest === undefined) {
    const wakeAt = nextWake(target, rungs, told, hours, now);
    if (wakeAt === null) return { kind: "stale", because: "no rung is left" };
    return { kind: "early", because: "no rung is reached yet", wakeAt };
  }
  if (!isOpen(hours, now)) {
    const wakeAt = nextOpen(hours, now);
    if (wakeAt !== null) return { kind: "early", because: "outside service hours", wakeAt };
  }
  return {
    kind: "tell",
    because: `${target.kind} reached ${highest.name}`,
    rung: highest,
    passed: reached.map(({ name }) => name),
  };
}

/** When a rung's point is passed if the clock goes on; open by construction. A passed one: now, or the next opening. */
function reachedAt(target: Target, rung: Rung, hours: ServiceHours, now: Instant): Instant | null {
  if (isReached(target, rung)) return nextOpen(hours, now);
  const left = serviceTimeOf(rung, target.goalMs!) - target.elapsedMs;
  const due = addServiceTime(hours, now, left);
  if (due.kind === "never-open" || due.breachAt === null) return null;
  // A goal is exceeded only after `breachAt`; a warning point is reached at the first open instant with that much elapsed.
  return rung.at.kind === "breach" ? plus(due.breachAt, 1) : due.breachAt;
}

function isReached(target: Target, rung: Rung): boolean {
  const point = serviceTimeOf(rung, target.goalMs!);
  return rung.at.kind === "percent" ? target.elapsedMs >= point : target.elapsedMs > point;
}

/** A rung's point in milliseconds of service time from the target's start. */
function serviceTimeOf(rung: Rung, goalMs: number): number {
  return rung.at.kind === "percent" ? Math.ceil((goalMs * rung.at.percent) / 100) : goalMs + rung.at.afterMs;
}
