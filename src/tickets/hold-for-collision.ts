import type { AgentRequest } from "../commands/parse.ts";
import type { AgentDeal } from "./agent-mail.ts";
import { keptByAgent } from "./agent-mail.ts";
import { answerMail } from "./answer.ts";
import { both, type Decision } from "./decision.ts";
import { writeDown } from "./ledger.ts";
import { customersLeg } from "./people-of.ts";
import { receiptTo } from "./receipt.ts";
import type { AnswerRow } from "./rows.ts";
import type { StillToWrite } from "./written-directly.ts";

/**
 * Somebody else has answered since the notice that this answer replies to: it is written, and waits for its author to say
 * `#send` or `#drop`. Nothing else of the mail is done before that; its commands go with it.
 */
export function holdForCollision(
  deal: AgentDeal,
  request: AgentRequest & { readonly kind: "request" },
  other: AnswerRow,
  people: StillToWrite["people"],
): Decision {
  const { mail, state, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptByAgent(deal, legId);
  const because = `${other.agentName || "somebody else"} answered meanwhile`;
  const answer = answerMail({
    ...deal,
    legId,
    text: request.text,
    messageId: kept.message.id,
    dueAt: now,
    people,
  });
  const theirs = state.messages.find(({ id }) => id === other.messageId)?.visibleText ?? "";
  const decision: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: "sent-by-agent",
      because: "held: another answer is newer than the notice it replies to",
      ticketId: ticket.id,
    },
    // The whole text is kept, commands included: they are carried out when it is sent.
    messages: [
      {
        ...kept.message,
        direction: "note",
        visibleText: mail.reading.split.visible,
        outboundId: answer.mail.id,
        msgId: answer.msgId,
      },
    ],
    attachments: kept.attachments,
    mails: [{ ...answer.mail, held: "collision" }],
    messageIds: answer.messageIds,
    tokens: answer.tokens,
    events: writeDown(ticket.id, state.events, now, [
      {
        at: mail.receivedAt,
        type: "answer_held",
        actor: "agent",
        agentId: mail.agent.id,
        because: "another agent's answer is newer than the notice",
        data: { mail: answer.mail.id, other: other.id, message: kept.message.id },
      },
    ]),
  };
  return both(
    decision,
    receiptTo(deal, legId, {
      held: `${because}. Your answer waits for you`,
      lines: [`${because}:\n\n${theirs.slice(0, 2000)}`],
      links: [
        { label: "Send mine too", body: "#send" },
        { label: "Drop mine", body: "#drop" },
      ],
    }),
  );
}
