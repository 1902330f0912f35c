import type { Instant } from "../values/instant.ts";
import {
  advance,
  type ClockContext,
  change,
  type Regime,
  type Running,
  startTarget,
  type Waiting,
} from "./clock.ts";
import type { Severity, TargetKind } from "./event.ts";

/** What holds between two events. */
export interface Situation {
  readonly plan: string;
  readonly severity: Severity;
  readonly policy: string | null;
  /** A calendar the ticket was moved to by hand; null: the agreement's. */
  readonly movedTo: string | null;
  readonly waiting: Waiting;
}

export interface Fold {
  readonly context: ClockContext;
  readonly outcomes: ReadonlyMap<string, "accepted" | "failed">;
  readonly targets: Running[];
  /** How things stood from each event on, for a clock that starts in the past. */
  readonly past: { readonly from: Instant; readonly situation: Situation }[];
  at: Instant;
  situation: Situation;
  resolved: boolean;
  cancelled: boolean;
  readonly endedShow: EndedShow;
}

/** Against which goal the due time of a target that ended late is shown: that of its verdict, or today's. */
export type EndedShow = "goal-at-end" | "goal-in-force";

/** Starts a clock now, or in the past: then it runs through how things stood since. */
export function start(fold: Fold, kind: TargetKind, since: Instant = fold.at): void {
  const instance = fold.targets.filter((target) => target.kind === kind).length;
  const stood = fold.past.filter(({ from }) => from < fold.at);
  const then = stood.findLast(({ from }) => from <= since)?.situation ?? stood[0]?.situation;
  const early = since < fold.at && then !== undefined;
  const target = startTarget(kind, instance, since, regimeOf(fold, kind, early ? then : fold.situation));
  fold.targets.push(target);
  if (!early) return;
  for (const [n, { from, situation }] of stood.entries()) {
    const to = stood[n + 1]?.from ?? fold.at;
    if (to <= since) continue;
    const begins = Math.max(since, n === 0 ? since : from) as Instant;
    change(target, begins, regimeOf(fold, kind, situation));
    advance(target, begins, to, situation.waiting, fold.context);
  }
  change(target, fold.at, regimeOf(fold, kind));
}

/** Without an agreement a clock counts silently, around the clock. */
export function regimeOf(fold: Fold, kind: TargetKind, situation: Situation = fold.situation): Regime {
  const { plan, severity, policy, movedTo } = situation;
  const agreement = fold.context.agreement(plan, severity, policy);
  return {
    goalMs: agreement?.goals[kind] ?? null,
    calendar: movedTo ?? agreement?.calendar ?? "always",
    policy,
    pauseOn: agreement?.pauseOn[kind] ?? [],
  };
}

/** Whether a first or next response is open. */
export function isResponseOwed(fold: Fold): boolean {
  return fold.targets.some(({ kind, endedAt }) => /-response$/.test(kind) && endedAt === null);
}
