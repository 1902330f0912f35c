import { readDeliveryReport } from "./delivery-report.ts";
import type { Message } from "./message.ts";
import { findCalendarSign } from "./origin/calendar.ts";
import { findChallenge } from "./origin/challenge.ts";
import { isAnswer, namesMailClient } from "./origin/hand.ts";
import { HEADER_SIGNS, namedForReplying } from "./origin/header-signs.ts";
import { isForward, ownText, readBody, readSubject, type SubjectSign } from "./origin/phrases.ts";
import { isFormOfAPerson, mayAnswer } from "./origin/reply-address.ts";
import { roleOf } from "./origin/senders.ts";
import { fieldValues, type Sign } from "./origin/sign.ts";
import type { DeliveryReport, Origin } from "./reading.ts";

/** What the desk knows of itself: its addresses (lower-cased) and the domain of the Message-IDs it mints. */
export interface Own {
  readonly addresses: readonly string[];
  readonly messageIdDomain: string;
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
    ...(isForward(message.subject) ? [] : wordSigns(text, subject)),
  ];
  const decisive = decide(signs, message, own);
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
function decide(signs: readonly Sign[], message: Message, own: Own | undefined): Sign | null {
  const proof = signs.find((sign) => sign.strength === "proof");
  if (proof) return proof;
  const byHand = namesMailClient(message);
  const strong = signs.filter((sign) => sign.strength === "strong");
  const list = strong.find((sign) => sign.kind === "list");
  const machine = strong.find((sign) => sign.kind !== "list" && !(list && sign.group === "precedence"));
  const groups = new Set(signs.filter((sign) => sign.kind !== "list").map((sign) => sign.group));
  if (machine && (!byHand || groups.size > 1)) return machine;
  if (list && !isOwnGroup(message, own) && !byHand && !isAnswer(message)) return list;
  const weak = signs.filter((sign) => sign.strength === "weak");
  const weakGroups = new Set(weak.map((sign) => sign.group));
  return !byHand && !list && weakGroups.size > 1 ? weak[0]! : null;
}

/** An answer to our mail is a reply even where its sender says only "generated", as Exchange does for out-of-office. */
function kindOf(sign: Sign, message: Message, subject: SubjectSign): Origin["kind"] {
  if (sign.kind !== "auto-generated") return sign.kind;
  const answers = message.inReplyTo.length > 0 || subject === "automatic" || subject === "absent-titled";
  return answers ? "auto-replied" : sign.kind;
}

function headerSigns(message: Message): Sign[] {
  const found: Sign[] = [];
  for (const rule of HEADER_SIGNS) {
    const value = fieldValues(message, rule.name).find((one) => rule.value.test(one));
    if (value === undefined) continue;
    const because = `${rule.name}: ${value.slice(0, 60)} (${rule.source})`;
    found.push({ kind: rule.kind, strength: rule.strength, group: groupOf(rule.name), because });
  }
  for (const [name, values] of message.headers) {
    if (!namedForReplying(name, values[0] ?? "")) continue;
    const because = `${name}: ${values[0]!.slice(0, 60)} (vendors' fields for automatic answers)`;
    found.push({ kind: "auto-replied", strength: "proof", group: "header", because });
  }
  if (message.contentType.params["report-type"]?.toLowerCase() === "disposition-notification") {
    found.push(sign("auto-replied", "proof", "receipt", "a receipt of reading (RFC 8098)"));
  }
  const calendar = findCalendarSign(message);
  return calendar === null ? found : [...found, calendar];
}

const groupOf = (name: string): string =>
  name === "x-mailer" || name.startsWith("x-php") ? "program" : "header";

function senderSigns(message: Message): Sign[] {
  const found: Sign[] = [];
  const role = roleOf(message.from?.address ?? "");
  const nobodyReads = role === "no-reply" || role === "daemon" || role === "list-robot";
  if (nobodyReads && !isFormOfAPerson(message)) {
    found.push(
      sign("auto-generated", "strong", "sender", `the sender's address is one of machines (${role})`),
    );
  }
  if (role === "machine")
    found.push(sign("auto-generated", "weak", "sender", "the sender's address has a machine's name"));
  if (fieldValues(message, "return-path").some((value) => value === "<>" || value === "")) {
    found.push(sign("auto-generated", "weak", "envelope", "null reverse-path (RFC 5321 §4.5.5)"));
  }
  return found;
}

function wordSigns(text: string, subject: SubjectSign): Sign[] {
  const body = readBody(text);
  const asks = text.includes("?") || text.includes("？");
  const found: Sign[] = [];
  if (subject === "automatic" || subject === "absent-titled") {
    const sure = body.has("received") || body.has("later") || body.has("instead");
    const strength = sure || !asks ? "strong" : "weak";
    found.push(sign("auto-replied", strength, "subject", "the subject names an automatic answer"));
  }
  if (subject === "absent" || subject === "receipt") {
    found.push(sign("auto-replied", "weak", "subject", `the subject reads like ${NAMED[subject]}`));
  }
  if (readsAutomatic(body, subject, asks, text.length)) {
    found.push(
      sign("auto-replied", subject === null ? "strong" : "weak", "body", "the text reads like a responder's"),
    );
  }
  return found;
}

const NAMED = { absent: "a notice of absence", receipt: "a receipt" } as const;
const LONGEST_RESPONSE = 2500;

/** People say one or two of these things as well; together, and nothing asked, only a responder does. */
function readsAutomatic(
  body: ReadonlySet<string>,
  subject: SubjectSign,
  asks: boolean,
  length: number,
): boolean {
  if (length > LONGEST_RESPONSE) return false;
  const states = body.has("states");
  if (subject === "receipt") return states || (body.has("received") && body.has("later"));
  if (subject === "absent")
    return !asks && ((states && body.size > 1) || (body.size > 2 && body.has("away")));
  if (subject !== null) return body.size > 0 && !asks;
  if (asks) return false;
  if (states) return body.has("received") || (body.has("away") && body.size > 2);
  return ["received", "away", "later", "instead"].every((sign) => body.has(sign));
}

function sign(kind: Sign["kind"], strength: Sign["strength"], group: string, because: string): Sign {
  return { kind, strength, group, because };
}

/** The desk's own address and no other to answer to, or a Message-ID only the desk mints. */
function isOwn(message: Message, own: Own): boolean {
  const domain = own.messageIdDomain.toLowerCase();
  if (domain !== "" && message.messageId?.toLowerCase().endsWith(`@${domain}>`)) return true;
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
