import type { Instant } from "../values/instant.ts";
import type { AgentMail } from "./agent-mail.ts";
import type { Decision } from "./decision.ts";
import type { Promises } from "./promises.ts";
import type { TicketState } from "./state.ts";
import type { Letter, Mint } from "./write-mail.ts";
import { writeToAgents } from "./write-to-agents.ts";

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
  /** Files of kept mails that come with it. */
  readonly carried?: Letter["carried"];
}

/** A receipt to the agent, in the ticket's conversation. */
export function receiptTo(
  { mail, state, promises, mint, now }: ReceiptOf,
  legId: string,
  words: ReceiptWords,
): Decision {
  const { ticket } = state;
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: [mail.agent],
    purpose: "receipt",
    because: words.lines[0]?.slice(0, 100) ?? "receipt",
    words: (replyAddress) =>
      promises.wording.receipt({
        number: ticket.number,
        subject: ticket.subject,
        lines: words.lines,
        held: words.held ?? null,
        undoUntil: words.undoUntil ?? null,
        links: words.links ?? [],
        replyAddress,
      }),
    legId,
    answerTo: mail.reading.message,
    carried: words.carried,
  });
}
