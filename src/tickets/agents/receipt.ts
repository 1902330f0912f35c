import type { Instant } from "../../values/instant.ts";
import { bareSubject } from "../arrival/bare-subject.ts";
import type { Decision } from "../decision.ts";
import { type CarriedFile, type LostBecause, type LostFile, whyLost } from "../letters/carried-files.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { notTold } from "../words/not-told.ts";
import type { Came } from "../words/words.ts";
import type { AgentMail } from "./agent-deal.ts";

interface ReceiptOf {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

export interface ReceiptWords {
  /** What its subject begins with; null: it stays in the ticket's conversation under its subject. */
  readonly came: Came | null;
  /** What was done, a line each. */
  readonly lines: readonly string[];
  /** Why nothing was sent to the customer; left out where nothing was to be, or something was. */
  readonly held?: string;
  /** The answer that is on its way, and when it leaves unless `#undo` stops it. */
  readonly leaving?: Leaving | null;
  /** Until when `#undo` takes back what was done. */
  readonly undoUntil?: Instant | null;
  /** Ready mails that act on the same ticket. */
  readonly links?: readonly { readonly label: string; readonly body: string }[];
  /** Files of kept mails that come with it. */
  readonly carried?: readonly ListedFile[];
}

/** An answer that waits for the time of `#undo` to be over. */
export interface Leaving {
  readonly to: readonly string[];
  readonly at: Instant;
}

/** A file that comes with a receipt, and its line there. */
export type ListedFile = CarriedFile & { readonly line: string };

/**
 * A receipt to the agent, in the ticket's conversation by its References, and under a subject that begins with what came of their
 * mail: Outlook keeps the thread; Gmail, whose list shows a thread by its first subject, makes one of its own of it.
 */
export function receiptTo(
  { mail, state, promises, mint, now }: ReceiptOf,
  legId: string,
  words: ReceiptWords,
): Decision {
  const { ticket } = state;
  const said = (lines: readonly string[], replyAddress: string, lost: readonly LostFile[]) =>
    promises.wording.receipt({
      came: words.came,
      number: ticket.number,
      subject: bareSubject(ticket.subject),
      lines: [...filesListed(words.carried ?? [], lost), ...lines],
      held: words.held ?? null,
      leaving: words.leaving ?? null,
      undoUntil: words.undoUntil ?? null,
      links: words.links ?? [],
      replyAddress,
    });
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: [mail.agent],
    purpose: "receipt",
    ownSubject: words.came !== null,
    because: words.lines[0]?.slice(0, 100) ?? "receipt",
    words: (replyAddress, lost) => said(words.lines, replyAddress, lost),
    unheard: (replyAddress, because, lost) => said(notTold(words.lines, because), replyAddress, lost),
    legId,
    answerTo: mail.reading.message,
    ...(words.carried && { carried: words.carried }),
  });
}

const LISTS: readonly (readonly [LostBecause | null, string])[] = [
  [null, "attached:"],
  ["gone", "NOT attached, the desk does not keep the mail they came with any more:"],
  ["unreadable", "NOT attached, they cannot be read out of the mail they came with:"],
];

function filesListed(files: readonly ListedFile[], lost: readonly LostFile[]): readonly string[] {
  return LISTS.flatMap(([because, title]) => {
    const these = files.filter((file) => whyLost(file, lost) === because);
    return these.length === 0 ? [] : [[title, ...these.map(({ line }) => line)].join("\n")];
  });
}
