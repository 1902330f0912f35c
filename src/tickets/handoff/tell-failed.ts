import type { Recipient } from "../../outbound/delivery.ts";
import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import type { Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, EventRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { peopleOf } from "../team/told-people.ts";
import { numberOf } from "./handoffs.ts";
import { OPEN_AGAIN } from "./upstream-wait.ts";

/** A mail to upstream that reached none of those it was written to. */
export interface LostMail {
  readonly id: string;
  readonly legId: string | null;
  readonly once: string | null;
  readonly createdAt: Instant;
  /** As they stand now. */
  readonly recipients: readonly Recipient[];
  readonly writerId: string | null;
}

interface TellFailed {
  readonly state: TicketState;
  readonly handoff: HandoffRow;
  readonly kind: "failed" | "unreached" | "gone";
  /** The mail that reached nobody; left out: none was written. */
  readonly lost?: LostMail;
  readonly promises: Promises;
  readonly agents: readonly AgentRow[];
  readonly mint: Mint;
  readonly now: Instant;
  /** What it is told once for. */
  readonly once: string;
}

/** Tells the writer of a lost mail, whoever has the ticket and the lead that nobody upstream has got something, and what to do. */
export function tellFailed(fail: TellFailed): Decision {
  const { state, handoff, kind, lost = null, promises, agents, mint, now, once } = fail;
  const { ticket } = state;
  const { route } = handoff.detail;
  const people = [
    ...agents.filter(({ id }) => id === lost?.writerId),
    ...peopleOf("assignee lead", { ticket, agents, teams: promises.teams }),
  ];
  const failed = lost?.recipients.filter((one) => one.state === "failed" || one.state === "bounced") ?? [];
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: [...new Map(people.map((person) => [person.address, person])).values()],
    purpose: "undelivered",
    legId: handoff.legId,
    because: kind === "gone" ? "a handoff was not sent" : "mail to upstream was not delivered",
    words: (replyAddress) =>
      promises.wording.handoffNews({
        kind,
        number: ticket.number,
        subject: ticket.subject,
        caseNumber: numberOf(handoff),
        partner: route.name,
        customer: state.customer?.name ?? state.requester.address,
        since: handoff.sentAt ?? handoff.createdAt,
        expectedAt: null,
        reminded: 0,
        link: route.by === "portal" ? route.link : null,
        lost: {
          addresses: failed.map(({ address }) => address),
          said: (failed[0]?.reply ?? "").replaceAll(/\s+/g, " ").slice(0, 300),
        },
        answersThem: handoff.legId !== null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      }),
    once: `handoff-failed.${once}`,
  });
}

/** The ticket whose wait for upstream ended with some events, with its promises settled anew. */
export function waitEnded(
  { state, promises, mint, now }: Pick<TellFailed, "state" | "promises" | "mint" | "now">,
  events: readonly EventRow[],
): Decision {
  if (!events.some(({ type }) => type === "status")) return {};
  const targets = settleTargets({
    ticketId: state.ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  return { changed: { id: state.ticket.id, set: OPEN_AGAIN }, targets };
}
