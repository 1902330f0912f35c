import { addServiceTime, nextOpen } from "../../service-hours/arithmetic.ts";
import type { Instant } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, TargetRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { type Told as Person, peopleOf } from "../team/told-people.ts";
import { acknowledgedAt, rungTold } from "./acknowledged.ts";

export interface TellRung {
  readonly escalation: {
    readonly id: string;
    readonly targetId: string | null;
    readonly rung: string | null;
    readonly to: string;
    readonly because: string;
  };
  readonly state: TicketState;
  readonly agents: readonly AgentRow[];
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

export type Told =
  /** Nothing can be said yet: asked again at `until`. */
  | { readonly kind: "later"; readonly because: string; readonly until: Instant }
  | { readonly kind: "told"; readonly because: string; readonly decision: Decision }
  | { readonly kind: "cancelled"; readonly because: string; readonly decision: Decision };

/** Tells the people of a rung, each by a mail whose reply goes to the ticket, unless it need not be told any more. */
export function tellRung(tell: TellRung): Told {
  const { escalation, state, agents, promises, mint, now } = tell;
  const { ticket } = state;
  const target = state.targets.find(({ id }) => id === escalation.targetId);
  const needless = whyNotTold(tell, target);
  if (needless !== null) return needless;
  const people = peopleOf(escalation.to, { ticket, agents, teams: promises.teams });
  const because = `${escalation.rung}: told ${people.length} (${sayWhom(escalation.to)})`;
  const ids = people.flatMap(({ id }) => id ?? []);
  const events = writeDown(ticket.id, state.events, now, [
    {
      at: now,
      type: "rung_told",
      actor: "desk",
      because,
      data: target
        ? rungTold(escalation.id, target, escalation.rung, ids)
        : { escalation: escalation.id, rung: escalation.rung, people: ids },
    },
  ]);
  return { kind: "told", because, decision: both({ events }, mailsTo(people)) };

  /** Who is no agent gets no links: the desk would not believe the mails they make. */
  function mailsTo(all: readonly Person[]): Decision {
    const words = (replyAddress: string | null) =>
      promises.wording.missed({
        number: ticket.number,
        subject: ticket.subject,
        customer: state.customer?.name ?? state.requester.address,
        target: target?.kind ?? "",
        severity: ticket.severity,
        dueAt: target?.dueAt ?? null,
        plan: ticket.plan,
        breached: target?.breachedAt != null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      });
    const to = { state, promises, mint, now, purpose: "escalation", because: escalation.because } as const;
    const once = `escalation.${escalation.id}`;
    const agentsTold = all.filter(({ id }) => id !== null);
    const others = all.filter(({ id }) => id === null);
    return both(
      writeToAgents({ ...to, once, people: agentsTold, words }),
      writeToAgents({ ...to, once, people: others, words: () => words(null) }),
    );
  }
}

/**
 * Why a rung is not told now, or never; null: it is told. A promise that was kept or called off since is not complained
 * about. Once somebody has acknowledged a word of this promise, warnings before the breach are over; the breach itself is
 * always told; a rung `breach+4h` waits until 4 hours of service time have passed since, and is told if the promise is
 * still open then. It waits once: what was told already can be acknowledged only once.
 */
export function whyNotTold(
  { escalation, state, promises, now }: Pick<TellRung, "escalation" | "state" | "promises" | "now">,
  target: TargetRow | undefined,
): Exclude<Told, { kind: "told" }> | null {
  if (target === undefined) return null;
  if (target.state !== "running" && target.state !== "late") {
    return { kind: "cancelled", because: `the promise is ${target.state} by now`, decision: {} };
  }
  const seenAt = acknowledgedAt(state.events, target);
  const rung = promises.ladder.find(({ name }) => name === escalation.rung);
  if (seenAt === null || rung === undefined) return null;
  if (rung.at.kind === "percent")
    return { kind: "cancelled", because: "somebody acknowledged an earlier warning", decision: {} };
  if (rung.at.afterMs === 0) return null;
  if (target.state === "late")
    return { kind: "cancelled", because: "acknowledged, and answered by now", decision: {} };
  const hours = promises.clock.hours(target.calendar);
  const due = addServiceTime(hours, seenAt, rung.at.afterMs);
  const until = due.kind === "never-open" ? null : nextOpen(hours, due.dueAt);
  return until === null || until <= now
    ? null
    : { kind: "later", because: "somebody acknowledged it and is given that time again", until };
}

/** Whom a rung tells, for the ledger: no address. */
function sayWhom(to: string): string {
  return to
    .split(" ")
    .map((teller) => (teller.startsWith("mail:") ? "an address" : decodeURIComponent(teller)))
    .join(", ");
}
