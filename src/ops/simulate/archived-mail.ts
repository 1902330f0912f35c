import type { ArchivedMail } from "../../conversation/archive.ts";
import { readDate } from "../../mail/header/date.ts";
import type { MboxMail } from "../../mail/mbox.ts";
import type { Message } from "../../mail/message.ts";
import { classifyOrigin } from "../../mail/origin.ts";
import { parseMessage } from "../../mail/parse.ts";
import type { ClockEvent, Severity } from "../../sla/event.ts";
import { fromMs, type Instant } from "../../values/instant.ts";

/** Why a mail of an archive says nothing about promises. */
export type Skipped = "unreadable" | "automatic" | "without a date" | "without a sender";

const EARLIEST = Date.UTC(1995, 0, 1);

/**
 * A mail of an archive as far as promises go. It counts from the time of its topmost Received field (its arrival in this
 * mailbox), else its Date, else the separator line. `ours`: addresses of the desk, or `@domain` for all of a domain.
 */
export function readArchived(
  { postmark, head }: MboxMail,
  ours: readonly string[],
  until: Instant,
): ArchivedMail | Skipped {
  const parsed = parseMessage(head);
  if (parsed.kind === "unreadable") return "unreadable";
  const { message } = parsed;
  if (message.from === null || !message.from.address.includes("@")) return "without a sender";
  const origin = classifyOrigin(message).kind;
  // An archive of a shared mailbox may have come through a list.
  if (origin !== "person" && origin !== "list") return "automatic";
  const at = arrivedAt(message, postmark);
  if (at === null || at < EARLIEST || at > until) return "without a date";
  const parents = [...message.references, ...message.inReplyTo].map(alone);
  const messageId = message.messageId === null ? null : alone(message.messageId);
  return { at, messageId, parents, by: isOurs(message.from.address, ours) ? "desk" : "customer" };
}

/** A text of its own: one cut out of a mail would keep all of the mail in memory. */
function alone(text: string): string {
  return Buffer.from(text).toString();
}

function arrivedAt({ headers, date }: Message, postmark: string): Instant | null {
  const received = headers.get("received")?.[0];
  const stamped = received === undefined ? null : readDate(received.slice(received.lastIndexOf(";") + 1));
  return stamped ?? date ?? readDate(postmark);
}

function isOurs(address: string, ours: readonly string[]): boolean {
  const [local = "", domain = ""] = splitAt(address.toLowerCase());
  const plain = `${local.split("+")[0]}@${domain}`;
  return ours.some((own) => own.toLowerCase() === plain || own.toLowerCase() === `@${domain}`);
}

function splitAt(address: string): readonly string[] {
  const at = address.lastIndexOf("@");
  return [address.slice(0, at), address.slice(at + 1)];
}

/**
 * A conversation of an archive as a ticket: its first mail opens it, later ones of the customer are messages, those of the
 * desk answers. Null: the customer wrote nothing, or nothing before the desk was done.
 */
export function ticketOf(
  thread: readonly ArchivedMail[],
  defaults: { readonly plan: string; readonly severity: Severity },
): readonly ClockEvent[] | null {
  const [first] = thread;
  if (first === undefined || !thread.some(({ by }) => by === "customer")) return null;
  const opening: ClockEvent = {
    seq: 0,
    at: first.at,
    type: "created",
    by: first.by === "desk" ? "agent" : "customer",
    ...defaults,
  };
  return [
    opening,
    ...thread.map(({ at, by }, n): ClockEvent => {
      const seq = n + 1;
      if (by === "customer") return { seq, at: fromMs(at), type: "customer_message" };
      return { seq, at: fromMs(at), type: "agent_reply", mail: String(seq), provisional: false };
    }),
  ];
}
