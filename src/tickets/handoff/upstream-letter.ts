import { titleToLeave } from "../../escalation/packet-text.ts";
import type { Draft } from "../../mail/compose.ts";
import type { Address } from "../../mail/message.ts";
import type { Instant } from "../../values/instant.ts";
import { type Mint, taggedSubject, type Written, writeMail } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import type { Words } from "../words/words.ts";

export interface UpstreamLetter {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly legId: string;
  readonly to: readonly Address[];
  readonly because: string;
  readonly words: Words;
  /** Whose name stands before the desk's; null: the desk writes itself. */
  readonly agentName: string | null;
  readonly messageId: string | null;
  readonly attachments?: Draft["attachments"];
  readonly dueAt: Instant;
  readonly once?: string;
}

/**
 * A mail to upstream, in their own conversation: nothing of the customer's or the agents' conversation is referred to, and a reply
 * comes back to this conversation alone. It is not marked as automatic, reminders neither: a desk on the other side would
 * show such mail to nobody. No mail starts another: reminders are counted, and answer nothing.
 */
export function writeUpstream(letter: UpstreamLetter): Written {
  const { state, promises, legId, mint, now } = letter;
  const conversation = state.upstream.filter((message) => message.legId === legId && !message.unverified);
  const chain = conversation.flatMap(({ msgId, author, direction }) =>
    msgId !== null && (author === "upstream" || direction === "out") ? [msgId] : [],
  );
  const last = conversation.findLast(({ author, msgId }) => author === "upstream" && msgId !== null)?.msgId;
  const desk = promises.desk.name;
  return writeMail(
    {
      ticket: state.ticket,
      legId,
      messageId: letter.messageId,
      audience: "upstream",
      purpose: "upstream",
      because: letter.because,
      words: () => letter.words,
      fromName: letter.agentName === null ? desk : `${letter.agentName} (${desk})`,
      deskAddress: promises.desk.address,
      to: letter.to,
      agentId: null,
      inReplyTo: last ?? chain.at(-1) ?? null,
      references: chain,
      automatic: null,
      ...(letter.attachments ? { attachments: letter.attachments } : {}),
      dueAt: letter.dueAt,
      ...(letter.once === undefined ? {} : { once: letter.once }),
    },
    mint,
    now,
  );
}

/** The subject that keeps a conversation together on their side: as they last wrote it, with our number in it. */
export function upstreamSubject(state: TicketState, legId: string, title: string): string {
  const theirs = state.upstream.findLast(
    (message) => message.legId === legId && message.author === "upstream" && !message.unverified,
  )?.subject;
  return taggedSubject(theirs || titleToLeave(title), state.ticket.number);
}
