import type { Draft } from "../../mail/compose.ts";
import type { Address, Message } from "../../mail/message.ts";
import type { Severity } from "../../sla/event.ts";
import { DAY, type Instant, plus } from "../../values/instant.ts";
import { mintedDomain } from "../../values/msg-id-domain.ts";
import type { Decision, MailDraft } from "../decision.ts";
import type { Audience, MessageIdRow, TokenRow } from "../rows.ts";
import type { Words } from "../words/words.ts";
import type { CarriedFile, LostFile } from "./carried-files.ts";

/** Where ids and tokens come from, and how a token is kept: chance is an argument. */
export interface Mint {
  id(): string;
  /** 20 characters of lower-case base32. */
  token(): string;
  hashToken(token: string): Uint8Array;
  /**
   * The address that leads a reply back: a plus-address. A mailbox that was shown to know none takes replies at its plain
   * address, and the msg-id alone finds their conversation.
   */
  replyAddress(deskAddress: string, token: string): string;
}

/** A notice can be answered late; what an agent left in an old mailbox leads nowhere for ever. A customer's leads always. */
const AGENTS_TOKEN_MS = 365 * DAY;

/** Answers first, then what agents must know at once, then acknowledgements, then the rest. Lower is sent first. */
export const PRIORITY = {
  answer: 1,
  upstream: 1,
  alarm: 2,
  escalation: 2,
  undelivered: 3,
  confirmation: 3,
  acknowledgement: 4,
  notice: 5,
  receipt: 5,
  information: 6,
} as const;

export interface Letter {
  readonly ticket: {
    readonly id: string;
    readonly number: number;
    readonly subject: string;
    readonly severity?: Severity;
  } | null;
  readonly legId: string | null;
  readonly messageId?: string | null;
  readonly audience: Audience;
  readonly purpose: keyof typeof PRIORITY;
  readonly because: string;
  /** The words, given the address that leads a reply back, and which of the carried files turned out to be lost. */
  readonly words: (replyTo: string, lost: readonly LostFile[]) => Words;
  readonly fromName: string;
  readonly deskAddress: string;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  /** The agent whose token the Reply-To carries; null with audience customer: the customer's own. */
  readonly agentId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Stands in Reply-To in place of a routing token, and leads nowhere: whoever returns it proves that they read this mail. */
  readonly secret?: string;
  readonly automatic: Draft["automatic"];
  readonly attachments?: Draft["attachments"];
  /** Files that are in mails the desk keeps: their bytes are put in when the decision is saved. */
  readonly carried?: readonly CarriedFile[];
  readonly dueAt: Instant;
  readonly once?: string;
  /** What it says instead where the desk's mail to the customer that is saved with it may not leave. */
  readonly unheard?: (replyTo: string, because: string, lost: readonly LostFile[]) => Words;
  /** A direct answer to a customer's own word. */
  readonly answersWord?: true;
}

type Threaded = Pick<Letter, "inReplyTo" | "references">;
export type Saved = Required<Pick<Decision, "mails" | "messageIds" | "tokens">>;

export interface Written {
  readonly mail: MailDraft;
  readonly msgId: string;
  readonly messageIds: readonly MessageIdRow[];
  readonly tokens: readonly TokenRow[];
}

/**
 * Makes a letter a mail: mints its msg-id and the token that leads its replies back, and addresses it. The token stands
 * in Reply-To where the mailbox knows plus-addresses; the msg-id finds the conversation again too.
 */
export function writeMail(letter: Letter, mint: Mint, now: Instant): Written {
  const id = mint.id();
  const token = letter.secret ?? mint.token();
  const msgId = `<${mint.token()}.${mint.token()}@${mintedDomain(letter.deskAddress)}>`;
  const replyTo =
    letter.legId === null && letter.secret === undefined
      ? letter.deskAddress
      : mint.replyAddress(letter.deskAddress, token);
  const words = letter.words(replyTo, []);
  const { carried: files = [] } = letter;
  const cc = letter.cc ?? [];
  const mail: MailDraft = {
    id,
    ticketId: letter.ticket?.id ?? null,
    legId: letter.legId,
    messageId: letter.messageId ?? null,
    audience: letter.audience,
    purpose: letter.purpose,
    priority: priorityOf(letter),
    msgId,
    reversePath: letter.deskAddress,
    recipients: [...letter.to, ...cc].map(({ address }) => ({ address, state: "waiting", reply: "" })),
    subject: words.subject,
    text: words.text,
    because: letter.because,
    once: letter.once ?? null,
    createdAt: now,
    dueAt: letter.dueAt,
    ...(letter.unheard && { unheard: (because, lost) => letter.unheard!(replyTo, because, lost) }),
    ...(letter.answersWord && { answersWord: true }),
    ...(files.length > 0 ? { carried: { files, without: (lost) => letter.words(replyTo, lost) } } : {}),
    draft: {
      from: { name: letter.fromName, address: letter.deskAddress },
      replyTo: { name: letter.fromName, address: replyTo },
      to: letter.to,
      cc,
      subject: words.subject,
      date: now,
      msgId,
      inReplyTo: letter.inReplyTo,
      references: letter.references,
      text: words.text,
      html: words.html,
      automatic: letter.automatic,
      attachments: letter.attachments ?? [],
    },
  };
  if (letter.legId === null || letter.ticket === null) return { mail, msgId, messageIds: [], tokens: [] };
  const place = { ticketId: letter.ticket.id, legId: letter.legId, outboundId: id };
  return {
    mail,
    msgId,
    messageIds: [{ ...place, msgId, minted: true, audience: letter.audience }],
    tokens:
      letter.secret !== undefined
        ? []
        : [
            {
              ...place,
              hash: mint.hashToken(token),
              purpose: letter.audience === "agents" ? "agent" : letter.audience,
              agentId: letter.agentId,
              createdAt: now,
              expiresAt: letter.audience === "agents" ? plus(now, AGENTS_TOKEN_MS) : null,
            },
          ],
  };
}

/** What a decision saves of mails that were written. */
export function saved(written: readonly Written[]): Saved {
  return {
    mails: written.map(({ mail }) => mail),
    messageIds: written.flatMap(({ messageIds }) => messageIds),
    tokens: written.flatMap(({ tokens }) => tokens),
  };
}

/** In reply to a mail, below all that it answers. */
export function answering({ messageId, references }: Pick<Message, "messageId" | "references">): Threaded {
  return {
    inReplyTo: messageId,
    references: messageId === null ? [] : [...references, messageId],
  };
}

/** A notice of severity A goes before acknowledgements, all others after them. */
function priorityOf({ purpose, ticket }: Letter): number {
  return purpose === "notice" && ticket?.severity === "A" ? 3 : PRIORITY[purpose];
}

/** `support@x` and a token make `support+token@x` (RFC 5233 §1). */
export function plusAddress(address: string, detail: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}+${detail}${address.slice(at)}`;
}

/** Without the `Re:` of whoever wrote, in whatever language, so that they do not pile up (RFC 5322 §3.6.5). */
export function withoutReply(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|sv|res|rif)\s*:)+/i, "").trim();
}

/** The subject that keeps a conversation together in every client: one `Re:`, the tag once, the rest as the customer wrote it. */
export function taggedSubject(subject: string, number: number, reply = true): string {
  const bare = withoutReply(subject.replaceAll(/\[#\d{1,12}\]/g, ""));
  return `${reply ? "Re: " : ""}[#${number}] ${bare.slice(0, 250)}`.trim();
}
