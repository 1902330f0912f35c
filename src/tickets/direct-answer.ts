import type { Instant } from "../values/instant.ts";
import { changes, type JoiningMail } from "./continue-ticket.ts";
import type { Decision } from "./decision.ts";
import { keptMessage } from "./kept-message.ts";
import { writeDown } from "./ledger.ts";
import { customerSide, customersLeg } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import type { TicketRow } from "./rows.ts";
import { settleTargets } from "./settle-targets.ts";
import type { TicketState } from "./state.ts";
import type { Mint } from "./write-mail.ts";

/**
 * A mail that somebody wrote in the shared mailbox itself, past the desk: it is in the mailbox's Sent folder, which only
 * those who may sign in there can write to. Addressed to the customer's side it is an answer and counts from when it was
 * sent; otherwise it is kept on the ticket as a note. Nothing is sent for it.
 */
export function directAnswer(
  mail: JoiningMail,
  state: TicketState,
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
    messageIds:
      answers && message.messageId !== null
        ? [
            {
              msgId: message.messageId.slice(0, 998),
              legId,
              ticketId: ticket.id,
              minted: false,
              audience: "customer",
              outboundId: null,
            },
          ]
        : [],
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
