import { Buffer } from "node:buffer";
import { readAttributionLine } from "./forward/attribution-line.ts";
import { unflattenHeaders } from "./forward/flat-header.ts";
import { findInlineForward, type InlineForward } from "./forward/inline.ts";
import { readPeople, readSender } from "./forward/people.ts";
import type { Message } from "./message.ts";
import { parseMessage } from "./parse.ts";
import type { Forward } from "./reading.ts";
import { bannerEnd } from "./reply-text/banner.ts";
import { classifyLines } from "./reply-text/lines.ts";
import { readPrefix, withoutPrefixes } from "./reply-text/prefix.ts";
import { findTail } from "./reply-text/tail.ts";
import { trimLines } from "./reply-text/trim.ts";

const EMBEDDED = new Set(["message/rfc822", "message/global"]);

/**
 * The mail that was passed on, attached or inside the text; null where the message is no forward.
 *
 * Of nested forwards the outermost. A separator line or a forward's subject prefix makes it sure; a header block alone
 * gives little confidence; a reply over a quoted header block is none. Never throws.
 */
export function readForward(message: Message): Forward | null {
  const signs = { prefix: readPrefix(message.subject), answers: message.inReplyTo.length > 0 };
  const inline = findInlineForward(classifyLines(unflattenHeaders(message.text)), signs);
  if (inline !== null && inline.confidence >= 0.7) return fromInline(inline, message);
  return readAttached(message) ?? (inline && fromInline(inline, message));
}

/** A mail attached whole (RFC 2046 §5.2.1); the one inside a delivery or feedback report is no forward. */
function readAttached(message: Message): Forward | null {
  if (message.contentType.type === "multipart/report") return null;
  const part = message.reportParts.find(({ contentType }) => EMBEDDED.has(contentType));
  if (
    part === undefined ||
    message.reportParts.some(({ contentType }) => /-status$|-report$/.test(contentType))
  )
    return null;
  const parsed = parseMessage(Buffer.from(part.text, "latin1"));
  if (parsed.kind === "unreadable") return null;
  const { from, to, cc, subject, text, headers } = parsed.message;
  const prefix = readPrefix(message.subject);
  return {
    from,
    to,
    cc,
    subject,
    date: headers.get("date")?.[0] ?? "",
    text: trimLines(text),
    above: written(message.text.split("\n")),
    confidence: prefix === "forward" ? 0.98 : prefix === "reply" ? 0.6 : 0.9,
  };
}

function fromInline(inline: InlineForward, message: Message): Forward {
  const { fields } = inline;
  const line = inline.introducedBy === "line" ? readAttributionLine(fields.get("sender") ?? "") : null;
  const above = [written(inline.above), written(inline.below)].filter((text) => text !== "").join("\n\n");
  return {
    from: line === null ? readSender(fields.get("sender") ?? "") : line.from,
    to: readPeople(fields.get("to") ?? ""),
    cc: readPeople(fields.get("cc") ?? ""),
    subject: fields.get("subject") ?? withoutPrefixes(message.subject),
    date: line?.date ?? fields.get("date") ?? "",
    text: trimLines(inline.body.join("\n")),
    above,
    confidence: inline.confidence,
  };
}

/** What the forwarder wrote, without signature, small print and client footer. */
function written(whole: readonly string[]): string {
  const lines = whole.slice(bannerEnd(whole));
  const cut = findTail(lines);
  return trimLines(
    lines.filter((_, at) => !cut.some(({ start, end }) => at >= start && at < end)).join("\n"),
  );
}
