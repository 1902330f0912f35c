import type { Instant } from "../values/instant.ts";
import { both, type Decision } from "./decision.ts";
import { handoffOf, numberOf } from "./handoffs.ts";
import { writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import type { AgentRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import { peopleOf } from "./told-people.ts";
import type { Mint } from "./write-mail.ts";
import { writeToAgents } from "./write-to-agents.ts";

interface FailHandoff {
  /** With the events that the same decision writes already. */
  readonly state: TicketState;
  /** The mail that failed for good or came back; any mail. */
  readonly mailId: string;
  readonly promises: Promises;
  readonly agents: readonly AgentRow[];
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail to upstream reached nobody: the handoff has failed, nobody waits for an answer to it, and the agents are told once. Nothing,
 * where the mail was none to upstream, or its handoff has ended anyway.
 */
export function failHandoff({ state, mailId, promises, agents, mint, now }: FailHandoff): Decision {
  const mail = state.answers.find(({ id, audience }) => id === mailId && audience === "upstream");
  const handoff = mail?.legId ? handoffOf(state, mail.legId) : null;
  if (handoff === null || handoff.endedAt !== null) return {};
  const { ticket } = state;
  const { route } = handoff.detail;
  const failed: Decision = {
    events: writeDown(ticket.id, state.events, now, [
      {
        at: now,
        type: "handoff_failed",
        actor: "desk",
        because: "mail to upstream was not delivered",
        data: { escalation: handoff.id, mail: mailId },
      },
    ]),
    handoffs: [
      {
        id: handoff.id,
        set: { state: "failed", because: "not delivered", endedAt: now, expectedAt: null },
        dueAt: null,
      },
    ],
  };
  const told = writeToAgents({
    state,
    promises,
    mint,
    now,
    people: peopleOf("assignee", { ticket, agents, teams: promises.teams }),
    purpose: "undelivered",
    because: "mail to upstream was not delivered",
    words: (replyAddress) =>
      promises.wording.handoffNews({
        kind: "failed",
        number: ticket.number,
        subject: ticket.subject,
        caseNumber: numberOf(handoff),
        partner: route.name,
        customer: state.customer?.name ?? state.requester.address,
        since: handoff.sentAt ?? handoff.createdAt,
        expectedAt: null,
        reminded: 0,
        link: null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      }),
    once: `handoff-failed.${mailId}`,
  });
  return both(failed, told);
}
