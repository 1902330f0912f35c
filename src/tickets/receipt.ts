import type { Instant } from "../values/instant.ts";
import type { AgentMail } from "./agent-mail.ts";
import type { Decision } from "./decision.ts";
import { agentsRoot } from "./notices.ts";
import type { Promises } from "./promises.ts";
import type { TicketState } from "./state.ts";
import { type Mint, taggedSubject, writeMail } from "./write-mail.ts";

interface ReceiptOf {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** A receipt to the agent, in the ticket's conversation. */
export function receiptTo(
  { mail, state, promises, mint, now }: ReceiptOf,
  legId: string,
  outcome: string,
  detail: string,
  next: string,
): Decision {
  const { ticket } = state;
  const subject = taggedSubject(ticket.subject, ticket.number, false);
  const root = agentsRoot(ticket, promises.desk.address);
  const written = writeMail(
    {
      ticket,
      legId,
      audience: "agents",
      purpose: "receipt",
      because: outcome,
      words: () => ({
        ...promises.wording.receipt({
          number: ticket.number,
          subject: ticket.subject,
          outcome,
          detail,
          next,
        }),
        subject,
      }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      to: [mail.agent],
      agentId: mail.agent.id,
      inReplyTo: mail.reading.message.messageId,
      references: [root, ...(mail.reading.message.messageId ? [mail.reading.message.messageId] : [])],
      automatic: "auto-replied",
      dueAt: now,
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}
