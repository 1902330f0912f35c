import type { AgentRequest } from "../../commands/parse.ts";
import type { Instant } from "../../values/instant.ts";
import { carryOut } from "../acts/table.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import { contactOf, customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, MessageRow, TicketRow } from "../rows.ts";
import type { WhoIs } from "../state.ts";
import { type AgentDeal, keptByAgent } from "./agent-deal.ts";
import { receiptTo } from "./receipt.ts";
import { asTheCustomerGetsIt } from "./show-dry-run.ts";

/** Nobody can have an address there (RFC 6761 §6.4): whatever went wrong, no mail would arrive anywhere. */
export const PRACTICE_ADDRESS = "robin@practice.invalid";

const MESSAGE = `Good morning,

since today Outlook asks for my password again and again. I have typed it a dozen times. Can you help me?

Robin Example
(This is a practice ticket: Robin does not exist, and what you answer goes to nobody.)`;

interface Welcome {
  readonly agent: AgentRow;
  /** Who the practice address is, as far as the desk knows. */
  readonly who: WhoIs;
  readonly number: number;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

export function welcomeKey({ id }: Pick<AgentRow, "id">): string {
  return `welcome.${id}`;
}

/**
 * What a new agent gets: the card, and a ticket to practise on, which is theirs alone. The ticket is closed from the
 * beginning and has no clocks, so that no list, chore or figure ever meets it.
 */
export function welcome(of: Welcome): Decision {
  const { agent, promises, number, mint, now } = of;
  const card = writeWithoutTicket({
    promises,
    mint,
    now,
    audience: "agents",
    purpose: "information",
    because: "a new agent",
    words: () => promises.wording.welcome({ name: agent.name, undoMs: promises.undoMs, practice: number }),
    to: [agent],
    once: welcomeKey(agent),
  });
  return both({ mails: [card] }, practiceTicket(of));
}

function practiceTicket({ agent, who, number, promises, mint, now }: Welcome): Decision {
  const robin = contactOf(who, { name: "Robin Example", address: PRACTICE_ADDRESS }, mint.id(), now);
  const ticket: TicketRow = {
    id: mint.id(),
    number,
    customerId: null,
    requesterId: robin.id,
    subject: "Practice: Outlook asks for my password",
    status: "closed",
    kind: null,
    service: null,
    severity: promises.defaults.severity,
    plan: promises.defaults.plan,
    policyVersion: promises.version,
    assigneeId: agent.id,
    team: null,
    language: promises.languages[0] ?? "en",
    mergedInto: null,
    practice: true,
    waitingUntil: null,
    openedAt: now,
    resolvedAt: now,
    closedAt: now,
    lastMessageAt: now,
  };
  const leg = { id: mint.id(), ticketId: ticket.id, kind: "customer" as const, openedAt: now };
  const message: MessageRow = {
    id: mint.id(),
    ticketId: ticket.id,
    legId: leg.id,
    direction: "in",
    author: "customer",
    authorName: robin.name,
    authorAddress: robin.address,
    agentId: null,
    inboundId: null,
    outboundId: null,
    msgId: null,
    subject: ticket.subject,
    visibleText: MESSAGE,
    fullText: MESSAGE,
    unverified: false,
    at: now,
  };
  const events = writeDown(ticket.id, [], now, [
    { at: now, type: "practice_opened", actor: "desk", because: "a new agent", data: { agent: agent.id } },
  ]);
  const notice = {
    event: "opened" as const,
    ticket,
    legId: leg.id,
    customer: "nobody: this is practice",
    requester: robin,
    message,
    attachments: [],
    history: [],
    targets: [],
    assignee: agent.name,
    because: "a ticket to practise on",
  };
  const opened: Decision = { contacts: [robin], opened: ticket, legs: [leg], messages: [message], events };
  return both(opened, writeNotices(notice, [{ agent, at: now }], promises, mint, now));
}

/**
 * An agent's mail on a ticket to practise on: read and judged like any other, and answered with what would have happened.
 * Nothing of it is done, and nothing leaves but the receipt.
 */
export function practise(deal: AgentDeal, request: AgentRequest & { readonly kind: "request" }): Decision {
  const { mail, state, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptByAgent(deal, legId);
  const isNote = request.commands.some(({ name }) => name === "note");
  const answers = !isNote && request.text.trim() !== "";
  // A real ticket would be open, and would still have the answer that #undo stops.
  const open: TicketRow = { ...ticket, status: "in-progress", resolvedAt: null, closedAt: null };
  const undone =
    request.commands.some(({ name }) => name === "undo") &&
    state.messages.some(({ agentId }) => agentId === mail.agent.id);
  const commands = request.commands.filter(({ name }) => !undone || name !== "undo");
  const outcome = carryOut(commands, {
    ...deal,
    state: { ...state, ticket: open },
    answered: answers,
    legId,
  });
  const lines =
    outcome.kind === "refused"
      ? [
          `as a real ticket it would have been stopped: ${outcome.because}`,
          "nothing would have been sent; try again",
        ]
      : [
          ...(answers
            ? [
                `well done: Robin would have got your answer, without the notice, your address and your signature:\n\n${asTheCustomerGetsIt(deal, request.text)}`,
              ]
            : []),
          ...(undone ? ["#undo would have stopped your answer, had it not left yet"] : []),
          ...(outcome.line === "" ? [] : [`your commands were understood: ${outcome.line}`]),
          request.commands.length === 0
            ? "next, if you like: reply once more with #resolve on the first line and your answer below it"
            : "that is all there is to it; the next notice is a real one",
        ];
  const decision: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: "command",
      because: "practice: nothing of it is done",
      ticketId: ticket.id,
    },
    messages: [{ ...kept.message, direction: "note" }],
    attachments: kept.attachments,
    events: writeDown(ticket.id, state.events, now, [
      {
        at: mail.receivedAt,
        type: "practised",
        actor: "agent",
        agentId: mail.agent.id,
        because: outcome.kind === "refused" ? "stopped" : "understood",
        data: { message: kept.message.id },
      },
    ]),
  };
  return both(decision, receiptTo(deal, legId, { came: "shown", held: "this was practice", lines }));
}
