import type { Message } from "../../mail/message.ts";
import { HOUR, type Instant, plus } from "../../values/instant.ts";
import type { ConfirmationRow, Decision } from "../decision.ts";
import { type Mint, taggedSubject, writeMail } from "../letters/write-mail.ts";
import { languageFor } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";

/** How long a mail can be confirmed. */
const OPEN_FOR_MS = 24 * HOUR;
/** Whoever writes in somebody's name must not fill their inbox: most questions a day about one ticket, and about all. */
const MOST_FOR_TICKET = 3;
const MOST_FOR_ADDRESS = 10;
/** Of the held mail, what is shown. */
const MOST_SHOWN = 2000;

/** Questions of the last day to an address, as `tx.askedToConfirm` counts them. */
export interface AskedBefore {
  readonly address: number;
  readonly ticket: number;
}

export interface AskToConfirm {
  /** The mail that waits, as it came. */
  readonly mail: { readonly inboundId: string; readonly message: Message; readonly text: string };
  /** Whose name it is in, at the address the desk knows. */
  readonly person: { readonly name: string; readonly address: string };
  /** Their id if they answer here; null: they are a customer's. */
  readonly agentId: string | null;
  /** What it is about; null: it begins something. */
  readonly about: {
    readonly ticket: Pick<TicketRow, "id" | "number" | "subject">;
    readonly legId: string;
  } | null;
  /** What the mail would do, a line each, in the reader's words. */
  readonly acts: readonly string[];
  /** Of a customer; an agent is asked in the desk's first. */
  readonly language: string | null;
  readonly before: AskedBefore;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * Asks somebody, at the address the desk knows, whether a mail in their name is theirs: a reply with a secret that only this
 * mail holds proves that they read mail there. Then the held mail is processed again, as proved by `reply`, counting from the
 * reply.
 *
 * Use it where a mail would act and nothing proves its sender, in place of acting: add what it returns to a decision that
 * settles the mail (`held-unverified`), keeping it on its ticket or not; when it is confirmed, what was kept of it is taken
 * away and it comes to the same rule again with `authentication.proved` set. Ask only about mail of a person, and not where
 * `authentication.failed` says that it is forged. Null: it was asked often enough today.
 */
export function askToConfirm(ask: AskToConfirm): Decision | null {
  const { mail, person, agentId, about, before, promises, mint, now } = ask;
  if (before.ticket >= MOST_FOR_TICKET || before.address >= MOST_FOR_ADDRESS) return null;
  const secret = mint.token();
  const expiresAt = plus(now, OPEN_FOR_MS);
  const language = languageFor(ask.language, promises.languages);
  const written = writeMail(
    {
      ticket: about?.ticket ?? null,
      legId: about?.legId ?? null,
      secret,
      audience: agentId === null ? "customer" : "agents",
      purpose: "confirmation",
      because: "nothing proves who sent a mail that would act",
      words: (replyAddress) => {
        const words = promises.wording.confirm({
          number: about?.ticket.number ?? null,
          acts: ask.acts,
          text: cut(mail.text, MOST_SHOWN),
          until: expiresAt,
          secret,
          language,
          replyAddress,
        });
        return about === null
          ? words
          : { ...words, subject: taggedSubject(words.subject, about.ticket.number, false) };
      },
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      to: [person],
      agentId,
      inReplyTo: mail.message.messageId,
      references: mail.message.messageId === null ? [] : [mail.message.messageId],
      automatic: "auto-replied",
      answersWord: true,
      dueAt: now,
    },
    mint,
    now,
  );
  const row: ConfirmationRow = {
    hash: mint.hashToken(secret),
    inboundId: mail.inboundId,
    address: person.address.toLowerCase(),
    agentId,
    ticketId: about?.ticket.id ?? null,
    createdAt: now,
    expiresAt,
  };
  return { mails: [written.mail], messageIds: written.messageIds, confirmations: [row] };
}

/** The start of a text; where more follows it says so: nobody confirms what they cannot see without knowing it. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} […]` : text;
}
