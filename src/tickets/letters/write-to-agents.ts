import type { Message } from "../../mail/message.ts";
import type { Instant } from "../../values/instant.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { type Letter, type Mint, type Saved, saved, taggedSubject, writeMail } from "./write-mail.ts";

interface ToAgents {
  readonly state: Pick<TicketState, "ticket" | "legs">;
  readonly promises: Pick<Promises, "desk">;
  readonly mint: Mint;
  readonly now: Instant;
  readonly people: readonly {
    readonly id: string | null;
    readonly name: string;
    readonly address: string;
    /** When it leaves; left out: at once. */
    readonly at?: Instant;
  }[];
  readonly purpose: Letter["purpose"];
  readonly because: string;
  readonly words: Letter["words"];
  /** What they read where the customer is not told after all. */
  readonly unheard?: Letter["unheard"];
  /** Under a subject of its own, which has to have the tag; left out: under the ticket's. */
  readonly ownSubject?: boolean;
  /** The conversation a reply belongs to; left out: the customer's. */
  readonly legId?: string | null;
  /** The message it is about. */
  readonly messageId?: string;
  /** Whose name it shows; left out: the desk's. */
  readonly fromName?: string;
  readonly attachments?: Letter["attachments"];
  /** Files of kept mails that go along. */
  readonly carried?: Letter["carried"];
  /** Their own mail that it answers. */
  readonly answerTo?: Pick<Message, "messageId">;
  /** Said once to each of them, whatever is tried again. */
  readonly once?: string;
}

/**
 * The same word of the desk's to each of some people of ours, with a token of their own. All mail to agents about a ticket
 * hangs on one made-up root, so that their mail clients show it as one conversation.
 */
export function writeToAgents(letter: ToAgents): Saved {
  const { state, promises, mint, now, people, purpose, because, words, answerTo, once } = letter;
  const { ticket } = state;
  const root = agentsRoot(ticket, promises.desk.address);
  const subject = taggedSubject(ticket.subject, ticket.number, false);
  const about = letter.messageId === undefined ? {} : { messageId: letter.messageId };
  const answered = answerTo?.messageId ?? null;
  const { attachments, carried } = letter;
  const files = { ...(attachments && { attachments }), ...(carried && { carried }) };
  const written = people.map(({ id, name, address, at }) =>
    writeMail(
      {
        ticket,
        legId: letter.legId ?? customersLeg(state),
        ...about,
        audience: "agents",
        purpose,
        because,
        words: (replyTo, lost) =>
          letter.ownSubject ? words(replyTo, lost) : { ...words(replyTo, lost), subject },
        fromName: letter.fromName ?? promises.desk.name,
        deskAddress: promises.desk.address,
        to: [{ name, address }],
        agentId: id,
        inReplyTo: answerTo ? answered : root,
        references: answered === null ? [root] : [root, answered],
        automatic: answerTo ? "auto-replied" : "auto-generated",
        ...(letter.unheard && { unheard: letter.unheard }),
        ...files,
        dueAt: at ?? now,
        ...(once === undefined ? {} : { once: `${once}.${address}` }),
      },
      mint,
      now,
    ),
  );
  return saved(written);
}

/** The msg-id that nobody ever sent and all mail to agents about a ticket refers to. */
export function agentsRoot(ticket: Pick<TicketRow, "id">, deskAddress: string): string {
  return `<agents.${ticket.id}@${mintedDomain(deskAddress)}>`;
}
