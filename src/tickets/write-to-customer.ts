import type { Address } from "../mail/message.ts";
import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { customerSide, customersLeg } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import type { TicketRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import type { Words } from "./wording.ts";
import { type Letter, type Mint, taggedSubject, writeMail } from "./write-mail.ts";
import { zoneOf } from "./zone-of.ts";

interface ToCustomer {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly purpose: Letter["purpose"];
  readonly because: string;
  readonly words: () => Words;
  readonly automatic: NonNullable<Letter["automatic"]>;
  /** Left out: everybody on the customer's side. */
  readonly to?: Address;
  /** The msg-id it answers; left out: the customer's last. */
  readonly inReplyTo?: string | null;
  readonly once?: string;
}

/** A word of the desk's own to the customer, in their conversation and under its subject. It is no answer: no clock moves. */
export function writeToCustomer(letter: ToCustomer): Decision {
  const { state, promises, mint, now, words, to, once } = letter;
  const { ticket } = state;
  const last = state.messages.findLast(
    ({ author, msgId, unverified }) => author === "customer" && msgId !== null && !unverified,
  );
  const inReplyTo = letter.inReplyTo ?? last?.msgId ?? null;
  const written = writeMail(
    {
      ticket,
      legId: customersLeg(state),
      audience: "customer",
      purpose: letter.purpose,
      because: letter.because,
      words: () => ({ ...words(), subject: taggedSubject(ticket.subject, ticket.number) }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...(to === undefined ? customerSide(state) : { to: [to] }),
      agentId: null,
      inReplyTo,
      references: inReplyTo === null ? [] : [inReplyTo],
      automatic: letter.automatic,
      dueAt: now,
      ...(once === undefined ? {} : { once }),
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}

/** Whose words and clock a mail about a ticket follows: the requester's, else their company's; null: the desk's. */
export function readerOf({ ticket, requester, customer }: TicketState): {
  readonly language: TicketRow["language"];
  readonly timeZone: string | null;
} {
  return { language: ticket.language, timeZone: zoneOf(requester, customer) };
}
