import { isOpen, nextClose, nextOpen } from "../service-hours/arithmetic.ts";
import { localTime } from "../service-hours/phrase.ts";
import { type Closed, closedSpans, zoneOf } from "../service-hours/why-closed.ts";
import type { Instant } from "../values/instant.ts";
import type { ClockContext, Running, Span, Stop } from "./clock.ts";
import type { ClockEvent, TargetKind } from "./event.ts";
import { foldClocks } from "./fold.ts";

/** Why a stretch of time counted towards a target, or did not. */
export type Because =
  | { readonly kind: "counted" }
  | { readonly kind: "closed"; readonly closed: Closed }
  | { readonly kind: "stopped"; readonly stopped: Stop["because"] }
  | { readonly kind: "before-start" }
  | { readonly kind: "after-end" };

/** One stretch, half-open, with both ends on the wall clock of the calendar then in force. */
export interface LedgerLine {
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
  readonly fromLocal: string;
  readonly toLocal: string;
  /** `to - from` where it counted, else 0. */
  readonly countedMs: number;
  readonly because: Because;
}

export interface Ledger {
  readonly kind: TargetKind;
  readonly instance: number;
  readonly goalMs: number | null;
  /** The sum of all `countedMs`, and the elapsed time of the target, to the millisecond. */
  readonly elapsedMs: number;
  /** From the ticket's first event to `asOf`, in order, touching, none empty. */
  readonly lines: readonly LedgerLine[];
}

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly timeZone: string;
  readonly because: Because;
}

/**
 * Where a target's time went: every stretch from the ticket's first event to `asOf`, counted or not, with its reason.
 *
 * @param deskZone  whose wall clock is shown where a calendar has no place, such as 24x7
 * @returns null where there is no such target (an inactive first response has no clock yet)
 */
export function why(
  events: readonly ClockEvent[],
  context: ClockContext,
  asOf: Instant,
  which: { readonly kind: TargetKind; readonly instance: number },
  deskZone: string,
): Ledger | null {
  const fold = foldClocks(events, context, asOf);
  const clock = fold?.targets.find(
    ({ kind, instance }) => kind === which.kind && instance === which.instance,
  );
  const first = fold?.past[0];
  if (clock === undefined || first === undefined) return null;
  const stretches = [
    ...outside(clock, first.from, asOf, context, deskZone),
    ...clock.stops.map((stop) => stretchOf(stop, zoneIn(clock, stop.from, context, deskZone))),
    ...clock.spans.flatMap((span) => split(span, context, deskZone)),
  ];
  return {
    kind: clock.kind,
    instance: clock.instance,
    goalMs: clock.regime.goalMs,
    elapsedMs: clock.elapsedMs,
    lines: joined(stretches).map(lineOf),
  };
}

/** The time before the clock started and after it ended. */
function outside(
  clock: Running,
  begun: Instant,
  asOf: Instant,
  context: ClockContext,
  deskZone: string,
): readonly Stretch[] {
  const { startedAt, endedAt } = clock;
  const before: Stretch = {
    from: begun,
    to: startedAt,
    timeZone: zoneIn(clock, startedAt, context, deskZone),
    because: { kind: "before-start" },
  };
  const ended = endedAt ?? asOf;
  const timeZone = zoneIn(clock, ended, context, deskZone);
  return [before, { from: ended, to: asOf, timeZone, because: { kind: "after-end" } }];
}

/** A span in which the clock was allowed to run, cut into open and closed time. */
function split(span: Span, context: ClockContext, deskZone: string): readonly Stretch[] {
  const hours = context.hours(span.calendar, span.policy);
  const timeZone = zoneOf(hours.calendar) ?? deskZone;
  const stretches: Stretch[] = [];
  for (let at = span.from; at < span.to; ) {
    const open = isOpen(hours, at);
    const turns = (open ? nextClose(hours, at) : nextOpen(hours, at)) ?? span.to;
    const to = Math.min(turns, span.to) as Instant;
    if (open) stretches.push({ from: at, to, timeZone, because: { kind: "counted" } });
    else {
      const closed = closedSpans(hours.calendar, at, to);
      stretches.push(
        ...closed.map((each) => ({
          from: each.from,
          to: each.to,
          timeZone,
          because: { kind: "closed" as const, closed: each.because },
        })),
      );
    }
    at = to;
  }
  return stretches;
}

function stretchOf({ from, to, because }: Stop, timeZone: string): Stretch {
  return { from, to, timeZone, because: { kind: "stopped", stopped: because } };
}

/** The zone of the calendar that the clock ran on last before an instant, or else runs on first. */
function zoneIn(clock: Running, at: Instant, context: ClockContext, deskZone: string): string {
  const span = clock.spans.findLast(({ from }) => from < at) ?? clock.spans[0] ?? clock.regime;
  return zoneOf(context.hours(span.calendar, span.policy).calendar) ?? deskZone;
}

/** In order, without empty ones; what touches and has the same reason is one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const lines: Stretch[] = [];
  for (const stretch of stretches.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = lines.at(-1);
    const same =
      last !== undefined &&
      last.to === stretch.from &&
      last.timeZone === stretch.timeZone &&
      JSON.stringify(last.because) === JSON.stringify(stretch.because);
    if (same) lines[lines.length - 1] = { ...last, to: stretch.to };
    else lines.push(stretch);
  }
  return lines;
}

function lineOf({ from, to, timeZone, because }: Stretch): LedgerLine {
  return {
    from,
    to,
    timeZone,
    fromLocal: localTime(from, timeZone),
    toLocal: localTime(to, timeZone),
    countedMs: because.kind === "counted" ? to - from : 0,
    because,
  };
}
