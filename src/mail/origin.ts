import { readDeliveryReport } from "./delivery-report.ts";
import type { Message } from "./message.ts";
import { findChallenge } from "./origin/challenge.ts";
import { asksLikeAPerson, isTitledAnswer, namesMailClient } from "./origin/hand.ts";
import { isForward, ownText, readSubject, type SubjectSign } from "./origin/phrases.ts";
import { mayAnswer } from "./origin/reply-address.ts";
import { fieldValues, type Sign } from "./origin/sign.ts";
import { headerSigns, senderSigns, wordSigns } from "./origin/signs.ts";
import type { DeliveryReport, Origin } from "./reading.ts";

/** What the desk knows of itself: its addresses (lower-cased) and the domain of the Message-IDs it mints. */
export interface Own {
  readonly addresses: readonly string[];
  readonly messageIdDomain: string;
  /** Of mailboxes at other domains. */
  readonly otherMessageIdDomains?: readonly string[];
}

/**
 * Who or what wrote a mail (RFC 3834, 2919, 3464, 5965 and what vendors write).
 *
 * A machine is called one by a proof, by a strong sign that no mail client of a person speaks against, or by two weak
 * signs of different groups. Everything else is a person. `mayAutoReply` is narrower: also false for people who
 * asked for none, who write through a list, or whose address nobody reads (RFC 3834 §2). `report` saves reading it twice.
 */
export function classifyOrigin(
  message: Message,
  own?: Own,
  report: DeliveryReport | null = readDeliveryReport(message),
): Origin {
  if (report !== null) {
    const kind = report.kind === "feedback" ? "feedback-report" : "delivery-report";
    return { kind, because: `${report.kind} report, ${report.because}`, mayAutoReply: false };
  }
  if (own && isOwn(message, own)) return { kind: "own", because: "sent by this desk", mayAutoReply: false };
  const text = ownText(message);
  const challenge = findChallenge(message, text);
  if (challenge !== null) return { kind: "challenge", because: challenge, mayAutoReply: false };

  const subject = readSubject(message.subject);
  const signs = [
    ...headerSigns(message),
    ...senderSigns(message),
    ...(isForward(message) ? [] : wordSigns(text, subject)),
  ];
  const decisive = decide(signs, message, own, asksLikeAPerson(text));
  if (decisive === null) {
    const listed = signs.some((sign) => sign.kind === "list" && sign.strength === "strong");
    const throughList = listed && !isOwnGroup(message, own);
    const because = signs.length === 0 ? "no sign of a machine" : `no more than ${signs[0]!.because}`;
    return {
      kind: "person",
      because,
      mayAutoReply: !throughList && mayAnswer(message, own?.addresses ?? []),
    };
  }
  return { kind: kindOf(decisive, message, subject), because: decisive.because, mayAutoReply: false };
}

/** The sign that settles it; null where all of them together do not. */
function decide(signs: readonly Sign[], message: Message, own: Own | undefined, asks: boolean): Sign | null {
  const proof = signs.find((sign) => sign.strength === "proof");
  if (proof) return proof;
  const byHand = namesMailClient(message);
  const strong = signs.filter((sign) => sign.strength === "strong");
  const list = strong.find((sign) => sign.kind === "list");
  const machine = strong.find((sign) => sign.kind !== "list" && !(list && sign.group === "precedence"));
  const groups = new Set(signs.filter((sign) => sign.kind !== "list").map((sign) => sign.group));
  const lone = signs.length === 1 && isWrittenByGateways(signs[0]!, asks || isTitledAnswer(message), asks);
  if (machine && !lone && (!byHand || groups.size > 1)) return machine;
  if (list && !isOwnGroup(message, own) && !byHand && !isTitledAnswer(message)) return list;
  const weak = signs.filter((sign) => sign.strength === "weak");
  const weakGroups = new Set(weak.map((sign) => sign.group));
  return !byHand && !asks && !list && weakGroups.size > 1 ? weak[0]! : null;
}

/** Gateways, add-ins and ticket systems write these on people's mails as well: alone they outweigh no question, nor an answer. */
function isWrittenByGateways(sign: Sign, talks: boolean, asks: boolean): boolean {
  return (asks && sign.group === "precedence") || (talks && sign.because.startsWith("x-auto-"));
}

/** An answer to our mail is a reply even where its sender says only "generated", as Exchange does for out-of-office. */
function kindOf(sign: Sign, message: Message, subject: SubjectSign): Origin["kind"] {
  if (sign.kind !== "auto-generated") return sign.kind;
  const answers = message.inReplyTo.length > 0 || subject === "automatic" || subject === "absent-titled";
  return answers ? "auto-replied" : sign.kind;
}

/** The desk's own address and no other to answer to, or a Message-ID only the desk mints. */
function isOwn(message: Message, own: Own): boolean {
  const domains = [own.messageIdDomain, ...(own.otherMessageIdDomains ?? [])].filter(Boolean);
  const msgId = message.messageId?.toLowerCase();
  if (domains.some((domain) => msgId?.endsWith(`@${domain.toLowerCase()}>`))) return true;
  const isMine = (address: string): boolean => own.addresses.includes(address.toLowerCase());
  const answerTo = message.replyTo.map(({ address }) => address);
  return isMine(message.from?.address ?? "") && answerTo.every(isMine);
}

/** The list is the desk's own address as a group (`support@` in Google Groups): people who write to it write to us. */
function isOwnGroup(message: Message, own: Own | undefined): boolean {
  if (own === undefined) return false;
  const said = ["list-post", "list-id", "mailing-list", "x-beenthere", "x-original-to"].flatMap((name) =>
    fieldValues(message, name),
  );
  return own.addresses.some((address) => {
    const dotted = address.toLowerCase().replace("@", ".");
    return said.some((value) => value.includes(address.toLowerCase()) || value.includes(`<${dotted}>`));
  });
}
