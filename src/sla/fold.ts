import type { Instant } from "../values/instant.ts";
import { advance, type ClockContext } from "./clock.ts";
import type { ClockEvent, Target } from "./event.ts";
import { type EndedShow, type Fold, regimeOf } from "./fold-state.ts";
import { settle } from "./settle.ts";
import { take } from "./take.ts";

/**
 * A ticket's targets at `asOf`, computed from its events alone (sla.md 4 and 4b). Events go by (at, seq); later ones than
 * `asOf` are not seen. Running it again, or over a longer ledger, never changes what an ended target was.
 */
export function foldTargets(
  events: readonly ClockEvent[],
  context: ClockContext,
  asOf: Instant,
  endedShow: EndedShow = "goal-at-end",
): readonly Target[] {
  const fold = foldClocks(events, context, asOf, endedShow);
  if (fold === null) return [];
  const settled = fold.targets
    // Nothing is promised about updates in most agreements: a silent clock of them would only fill rows.
    .filter((target) => target.promised || target.kind !== "update")
    .map((target) => settle(target, asOf, fold.situation.waiting, context));
  const hasFirst = settled.some(({ kind }) => kind === "first-response");
  return hasFirst ? settled : [inactive(fold), ...settled];
}

/** The clocks themselves, with every stretch they ran and stood still; null without events. */
export function foldClocks(
  events: readonly ClockEvent[],
  context: ClockContext,
  asOf: Instant,
  endedShow: EndedShow = "goal-at-end",
): Fold | null {
  const ordered = withoutUndone(
    events.filter(({ at }) => at <= asOf).toSorted((a, b) => a.at - b.at || a.seq - b.seq),
  );
  const first = ordered[0];
  if (first === undefined) return null;
  const fold: Fold = {
    context,
    outcomes: outcomesOf(ordered),
    targets: [],
    past: [],
    at: first.at,
    situation: { plan: "", severity: "C", policy: null, movedTo: null, waiting: null },
    resolved: false,
    cancelled: false,
    endedShow,
  };
  for (const event of ordered) {
    passTime(fold, event.at);
    if (!fold.cancelled) take(fold, event);
    fold.past.push({ from: event.at, situation: fold.situation });
  }
  passTime(fold, asOf);
  return fold;
}

/** Without cancellations, merges and messages that were taken back later. */
function withoutUndone(ordered: readonly ClockEvent[]): readonly ClockEvent[] {
  return ordered.filter((event, n) => {
    const after = ordered.slice(n + 1);
    switch (event.type) {
      case "cancelled":
        return !after.some((later) => later.type === "restored" && later.because === event.because);
      case "merged_in":
        return !after.some((later) => later.type === "unmerged" && later.from === event.from);
      case "customer_message":
      case "moved_in":
        return !after.some(
          (later) => later.type === "moved_away" && later.voids && later.message === event.message,
        );
      default:
        return true;
    }
  });
}

/** What became of answers on their way: an accepted one counts from its receipt, whenever it was accepted. */
function outcomesOf(events: readonly ClockEvent[]): ReadonlyMap<string, "accepted" | "failed"> {
  return new Map(
    events.flatMap((event): readonly (readonly [string, "accepted" | "failed"])[] => {
      if (event.type === "reply_accepted") return [[event.mail, "accepted"]];
      if (event.type === "reply_failed") return [[event.mail, "failed"]];
      return [];
    }),
  );
}

function passTime(fold: Fold, to: Instant): void {
  for (const target of fold.targets) advance(target, fold.at, to, fold.situation.waiting, fold.context);
  fold.at = to;
}

/** A first response that waits for the customer's first message: our side opened the ticket. */
function inactive(fold: Fold): Target {
  const { goalMs, calendar } = regimeOf(fold, "first-response");
  const never = { startedAt: null, endedAt: null, dueAt: null, breachAt: null, breachedAt: null };
  const fixed = { kind: "first-response", instance: 0, state: "inactive", goalVersion: 1 } as const;
  return { ...fixed, ...never, goalMs, calendar, elapsedMs: 0, provisional: false };
}
