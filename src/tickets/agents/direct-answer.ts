import type { Instant } from "../../values/instant.ts";
import { changes } from "../arrival/continue-ticket.ts";
import type { JoiningMail } from "../arrival/incoming-mail.ts";
import { keptMessage, ownMsgId } from "../arrival/kept-message.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import type { Decision } from "../decision.ts";
import { writtenUpstream } from "../handoff/written-upstream.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { customerSide, customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { theirTurn } from "./agent-answer.ts";

/**
 * A mail that somebody wrote in the shared mailbox itself, past the desk: it is in the mailbox's Sent folder, which only
 * those who may sign in there can write to. Addressed to the customer's side it is an answer and counts from when it was
 * sent; to upstream it is one to them; otherwise it is kept on the ticket as a note. Nothing is sent for it.
 */
export function directAnswer(
  mail: JoiningMail,
  state: TicketState,
  /** The conversation that it was led to. */
  led: string,
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const { ticket } = state;
  const { message } = mail.reading;
  const legId = customersLeg(state);
  const { to, cc } = customerSide(state);
  const theirs = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
  const answers = [...message.to, ...message.cc].some(({ address }) => theirs.has(address.toLowerCase()));
  const upstream = answers ? null : writtenUpstream(message, state, led);
  if (upstream !== null) return toUpstream(mail, state, upstream.legId, promises, mint, now);
  const { agent } = mail.who;
  const author = "agent" as const;
  const base = { mail, ticketId: ticket.id, legId, author, unverified: false, mint };
  const kept = keptMessage(agent === null ? base : { ...base, agentId: agent.id });
  const events = writeDown(ticket.id, state.events, now, [
    {
      at: mail.receivedAt,
      type: answers ? "agent_reply" : "noted",
      actor: "agent",
      agentId: agent?.id ?? null,
      because: "sent from the mailbox itself",
      data: answers
        ? { mail: kept.message.id, provisional: false, message: kept.message.id }
        : { message: kept.message.id },
    },
  ]);
  const after: TicketRow = {
    ...ticket,
    ...(answers && ticket.status === "new" ? { status: "in-progress" as const } : {}),
    ...(answers && ticket.assigneeId === null && agent !== null ? { assigneeId: agent.id } : {}),
    lastMessageAt: mail.receivedAt,
  };
  return {
    settled: {
      inboundId: mail.inboundId,
      disposition: "sent-by-agent",
      because: `${mail.because}; sent from the mailbox itself`,
      ticketId: ticket.id,
    },
    changed: { id: ticket.id, set: changes(after) },
    messages: [{ ...kept.message, direction: answers ? "out" : "note" }],
    attachments: kept.attachments,
    // The customer's reply to it names its msg-id. A note's leads nobody anywhere.
    messageIds: answers ? ownMsgId(kept.message, "customer") : [],
    events,
    targets: settleTargets({
      ticketId: ticket.id,
      events: [...state.events, ...events],
      before: state.targets,
      told: state.rungsTold,
      promises,
      mint,
      now,
    }),
  };
}

function toUpstream(
  mail: JoiningMail,
  state: TicketState,
  legId: string,
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const { ticket } = state;
  const { agent } = mail.who;
  const by = {
    author: "agent",
    unverified: false,
    ...(agent === null ? {} : { agentId: agent.id }),
  } as const;
  const kept = keptMessage({ mail, ticketId: ticket.id, legId, ...by, mint });
  const { id } = kept.message;
  const turn = theirTurn(state, legId, id, id, mail.receivedAt, promises);
  const event = { ...turn.event, at: mail.receivedAt, actor: "agent", agentId: agent?.id ?? null } as const;
  return {
    settled: {
      inboundId: mail.inboundId,
      disposition: "sent-by-agent",
      because: `${mail.because}; sent to upstream from the mailbox itself`,
      ticketId: ticket.id,
    },
    changed: { id: ticket.id, set: { lastMessageAt: mail.receivedAt } },
    messages: [{ ...kept.message, direction: "out" }],
    attachments: kept.attachments,
    messageIds: ownMsgId(kept.message, "upstream"),
    events: writeDown(ticket.id, state.events, now, [{ ...event, because: "sent from the mailbox itself" }]),
    handoffs: turn.handoffs,
  };
}
