import { readAuthentication } from "./authentication.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import { readForward } from "./forward.ts";
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
    const deliveryReport = readDeliveryReport(message);
    return {
      kind: "message",
      message,
      origin: classifyOrigin(message, own, deliveryReport),
      split: splitReply(message.text, { html: message.html, subject: message.subject }),
      deliveryReport,
      forward: readForward(message),
      authentication: readAuthentication(message, receiver),
    };
  } catch (error) {
    return {
      kind: "unreadable",
      because: "malformed",
      detail: error instanceof Error ? error.message : "unknown",
    };
  }
}
