import type { AgentRequest } from "../../commands/parse.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { customersLeg } from "../people-of.ts";
import type { AnswerRow } from "../rows.ts";
import { agentAnswer } from "./agent-answer.ts";
import { type AgentDeal, keptByAgent } from "./agent-deal.ts";
import { receiptTo } from "./receipt.ts";

type Request = AgentRequest & { readonly kind: "request" };

/**
 * Somebody else has answered since the notice that this answer replies to: it is written, and waits for its author to say
 * `#send` or `#drop`. Nothing else of the mail is done before that; its commands go with it.
 */
export function holdForCollision(deal: AgentDeal, request: Request, other: AnswerRow): Decision {
  const { state } = deal;
  const because = `${other.agentName || "somebody else"} answered meanwhile`;
  const theirs =
    [...state.messages, ...state.upstream].find(({ id }) => id === other.messageId)?.visibleText ?? "";
  return holdAnswer(deal, request, {
    code: "collision",
    because: "another answer is newer than the notice it replies to",
    data: { other: other.id },
    said: because,
    lines: [`${because}:\n\n${theirs.slice(0, 2000)}`],
    links: [
      { label: "Send mine too", body: "#send" },
      { label: "Drop mine", body: "#drop" },
    ],
  });
}

/** The text holds what belongs to the other side: it waits for its author to say that this is meant. */
export function holdForWord(
  deal: AgentDeal,
  request: Request,
  { because, line }: { readonly because: string; readonly line: string },
): Decision {
  return holdAnswer(deal, request, {
    code: "other-side",
    because,
    data: {},
    said: because,
    lines: [`${because}:\n\n    ${line.slice(0, 500)}`],
    links: [
      { label: "Send it all the same", body: "#send" },
      { label: "Drop it", body: "#drop" },
    ],
  });
}

interface Held {
  readonly code: string;
  readonly because: string;
  readonly data: { readonly [name: string]: string };
  readonly said: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly label: string; readonly body: string }[];
}

function holdAnswer(deal: AgentDeal, request: Request, held: Held): Decision {
  const { mail, state, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptByAgent(deal, legId);
  const solves = request.commands.some(({ name }) => name === "resolve");
  const asksScore = deal.promises.satisfaction === "ask" && solves;
  const answer = { ...deal, asksScore };
  const { written, legId: conversation } = agentAnswer(answer, request.text, kept.message, now);
  // Nobody is left to write to: there is nothing to hold.
  if (written === null) return {};
  const decision: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: "sent-by-agent",
      because: `held: ${held.because}`,
      ticketId: ticket.id,
    },
    // The whole text is kept, commands included: they are carried out when it is sent.
    messages: [
      {
        ...kept.message,
        direction: "note",
        legId: conversation,
        visibleText: mail.reading.split.visible,
        outboundId: written.mail.id,
        msgId: written.msgId,
      },
    ],
    attachments: kept.attachments,
    mails: [{ ...written.mail, held: held.code }],
    messageIds: written.messageIds,
    tokens: written.tokens,
    events: writeDown(ticket.id, state.events, now, [
      {
        at: mail.receivedAt,
        type: "answer_held",
        actor: "agent",
        agentId: mail.agent.id,
        because: held.code,
        data: { mail: written.mail.id, message: kept.message.id, ...held.data },
      },
    ]),
  };
  return both(
    decision,
    receiptTo(deal, legId, {
      came: "held",
      held: `${held.said}. Your answer waits for you`,
      lines: held.lines,
      links: held.links,
    }),
  );
}
