import type { Address } from "../../mail/message.ts";
import type { Reading } from "../../mail/reading.ts";
import type { Instant } from "../../values/instant.ts";
import { customerSide, customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import { zoneOf } from "../promises/zone-of.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { Words } from "../words/words.ts";
import { answering, type Mint, type Saved, saved, taggedSubject, writeMail } from "./write-mail.ts";

/** What of a ticket a word to its customer needs. */
export type InConversation = Pick<TicketState, "ticket" | "legs" | "participants" | "requester" | "messages">;

interface ToCustomer {
  readonly state: InConversation;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly because: string;
  readonly words: (replyTo: string) => Words;
  /** Under the subject of its words; left out: under the ticket's. */
  readonly ownSubject?: boolean;
  /**
   * The mail it answers, whose sender has it; nothing is written where that mail may not be answered. Left out: nobody asked,
   * all of the customer's side have it.
   */
  readonly answerTo?: Reading & { readonly kind: "message" };
  /** An answer goes to all of the customer's side, first of all to whose mail it answers. */
  readonly toAll?: boolean;
  readonly once?: string;
  /** When it leaves; left out: at once. */
  readonly dueAt?: Instant;
  /** It answers a word of theirs, which has limits of its own. */
  readonly answersWord?: true;
}

/**
 * A word of the desk's own to the customer, in their conversation and under its subject: the one way in which the desk writes
 * to them about a ticket. It is marked as automatic, so it passes the gate; and it is no answer: no clock moves.
 */
export function writeToCustomer(letter: ToCustomer): Saved {
  const { state, promises, mint, now, because, words, answerTo, once } = letter;
  const { ticket } = state;
  if (answerTo?.origin.mayAutoReply === false) return saved([]);
  const sender = letter.toAll ? null : (answerTo?.message.from ?? null);
  const chain = chainOf(state);
  const subject = taggedSubject(ticket.subject, ticket.number);
  const written = writeMail(
    {
      ticket,
      legId: customersLeg(state),
      audience: "customer",
      purpose: answerTo ? "acknowledgement" : "information",
      because,
      words: (replyTo) => (letter.ownSubject ? words(replyTo) : { ...words(replyTo), subject }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...(sender === null ? sideOf(state, answerTo?.message.from ?? null) : { to: [sender] }),
      agentId: null,
      ...(answerTo ? answering(answerTo.message) : { inReplyTo: chain.at(-1) ?? null, references: chain }),
      automatic: answerTo ? "auto-replied" : "auto-generated",
      dueAt: letter.dueAt ?? now,
      ...(once === undefined ? {} : { once }),
      ...(letter.answersWord && { answersWord: true }),
    },
    mint,
    now,
  );
  return saved([written]);
}

/** All of the customer's side, and who of them asked before the others. */
function sideOf(state: InConversation, asked: Address | null): ReturnType<typeof customerSide> {
  const { to, cc } = customerSide(state);
  const isAsked = ({ address }: Address) => address.toLowerCase() === asked?.address.toLowerCase();
  const first = cc.filter(isAsked);
  return first.length === 0 ? { to, cc } : { to: first, cc: [...to, ...cc.filter((one) => !isAsked(one))] };
}

/** The msg-ids of a conversation as its customer's mail client has it, the oldest first. */
export function chainOf({ messages }: Pick<TicketState, "messages">): readonly string[] {
  return messages.flatMap(({ msgId, author, direction, unverified }) =>
    msgId !== null && !unverified && (author === "customer" || direction === "out") ? [msgId] : [],
  );
}

/** Whose words and clock a mail about a ticket follows: the requester's, else their company's; null: the desk's. */
export function readerOf({ ticket, requester, customer }: TicketState): {
  readonly language: TicketRow["language"];
  readonly timeZone: string | null;
} {
  return { language: ticket.language, timeZone: zoneOf(requester, customer) };
}
