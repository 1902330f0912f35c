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

export interface ReceiptWords {
  /** What was done, a line each. */
  readonly lines: readonly string[];
  /** Why nothing was sent to the customer; left out where nothing was to be, or something was. */
  readonly held?: string;
  /** Until when `#undo` takes the answer back. */
  readonly undoUntil?: Instant | null;
  /** Ready mails that act on the same ticket. */
  readonly links?: readonly { readonly label: string; readonly body: string }[];
}

/** A receipt to the agent, in the ticket's conversation. */
export function receiptTo(
  { mail, state, promises, mint, now }: ReceiptOf,
  legId: string,
  words: ReceiptWords,
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
      because: words.lines[0]?.slice(0, 100) ?? "receipt",
      words: (replyAddress) => ({
        ...promises.wording.receipt({
          number: ticket.number,
          subject: ticket.subject,
          lines: words.lines,
          held: words.held ?? null,
          undoUntil: words.undoUntil ?? null,
          links: words.links ?? [],
          replyAddress,
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
