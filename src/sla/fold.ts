import type { Instant } from "../values/instant.ts";
import { unreachable } from "../values/unreachable.ts";
import {
  advance,
  type ClockContext,
  cancel,
  change,
  end,
  type Running,
  regimeFor,
  settle,
  startTarget,
  type Waiting,
} from "./clock.ts";
import type { ClockEvent, Severity, Target, TargetKind } from "./event.ts";

interface Fold {
  readonly context: ClockContext;
  readonly outcomes: ReadonlyMap<string, "accepted" | "failed">;
  readonly targets: Running[];
  at: Instant;
  plan: string;
  severity: Severity;
  /** A calendar the ticket was moved to by hand; null: the agreement's. */
  movedTo: string | null;
  waiting: Waiting;
  resolved: boolean;
  readonly endedShow: EndedShow;
}

/** Against which goal the due time of a target that ended late is shown: that of its verdict, or today's. */
export type EndedShow = "goal-at-end" | "goal-in-force";

const INACTIVE: Omit<Target, "kind"> = {
  instance: 0,
  state: "inactive",
  goalMs: null,
  goalVersion: 1,
  calendar: "always",
  elapsedMs: 0,
  startedAt: null,
  endedAt: null,
  dueAt: null,
  breachAt: null,
  breachedAt: null,
  provisional: false,
};

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
  const ordered = events.filter(({ at }) => at <= asOf).toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const first = ordered[0];
  if (first === undefined) return [];
  const fold: Fold = {
    context,
    outcomes: outcomesOf(events),
    targets: [],
    at: first.at,
    plan: "",
    severity: "C",
    movedTo: null,
    waiting: null,
    resolved: false,
    endedShow,
  };
  for (const event of ordered) {
    passTime(fold, event.at);
    take(fold, event);
  }
  passTime(fold, asOf);
  const settled = fold.targets.map((target) => settle(target, asOf, fold.waiting, context));
  const hasFirst = settled.some(({ kind }) => kind === "first-response");
  return hasFirst ? settled : [{ ...INACTIVE, kind: "first-response" }, ...settled];
}

/** What became of answers on their way: an answer counts from its receipt once it was accepted, whenever that was. */
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
  for (const target of fold.targets) {
    // Between resolved and reopened no clock runs.
    if (!fold.resolved) advance(target, fold.at, to, fold.waiting, fold.context);
  }
  fold.at = to;
}

function take(fold: Fold, event: ClockEvent): void {
  switch (event.type) {
    case "created":
      fold.plan = event.plan;
      fold.severity = event.severity;
      start(fold, "resolution");
      if (event.by === "customer") start(fold, "first-response");
      return;
    case "customer_message":
      return customerWrote(fold);
    case "agent_reply":
      return answered(fold, event.provisional ? (fold.outcomes.get(event.mail) ?? "pending") : "accepted");
    case "reply_accepted":
    case "reply_failed":
      return;
    case "reply_undeliverable":
      if (openOf(fold, "first-response") === undefined && openOf(fold, "next-response") === undefined) {
        start(fold, "next-response");
      }
      return;
    case "status":
      return changeStatus(fold, event.to);
    case "severity":
      fold.severity = event.to;
      return changeRegimes(fold);
    case "plan":
      fold.plan = event.to;
      return changeRegimes(fold);
    case "calendar":
      fold.movedTo = event.to;
      return changeRegimes(fold);
    case "policy":
      return changeRegimes(fold);
    case "cancelled":
      for (const target of fold.targets) cancel(target, fold.at);
      return;
    default:
      return unreachable(event);
  }
}

function customerWrote(fold: Fold): void {
  if (fold.resolved) reopen(fold);
  if (fold.waiting === "customer") fold.waiting = null;
  if (fold.targets.every(({ kind }) => kind !== "first-response")) return start(fold, "first-response");
  const owed = openOf(fold, "first-response") ?? openOf(fold, "next-response");
  if (owed === undefined) start(fold, "next-response");
}

/** A public answer of a person of ours ends the response that is owed, and begins the wait for the next update. */
function answered(fold: Fold, outcome: "accepted" | "failed" | "pending"): void {
  if (outcome === "failed") return;
  const owed = (["first-response", "next-response", "update"] as const).map((kind) => openOf(fold, kind));
  for (const target of owed) {
    if (target === undefined) continue;
    if (outcome === "pending") target.provisional = true;
    else end(target, fold.at);
  }
  if (outcome === "accepted" && !fold.resolved) start(fold, "update");
}

function changeStatus(fold: Fold, to: "open" | "waiting_customer" | "waiting_vendor" | "resolved"): void {
  if (to === "resolved") {
    for (const target of fold.targets) end(target, fold.at);
    fold.resolved = true;
    fold.waiting = null;
    return;
  }
  if (fold.resolved) reopen(fold);
  fold.waiting = to === "open" ? null : to === "waiting_customer" ? "customer" : "vendor";
}

/** The same resolution goes on with its elapsed time; what was ended stays ended (sla.md 4). */
function reopen(fold: Fold): void {
  fold.resolved = false;
  const resolution = fold.targets.find(({ kind }) => kind === "resolution");
  if (resolution && !resolution.cancelled) {
    resolution.endedAt = null;
    change(resolution, fold.at, regimeOf(fold, "resolution"));
  }
  if (fold.targets.some(({ kind }) => kind === "update")) start(fold, "update");
}

function changeRegimes(fold: Fold): void {
  for (const target of fold.targets) {
    const regime = regimeOf(fold, target.kind);
    if (fold.endedShow === "goal-in-force") target.shownGoalMs = regime.goalMs;
    change(target, fold.at, regime);
  }
}

function start(fold: Fold, kind: TargetKind): void {
  const regime = regimeOf(fold, kind);
  // Nothing is promised about updates in most agreements: a silent clock of them would only fill rows.
  if (kind === "update" && regime.goalMs === null) return;
  const instance = fold.targets.filter((target) => target.kind === kind).length;
  fold.targets.push(startTarget(kind, instance, fold.at, regime));
}

function regimeOf(fold: Fold, kind: TargetKind) {
  return regimeFor(fold.context.agreement(fold.plan, fold.severity), kind, fold.movedTo);
}

function openOf(fold: Fold, kind: TargetKind): Running | undefined {
  return fold.targets.find((target) => target.kind === kind && target.endedAt === null);
}
