import type { ClockContext } from "../../sla/clock.ts";
import type { ClockEvent, Target, TargetKind } from "../../sla/event.ts";
import { foldTargets } from "../../sla/fold.ts";
import type { Instant } from "../../values/instant.ts";

/** A promise before and after; `null`: nothing was or is promised. */
export interface MovedPromise {
  readonly kind: TargetKind;
  readonly was: Instant | null;
  readonly is: Instant | null;
}

/** Which of a ticket's open promises would be others, had `is` governed it from its first mail on. */
export function promisedOtherwise(
  events: readonly ClockEvent[],
  was: ClockContext,
  is: ClockContext,
  now: Instant,
): readonly MovedPromise[] {
  const fromTheStart = events.filter(({ type }) => type !== "policy");
  return movedPromises(foldTargets(events, was, now), foldTargets(fromTheStart, is, now));
}

/** Open targets whose promised time differs; a target that only one side has counts as one of no promise. */
export function movedPromises(was: readonly Target[], is: readonly Target[]): readonly MovedPromise[] {
  const isOpen = ({ state }: Target): boolean => state === "running" || state === "paused";
  return was.filter(isOpen).flatMap(({ kind, instance, dueAt }) => {
    const other = is.find((target) => target.kind === kind && target.instance === instance);
    const next = other?.dueAt ?? null;
    return next === dueAt ? [] : [{ kind, was: dueAt, is: next }];
  });
}
