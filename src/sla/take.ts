import type { Instant } from "../values/instant.ts";
import { unreachable } from "../values/unreachable.ts";
import { cancel, change, end, resume } from "./clock.ts";
import type { ClockEvent } from "./event.ts";
import { type Fold, isResponseOwed, regimeOf, type Situation, start } from "./fold-state.ts";

/** What an event changes, at the instant to which time has passed. */
export function take(fold: Fold, event: ClockEvent): void {
  switch (event.type) {
    case "created":
      fold.situation = { ...fold.situation, plan: event.plan, severity: event.severity };
      start(fold, "resolution");
      if (event.by === "customer") start(fold, "first-response");
      return;
    case "customer_message":
      customerWrote(fold, event.at);
      return;
    case "agent_reply":
      answered(fold, event.mail, event.provisional);
      return;
    case "reply_accepted":
    case "reply_failed":
      return;
    case "reply_undeliverable":
      cameBack(fold, event.mail);
      return;
    case "status":
      changeStatus(fold, event.to);
      return;
    case "severity":
      changeSituation(fold, { severity: event.to });
      return;
    case "plan":
      changeSituation(fold, { plan: event.to });
      return;
    case "calendar":
      changeSituation(fold, { movedTo: event.to });
      return;
    case "policy":
      changeSituation(fold, { policy: event.version });
      return;
    case "merged_in":
    case "moved_in":
      if (event.unansweredSince !== null) {
        customerWrote(fold, Math.min(event.unansweredSince, event.at) as Instant);
      }
      return;
    case "unmerged":
    case "moved_away":
    case "restored":
      return;
    case "cancelled":
      for (const target of fold.targets) cancel(target, fold.at);
      fold.cancelled = true;
      return;
    default:
      unreachable(event);
  }
}

/** `since` lies in the past only for what another ticket brought along. */
function customerWrote(fold: Fold, since: Instant): void {
  if (fold.resolved) reopen(fold);
  if (fold.situation.waiting === "customer") fold.situation = { ...fold.situation, waiting: null };
  const begun = fold.targets.some(({ kind }) => kind === "first-response");
  if (!begun) start(fold, "first-response", since);
  else if (!isResponseOwed(fold)) start(fold, "next-response", since);
}

/** A public answer of a person of ours ends the response that is owed, and begins the wait for the next update. */
function answered(fold: Fold, mail: string, provisional: boolean): void {
  const outcome = provisional ? (fold.outcomes.get(mail) ?? "pending") : "accepted";
  if (outcome === "failed") return;
  for (const target of fold.targets.filter(({ kind }) => kind !== "resolution")) {
    if (outcome === "accepted") end(target, fold.at, mail);
    else if (target.endedAt === null) target.provisional = true;
  }
  const first = fold.targets.find(({ kind }) => kind === "first-response");
  const answersBegan = first !== undefined && first.endedAt !== null;
  if (outcome === "accepted" && answersBegan && !fold.resolved) start(fold, "update");
}

/** The customer did not get an answer that counted: the verdict stays, flagged, and a response is owed from now. */
function cameBack(fold: Fold, mail: string): void {
  for (const target of fold.targets) if (target.endedBy === mail) target.undeliverable = true;
  if (!isResponseOwed(fold)) start(fold, "next-response");
}

function changeStatus(fold: Fold, to: "open" | "waiting_customer" | "waiting_vendor" | "resolved"): void {
  if (to === "resolved") for (const target of fold.targets) end(target, fold.at);
  else if (fold.resolved) reopen(fold);
  fold.resolved = to === "resolved";
  const waiting = to === "waiting_customer" ? "customer" : to === "waiting_vendor" ? "vendor" : null;
  fold.situation = { ...fold.situation, waiting };
}

/** The same resolution goes on with its elapsed time; what else was ended stays ended (sla.md 4). */
function reopen(fold: Fold): void {
  fold.resolved = false;
  for (const target of fold.targets) {
    if (target.kind === "resolution") resume(target, fold.at, regimeOf(fold, "resolution"));
  }
  if (fold.targets.some(({ kind }) => kind === "update")) start(fold, "update");
}

function changeSituation(fold: Fold, changed: Partial<Situation>): void {
  fold.situation = { ...fold.situation, ...changed };
  for (const target of fold.targets) {
    const regime = regimeOf(fold, target.kind);
    if (fold.endedShow === "goal-in-force") target.shownGoalMs = regime.goalMs;
    change(target, fold.at, regime);
  }
}
