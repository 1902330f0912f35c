import { readAuthentication } from "./authentication.ts";
import { BOUNDS } from "./bounds.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import { readForward } from "./forward.ts";
import type { Message } from "./message.ts";
import { classifyOrigin, type Own } from "./origin.ts";
import { parseMessage } from "./parse.ts";
import type { Reading, Receiver } from "./reading.ts";
import { splitReply } from "./reply-text.ts";

/** Everything one mail says, before any ticket is looked at. Never throws; see `parseMessage` for what is unreadable. */
export function readMail(bytes: Uint8Array, receiver: Receiver, own?: Own): Reading {
  const parsed = parseMessage(bytes);
  if (parsed.kind === "unreadable") return parsed;
  const { message } = parsed;
  try {
    const short = withinLines(message);
    const deliveryReport = readDeliveryReport(short);
    return {
      kind: "message",
      message: short === message ? message : { ...message, defects: short.defects },
      origin: classifyOrigin(short, own, deliveryReport),
      split: splitReply(short.text, {
        html: short.html,
        subject: short.subject,
        author: short.from?.name ?? "",
      }),
      deliveryReport,
      forward: readForward(short),
      authentication: readAuthentication(short, receiver),
    };
  } catch (error) {
    return {
      kind: "unreadable",
      because: "malformed",
      detail: error instanceof Error ? error.message : "unknown",
    };
  }
}

/** What is read line by line ends after `lines` lines or `lineChars` characters; nobody wrote more by hand. */
function withinLines(message: Message): Message {
  const end = lineBound(message.text);
  const html = message.html === null ? null : message.html.slice(0, BOUNDS.lineChars);
  if (end === message.text.length && html?.length === message.html?.length) return message;
  const defect = {
    code: "lines-cut",
    detail: `what was written is looked for up to character ${end} of the text`,
  };
  return { ...message, text: message.text.slice(0, end), html, defects: [...message.defects, defect] };
}

function lineBound(text: string): number {
  let at = -1;
  for (let line = 0; line < BOUNDS.lines; line++) {
    at = text.indexOf("\n", at + 1);
    if (at === -1 || at > BOUNDS.lineChars) return Math.min(text.length, BOUNDS.lineChars);
  }
  return at;
}
