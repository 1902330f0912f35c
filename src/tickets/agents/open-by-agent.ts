import { newThreadRoot } from "../../mail/thread-index.ts";
import type { Instant } from "../../values/instant.ts";
import type { NewMail } from "../arrival/incoming-mail.ts";
import { keptMessage } from "../arrival/kept-message.ts";
import { newTicket } from "../arrival/new-ticket.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { contactOf } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { AgentMail } from "./agent-deal.ts";
import { answerMail } from "./answer.ts";
import { receiptTo } from "./receipt.ts";
import { leavesAt } from "./undo-window.ts";

interface OpenByAgent {
  /** With the customer as `who`, and the agent's mail as it came. */
  readonly opening: NewMail;
  readonly agent: AgentRow;
  readonly address: string;
  /** What the customer is written. */
  readonly text: string;
  readonly content: AgentMail["content"];
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * We write first: a ticket for a customer with our own mail as its beginning. No response is owed until they write; the
 * resolution's clock runs.
 */
export function openByAgent(open: OpenByAgent): Decision {
  const { opening, agent, address, text, promises, mint, now } = open;
  const customer = { name: opening.who.contact?.name ?? "", address };
  const requester = contactOf(opening.who, customer, mint.id(), now);
  const ticket = {
    ...newTicket(opening, requester.id, promises, mint.id()),
    status: "in-progress" as const,
    assigneeId: agent.id,
  };
  const legId = mint.id();
  const threadIndex = newThreadRoot(legId, now);
  const leg = { id: legId, ticketId: ticket.id, kind: "customer" as const, openedAt: now, threadIndex };
  const person = {
    legId: leg.id,
    address: requester.address,
    name: requester.name,
    held: false,
    addedAt: now,
  };
  const participants = [{ ...person, role: "requester" as const }];
  const none = {
    messages: [],
    upstream: [],
    handoffs: [],
    events: [],
    targets: [],
    rungsTold: [],
    answers: [],
  };
  const state: TicketState = {
    ticket,
    requester,
    customer: opening.who.customer,
    assignee: agent,
    legs: [leg],
    participants,
    ...none,
  };
  const by = { author: "agent", agentId: agent.id, unverified: false } as const;
  const kept = keptMessage({ mail: opening, ticketId: ticket.id, legId: leg.id, ...by, mint });
  const world = { agents: [], teams: [], customers: [], found: [], files: [], tickets: new Map() };
  const mail: AgentMail = { ...opening, agent, notice: null, world, content: open.content };
  const dueAt = leavesAt(agent, promises, now);
  const answer = answerMail({
    mail,
    state,
    promises,
    mint,
    now,
    legId: leg.id,
    text,
    messageId: kept.message.id,
    dueAt,
  });
  const actor = { at: opening.receivedAt, actor: "agent" as const, agentId: agent.id, because: "#new" };
  const events = writeDown(ticket.id, [], now, [
    { ...actor, type: "created", data: { by: "agent", plan: ticket.plan, severity: ticket.severity } },
    {
      ...actor,
      type: "agent_reply",
      data: { mail: answer.mail.id, provisional: true, message: kept.message.id },
    },
  ]);
  const decision: Decision = {
    settled: {
      inboundId: opening.inboundId,
      disposition: "opened-ticket",
      because: "an agent writes to a customer first",
      ticketId: ticket.id,
    },
    contacts: [requester],
    opened: ticket,
    legs: [leg],
    participants,
    messages: [
      {
        ...kept.message,
        direction: "out",
        visibleText: text,
        outboundId: answer.mail.id,
        msgId: answer.msgId,
      },
    ],
    attachments: kept.attachments,
    messageIds: answer.messageIds,
    tokens: answer.tokens,
    mails: [answer.mail],
    events,
    targets: settleTargets({ ticketId: ticket.id, events, before: [], told: [], promises, mint, now }),
  };
  const { address: to } = requester;
  const waits = dueAt > now;
  const lines = [`opened #${ticket.number} for ${to}`, ...(waits ? [] : [`sent to ${to}`])];
  return both(
    decision,
    receiptTo({ mail, state, promises, mint, now }, leg.id, {
      came: "done",
      lines,
      leaving: waits ? { to: [to], at: dueAt } : null,
    }),
  );
}
