import { WEEKDAYS, type Weekday } from "../../service-hours/calendar.ts";
import type { ClockContext } from "../../sla/clock.ts";
import type { ClockEvent, Severity, Target, TargetKind } from "../../sla/event.ts";
import { foldTargets } from "../../sla/fold.ts";
import { severityOf } from "../../tickets/promises/severity-of.ts";
import type { Instant } from "../../values/instant.ts";

export type Verdict = "met" | "missed" | "open";

/** What became of one promise. */
export interface Judged {
  readonly kind: TargetKind;
  readonly instance: number;
  /** In force when it ended, or now. */
  readonly severity: Severity;
  /** On which it began, in the desk's zone. */
  readonly weekday: Weekday;
  readonly verdict: Verdict;
}

export interface Judging {
  readonly context: ClockContext;
  readonly timeZone: string;
  readonly asOf: Instant;
  /** Only these; all where left out. */
  readonly kinds?: readonly TargetKind[];
}

/**
 * What would have become of a ticket's promises. Where nothing is promised there is nothing to judge; a clock that runs
 * past its goal is missed although nobody has ended it; one that still has time is open.
 */
export function judge(
  events: readonly ClockEvent[],
  { context, timeZone, asOf, kinds }: Judging,
): readonly Judged[] {
  return foldTargets(events, context, asOf).flatMap((target) => {
    const verdict = verdictOf(target);
    if (verdict === null || kinds?.includes(target.kind) === false) return [];
    const { kind, instance, startedAt, endedAt } = target;
    const until = endedAt ?? asOf;
    const severity = severityOf(
      events.filter(({ at }) => at <= until),
      "C",
    );
    return [{ kind, instance, severity, weekday: weekdayIn(timeZone, startedAt ?? asOf), verdict }];
  });
}

function verdictOf({ state, goalMs, breachedAt }: Target): Verdict | null {
  if (goalMs === null || state === "cancelled" || state === "inactive") return null;
  if (state === "met") return "met";
  return state === "late" || breachedAt !== null ? "missed" : "open";
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function weekdayIn(timeZone: string, at: Instant): Weekday {
  const format = FORMATS.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short" });
  FORMATS.set(timeZone, format);
  const name = format.format(at).toLowerCase();
  return WEEKDAYS.find((weekday) => weekday === name)!;
}

/**
 * A ticket as if another policy had governed it from its first mail on: what moved it between versions is left out, and a
 * plan the other policy does not have becomes its default.
 */
export function underAnother(
  events: readonly ClockEvent[],
  plans: readonly string[],
  fallback: string,
): { readonly events: readonly ClockEvent[]; readonly replaced: boolean } {
  let replaced = false;
  const known = (plan: string): string => {
    if (plans.includes(plan)) return plan;
    replaced = true;
    return fallback;
  };
  const moved = events.flatMap((event): readonly ClockEvent[] => {
    if (event.type === "policy" || event.type === "calendar") return [];
    if (event.type === "created") return [{ ...event, plan: known(event.plan) }];
    return event.type === "plan" ? [{ ...event, to: known(event.to) }] : [event];
  });
  return { events: moved, replaced };
}
