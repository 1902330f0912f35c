import { numberLike } from "../escalation/case-number.ts";
import type { Message } from "../mail/message.ts";

/** What in a mail may point to a conversation, to be looked up. Bounded: the newest references count most. */
export interface EvidenceKeys {
  /** Routing tokens in recipient addresses. */
  readonly tokens: readonly string[];
  /** In-Reply-To first, then References from the newest back. */
  readonly msgIds: readonly string[];
  /** Its own msg-id: a reply to it may have come first. */
  readonly own: string | null;
  /** Ticket numbers of tags in the subject. */
  readonly numbers: readonly number[];
  /** Words that may be a number somebody upstream gave to a case of ours. */
  readonly caseNumbers?: readonly string[];
  /** Those of them that stand in the subject. */
  readonly inSubject?: readonly string[];
}

/** One lead that was found, with the conversation it leads to. */
export interface EvidenceRow {
  readonly by: "token" | "msg-id" | "awaited" | "case-number" | "tag";
  /** The msg-id or number that agreed; never the token itself. */
  readonly agreed: string;
  readonly ticketId: string;
  readonly legId: string;
  /**
   * We made this msg-id, so only those we wrote to know it. Any other was written by a sender, and anybody may have claimed
   * it for a ticket of their own.
   */
  readonly minted: boolean;
  /** Whom the token or the minted msg-id was made for. */
  readonly audience: "customer" | "agents" | "upstream";
  readonly agentId: string | null;
  /** The notice or answer it was minted for. */
  readonly outboundId: string | null;
  /** Of a case number: it stands in the subject. */
  readonly inSubject?: boolean;
}

/** A lead as it stays with the message: what agreed, where it leads, how sure that is. Never a token. */
export interface Lead {
  readonly by: EvidenceRow["by"];
  /** A msg-id or `#1001`; of a token only that there was one. */
  readonly agreed: string;
  /** The ticket it leads to; after a merge, the one that stayed. */
  readonly ticket: number;
  /** 0 to 1: from `JOINS` on it joins a mail to its ticket, from `ASKS` on an agent is asked. */
  readonly sure: number;
  /** It is the one by which the mail went where it is. */
  readonly decided: boolean;
}

const MAX_KEYS = 50;
const TOKEN = /\+([a-z2-7]{20})@/;
const TAG = /\[#(\d{1,12})\]/g;

/** Collects what in a message may point to a conversation: tokens, msg-ids (RFC 5322 §3.6.4), ticket tags, case numbers. */
export function evidenceKeys(message: Message, deskDomain: string): EvidenceKeys {
  const hops = ["delivered-to", "x-original-to", "envelope-to"].flatMap(
    (name) => message.headers.get(name) ?? [],
  );
  const addresses = [...message.to, ...message.cc].map(({ address }) => address);
  const tokens = [...addresses, ...hops]
    .filter((address) => address.toLowerCase().includes(`@${deskDomain}`))
    .flatMap((address) => TOKEN.exec(address.toLowerCase())?.[1] ?? []);
  const msgIds = [...message.inReplyTo, ...message.references.toReversed()];
  const numbers = [...message.subject.matchAll(TAG)].map(([, digits]) => Number(digits));
  return {
    tokens: bounded(tokens),
    msgIds: bounded(msgIds),
    own: message.messageId,
    numbers: bounded(numbers).slice(0, 3),
    caseNumbers: numberLike(`${message.subject}\n${message.text.slice(0, 4000)}`),
    inSubject: numberLike(message.subject),
  };
}

function bounded<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].slice(0, MAX_KEYS);
}
