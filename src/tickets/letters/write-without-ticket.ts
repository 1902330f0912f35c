import type { Address, Message } from "../../mail/message.ts";
import type { Instant } from "../../values/instant.ts";
import type { MailDraft } from "../decision.ts";
import type { Promises } from "../promises/promises.ts";
import type { Words } from "../words/words.ts";
import { answering, type Letter, type Mint, writeMail } from "./write-mail.ts";

interface WithoutTicket extends Pick<Letter, "audience" | "purpose" | "because" | "words" | "once"> {
  readonly promises: Pick<Promises, "desk">;
  readonly mint: Mint;
  readonly now: Instant;
  readonly to: readonly Address[];
  readonly words: (replyTo: string) => Words;
  /** The mail it answers; left out: nobody asked. */
  readonly answerTo?: Pick<Message, "messageId" | "references">;
}

/** A word of the desk's own that belongs to no ticket: what is replied to it finds none either. */
export function writeWithoutTicket(letter: WithoutTicket): MailDraft {
  const { promises, mint, now, answerTo, ...rest } = letter;
  const written = writeMail(
    {
      ...rest,
      ticket: null,
      legId: null,
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      agentId: null,
      ...(answerTo ? answering(answerTo) : { inReplyTo: null, references: [] }),
      automatic: answerTo ? "auto-replied" : "auto-generated",
      dueAt: now,
    },
    mint,
    now,
  );
  return written.mail;
}
