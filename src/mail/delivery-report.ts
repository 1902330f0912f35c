import { addressesIn } from "./delivery-report/address.ts";
import { judge } from "./delivery-report/classify.ts";
import { readFeedback } from "./delivery-report/feedback.ts";
import {
  findMentions,
  type Mention,
  type Notice,
  readNotice,
  spokenLines,
} from "./delivery-report/notice.ts";
import { findOriginal, type Original } from "./delivery-report/original.ts";
import { nameReporter } from "./delivery-report/reporter-names.ts";
import { readSesNotification } from "./delivery-report/ses.ts";
import { kindByWords, readSigns } from "./delivery-report/signs.ts";
import { isStatusPart, type NamedRecipient, readStatusFields } from "./delivery-report/status-fields.ts";
import type { Message } from "./message.ts";
import { namesMailClient } from "./origin/hand.ts";
import { roleOf } from "./origin/senders.ts";
import type { DeliveryReport } from "./reading.ts";

type Kind = "failed" | "delayed" | "delivered";

/**
 * Reads a report of a mail system about a mail of ours: RFC 3464 where it is kept, else by the words and shapes mail
 * systems use (`delivery-report/reporters.ts`). Null for anything else, also for a report a person passes on.
 *
 * At most 1,000 recipients. Of a report with several actions only those of its kind are given: what failed before what
 * is late before what arrived. `class` is `hard` where writing again is pointless.
 */
export function readDeliveryReport(message: Message): DeliveryReport | null {
  const feedback = readFeedback(message) ?? readSesNotification(message);
  if (feedback !== null) return feedback;
  if (!isReport(message)) return null;
  const notice = readNotice(message);
  const original = findOriginal(message, notice);
  const mentions = findMentions(notice, isBystander(message, original));
  const named = nameRecipients(message, readStatusFields(message), mentions, original);
  if (named.length === 0 && !hasStatusPart(message) && !readSigns(message).daemon) return null;
  const kind = kindOf(named, message, notice);
  const ofKind = named.filter(({ action }) => action === "" || kindOfAction(action) === kind);
  const words = wordsOf(kind, mentions, notice);
  return {
    kind,
    recipients: ofKind.map((one, index) => finish(one, index, words)),
    originalMessageId: original.messageId,
    because: nameReporter(message, notice, hasStatusPart(message)),
  };
}

/** A report by its structure, or by a mail system as sender that also speaks like one. */
function isReport(message: Message): boolean {
  const { type, params } = message.contentType;
  const reportType = params["report-type"]?.toLowerCase() ?? "";
  if (reportType === "disposition-notification") return false;
  if (type === "multipart/report" && (reportType === "delivery-status" || hasStatusPart(message)))
    return true;
  const signs = readSigns(message);
  if (signs.passedOn && !signs.daemon) return false;
  if (message.headers.has("x-failed-recipients")) return true;
  if (hasStatusPart(message) && (signs.daemon || signs.nullReversePath || signs.systemLike)) return true;
  if (signs.daemon) return signs.subject || signs.body;
  if (signs.systemLike || signs.nullReversePath)
    return signs.body && (signs.subject || showsEvidence(message));
  return signs.bodyAtOnce && signs.subject && !namesMailClient(message) && returnsMail(message);
}

/** A server's answer or the returned mail: what a mail system has and a notice in its name has not. */
function showsEvidence(message: Message): boolean {
  return returnsMail(message) || spokenLines(readNotice(message).lines) !== "";
}

function returnsMail(message: Message): boolean {
  const parts = message.reportParts.some(({ contentType }) => /rfc822|global/.test(contentType));
  return parts || /(?:^|\n)(?:message-id|received|from):/i.test(readNotice(message).returned);
}

const hasStatusPart = (message: Message): boolean =>
  message.reportParts.some(({ contentType }) => isStatusPart(contentType));

