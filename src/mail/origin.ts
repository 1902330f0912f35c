import type { Message } from "./message.ts";
import type { Origin } from "./reading.ts";

/** What the desk knows of itself: its addresses (lower-cased) and the domain of the Message-IDs it mints. */
export interface Own {
  readonly addresses: readonly string[];
  readonly messageIdDomain: string;
}

/** Who or what wrote a mail, by the signs of RFC 3834 and RFC 2919. */
export function classifyOrigin(message: Message, own?: Own): Origin {
  if (own !== undefined && message.messageId?.endsWith(`@${own.messageIdDomain}>`)) {
    return { kind: "own", because: "its Message-ID was minted here", mayAutoReply: false };
  }
  const submitted = message.headers.get("auto-submitted")?.[0]?.toLowerCase() ?? "no";
  if (submitted !== "no") {
    const kind = submitted.startsWith("auto-replied") ? "auto-replied" : "auto-generated";
    return { kind, because: `auto-submitted: ${submitted}`, mayAutoReply: false };
  }
  if (message.headers.has("list-id")) return { kind: "list", because: "list-id", mayAutoReply: false };
  return { kind: "person", because: "no sign of a machine", mayAutoReply: message.from !== null };
}
