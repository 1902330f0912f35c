import { COMMANDS } from "../commands/grammar.ts";
import { type AgentRequest, parseCommands } from "../commands/parse.ts";
import { noticeLineIn } from "../conversation/leak.ts";
import { type Instant, plus, SECOND } from "../values/instant.ts";
import { answerMail } from "./answer.ts";
import { carryOut } from "./carry-out.ts";
import { changes, type JoiningMail } from "./continue-ticket.ts";
import { both, type Decision } from "./decision.ts";
import { keptMessage } from "./kept-message.ts";
import { type NewEvent, writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import { receiptTo } from "./receipt.ts";
import type { AgentRow, TicketRow } from "./rows.ts";
import { settleTargets } from "./settle-targets.ts";
import type { TicketState } from "./state.ts";
import { tellPromiseChanged } from "./tell-promise-changed.ts";
import type { Mint } from "./write-mail.ts";

export interface AgentMail extends JoiningMail {
  readonly agent: AgentRow;
  /** What the desk wrote to the agent, if the mail replies to it: the answer must hold nothing of it. */
  readonly noticeText: string | null;
  /** The bytes of an attachment, by its part path. */
  readonly content: (part: string) => Uint8Array;
}

interface Deal {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail of a proved agent on a ticket: commands are carried out, text answers the customer as the desk. Whatever is
 * unclear stops all of it: nothing is sent, nothing changes, and the agent is told why.
 *
 * The answer counts from when the desk received it, once the server has accepted it: until then it is provisional.
 */
export function agentMail(deal: Deal): Decision {
  const { mail, state } = deal;
  const request = parseCommands(mail.reading.split.visible);
  if (request.kind === "held") return hold(deal, request);
  const isNote = request.commands.some(({ name }) => name === "note");
  const leak =
    isNote || mail.noticeText === null
      ? null
      : noticeLineIn(request.text, mail.noticeText, customersWords(state));
  if (leak !== null) {
    return hold(deal, {
      kind: "held",
      because: "the text still holds a line of the notice, which the customer must not see",
      line: leak,
      suggestion: null,
    });
  }
  if (
    request.commands.length === 0 &&
    request.text.trim() === "" &&
    mail.reading.message.attachments.length === 0
  ) {
    return hold(deal, { kind: "held", because: "the mail is empty", line: "", suggestion: null });
  }
  return carry(deal, request, isNote);
}

function carry(deal: Deal, request: AgentRequest & { kind: "request" }, isNote: boolean): Decision {
  const { mail, state, promises, mint, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptMessage({
    mail,
    ticketId: ticket.id,
    legId,
    author: "agent",
    agentId: mail.agent.id,
    unverified: false,
    mint,
  });
  const answers = !isNote && (request.text.trim() !== "" || kept.attachments.length > 0);
  const answer = answers
    ? answerMail({
        ...deal,
        legId,
        text: request.text,
        messageId: kept.message.id,
        dueAt: plus(now, mail.agent.undoSeconds * SECOND),
      })
    : null;
  const outcome = carryOut(request.commands, { ...deal, answered: answers, legId });
  const news: NewEvent[] = [
    ...(answer
      ? [
          {
            at: mail.receivedAt,
            type: "agent_reply",
            actor: "agent" as const,
            agentId: mail.agent.id,
            because: mail.because,
            data: { mail: answer.mail.id, provisional: true, message: kept.message.id },
          },
        ]
      : []),
    ...outcome.events,
  ];
  const events = writeDown(ticket.id, state.events, now, news);
  const after: TicketRow = {
    ...ticket,
    ...(answers && ticket.status === "new" ? { status: "in-progress" as const } : {}),
    ...(answers && ticket.assigneeId === null ? { assigneeId: mail.agent.id } : {}),
    ...outcome.ticket,
    lastMessageAt: mail.receivedAt,
  };
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const decision: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: answers || isNote ? "sent-by-agent" : "command",
      because: mail.because,
      ticketId: ticket.id,
    },
    changed: { id: ticket.id, set: changes(after) },
    messages: [
      {
        ...kept.message,
        direction: answers ? "out" : "note",
        visibleText: answers ? request.text : mail.reading.split.visible,
        outboundId: answer?.mail.id ?? null,
        msgId: answer?.msgId ?? kept.message.msgId,
      },
    ],
    attachments: kept.attachments,
    events,
    targets,
    ...(answer ? { mails: [answer.mail], messageIds: answer.messageIds, tokens: answer.tokens } : {}),
  };
  const told =
    after.severity === ticket.severity
      ? {}
      : tellPromiseChanged({ state, after: { ticket: after, targets }, promises, mint, now });
  return both(both(decision, outcome.decision), told);
}

/** Nothing is sent and nothing changes; the mail is kept as a note, and its author is told what stopped it. */
function hold(deal: Deal, held: AgentRequest & { kind: "held" }): Decision {
  const { mail, state, mint, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptMessage({
    mail,
    ticketId: ticket.id,
    legId,
    author: "agent",
    agentId: mail.agent.id,
    unverified: false,
    mint,
  });
  const known = COMMANDS.map(({ name }) => `#${name}`).join(" ");
  const detail = held.line === "" ? held.because : `${held.because}:\n\n    ${held.line}`;
  const next = held.suggestion
    ? `Did you mean #${held.suggestion}? Send the whole mail again with the line put right.`
    : `Send the whole mail again with the line put right. Commands: ${known}`;
  return both(
    {
      settled: {
        inboundId: mail.inboundId,
        disposition: "command",
        because: `held: ${held.because}`,
        ticketId: ticket.id,
      },
      messages: [{ ...kept.message, direction: "note" }],
      attachments: kept.attachments,
      events: writeDown(ticket.id, state.events, now, [
        {
          at: mail.receivedAt,
          type: "agent_mail_held",
          actor: "agent",
          agentId: mail.agent.id,
          because: held.because,
          data: { message: kept.message.id },
        },
      ]),
    },
    receiptTo(deal, legId, "Nothing was sent and nothing has changed", detail, next),
  );
}

function customersLeg(state: TicketState): string {
  return state.legs.find(({ kind }) => kind === "customer")!.id;
}

function customersWords(state: TicketState): string {
  return state.messages
    .filter(({ author }) => author === "customer")
    .map(({ fullText }) => fullText)
    .join("\n");
}