/** Addresses in a report that are nobody's it reports on: ours, which it was sent to, and those of mail systems. */
function isBystander(message: Message, original: Original): (address: string) => boolean {
  const ours = new Set(
    [...message.to.map(({ address }) => address), ...original.from, message.from?.address ?? ""].map((one) =>
      one.toLowerCase(),
    ),
  );
  for (const to of original.to) ours.delete(to.toLowerCase());
  return (address) => {
    const role = roleOf(address);
    return (
      ours.has(address.toLowerCase()) ||
      role === "daemon" ||
      /^(?:postmaster|abuse|hostmaster)@/i.test(address)
    );
  };
}

/** From the fields; from X-Failed-Recipients; from the words; last whom the returned mail was written to. */
function nameRecipients(
  message: Message,
  fields: readonly NamedRecipient[],
  mentions: readonly Mention[],
  original: Original,
): readonly NamedRecipient[] {
  const unnamed = fields.filter(({ address }) => address === "");
  const named = fields.filter(({ address }) => address !== "");
  if (named.length > 0) return named;
  const failed = (message.headers.get("x-failed-recipients") ?? []).flatMap(addressesIn);
  const fallback = original.to.length === 1 ? original.to : [];
  const addresses =
    [failed, mentions.map(({ address }) => address), fallback].find((some) => some.length > 0) ?? [];
  const known = unnamed[0] ?? { action: "", status: "", diagnostic: "" };
  return [...new Set(addresses)].slice(0, 1000).map((address) => ({ ...known, address }));
}

function kindOf(named: readonly NamedRecipient[], message: Message, notice: Notice): Kind {
  const kinds = named.map(({ action }) => kindOfAction(action)).filter((kind) => kind !== null);
  for (const kind of ["failed", "delayed", "delivered"] as const) if (kinds.includes(kind)) return kind;
  if (named.some(({ status }) => status.startsWith("5."))) return "failed";
  if (named.length > 0 && named.every(({ status }) => status.startsWith("2."))) return "delivered";
  return kindByWords(message.subject, notice.lines.join("\n"));
}

function kindOfAction(action: string): Kind | null {
  if (/^(?:fail|expired|deliverable-failed|permanent)/.test(action)) return "failed";
  if (/^delay/.test(action)) return "delayed";
  return /^(?:deliver|relay|expand|success)/.test(action) ? "delivered" : null;
}

/** What is worked out once for all recipients of a report. */
interface Words {
  readonly kind: Kind;
  readonly blocks: ReadonlyMap<string, string>;
  /** What servers said anywhere in the notice. */
  readonly said: string;
  readonly notice: string;
}

function wordsOf(kind: Kind, mentions: readonly Mention[], notice: Notice): Words {
  const blocks = new Map(mentions.map(({ address, block }) => [address.toLowerCase(), block]));
  return { kind, blocks, said: spokenLines(notice.lines), notice: notice.lines.join(" ").slice(0, 3000) };
}

/** Recipients beyond these are judged by less of their text, so that a hostile report stays cheap. */
const JUDGED_IN_FULL = 100;

function finish(one: NamedRecipient, index: number, words: Words): DeliveryReport["recipients"][number] {
  const room = index < JUDGED_IN_FULL ? 1000 : 200;
  const block = (words.blocks.get(one.address.toLowerCase()) ?? "").slice(0, 2 * room);
  const said = one.diagnostic || spokenLines(block.split("\n")) || words.said || block || words.notice;
  const diagnostic = said
    .slice(0, 2 * room)
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, room);
  const isExact = one.status !== "" && !one.status.endsWith(".0.0");
  const others = isExact || index >= JUDGED_IN_FULL ? [] : [words.said, words.notice];
  const verdict = judge(diagnostic, one.status, [block, ...others]);
  return {
    address: one.address,
    action: one.action || words.kind,
    status: verdict.status,
    class: words.kind === "failed" ? verdict.class : "soft",
    diagnostic,
  };
}
