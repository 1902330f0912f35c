import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import { type Mint, withoutReply } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { Came } from "../words/words.ts";

interface TellAgent {
  readonly agent: AgentRow;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly subject: string;
  readonly came: Came;
  readonly inReplyTo: string | null;
  readonly held: string | null;
  readonly lines: readonly string[];
}

/** A word to an agent about a mail that belongs to no ticket. */
export function tellAgent({
  agent,
  promises,
  mint,
  now,
  subject,
  came,
  inReplyTo,
  held,
  lines,
}: TellAgent): Decision {
  const mail = writeWithoutTicket({
    promises,
    mint,
    now,
    audience: "agents",
    purpose: "receipt",
    because: "a mail of an agent that belongs to no ticket",
    words: (replyAddress) =>
      promises.wording.receipt({
        came,
        number: null,
        subject: withoutReply(subject),
        lines,
        held,
        leaving: null,
        undoUntil: null,
        links: [],
        replyAddress,
      }),
    to: [agent],
    answerTo: { messageId: inReplyTo, references: [] },
  });
  return { mails: [mail] };
}
