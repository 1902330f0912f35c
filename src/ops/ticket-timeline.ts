import type { Instant } from "../values/instant.ts";
import type { Json } from "../values/json.ts";

export interface TimelineMessage {
  readonly id: string;
  readonly at: Instant;
  readonly outboundId: string | null;
  readonly inboundId: string | null;
}
export interface TimelineEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly type: string;
  readonly actor: string;
  readonly agent: string | null;
  readonly because: string;
  readonly data: Json;
}
export interface TimelineMailOut {
  readonly id: string;
  readonly createdAt: Instant;
  readonly messageId: string | null;
}
export interface TimelineMailIn {
  readonly id: string;
  readonly seenAt: Instant;
  readonly receivedAt: Instant | null;
}

export type TimelineEntry<M, O, I> =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly at: Instant;
      readonly message: M;
      readonly mails: readonly O[];
    }
  | { readonly kind: "event"; readonly key: string; readonly at: Instant; readonly event: TimelineEvent }
  /** A mail of ours that is no message of a person: an acknowledgement, a notice. */
  | { readonly kind: "mail-out"; readonly key: string; readonly at: Instant; readonly mail: O }
  /** A mail that belongs here and became no message: a command, a delivery report, a duplicate. */
  | { readonly kind: "mail-in"; readonly key: string; readonly at: Instant; readonly mail: I };

const ORDER = { "mail-in": 0, message: 1, event: 2, "mail-out": 3 } as const;

/**
 * One line of everything that happened to a ticket, oldest first. At the same instant a mail comes before the message it
 * brought, that before what the desk made of it, and that before what the desk sent.
 */
export function timeline<M extends TimelineMessage, O extends TimelineMailOut, I extends TimelineMailIn>(
  messages: readonly M[],
  events: readonly TimelineEvent[],
  mailsOut: readonly O[],
  mailsIn: readonly I[],
): readonly TimelineEntry<M, O, I>[] {
  const carried = new Set(messages.flatMap(({ inboundId, outboundId }) => [inboundId, outboundId]));
  const ids = new Set(messages.map(({ id }) => id));
  const entries: TimelineEntry<M, O, I>[] = [
    ...messages.map((message) => ({
      kind: "message" as const,
      key: `m${message.id}`,
      at: message.at,
      message,
      mails: mailsOut.filter((mail) => mail.id === message.outboundId || mail.messageId === message.id),
    })),
    ...events.map((event) => ({ kind: "event" as const, key: `e${event.seq}`, at: event.at, event })),
    ...mailsOut
      .filter((mail) => !carried.has(mail.id) && !(mail.messageId !== null && ids.has(mail.messageId)))
      .map((mail) => ({ kind: "mail-out" as const, key: `o${mail.id}`, at: mail.createdAt, mail })),
    ...mailsIn
      .filter((mail) => !carried.has(mail.id))
      .map((mail) => ({
        kind: "mail-in" as const,
        key: `i${mail.id}`,
        at: mail.receivedAt ?? mail.seenAt,
        mail,
      })),
  ];
  const seq = (entry: TimelineEntry<M, O, I>): number => (entry.kind === "event" ? entry.event.seq : 0);
  return entries.sort(
    (a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind] || seq(a) - seq(b) || (a.key < b.key ? -1 : 1),
  );
}

/** What an event says of itself in words: `status → open`, `told: breach`. Codes we do not know are shown as they are. */
export function eventWords({ type, data }: Pick<TimelineEvent, "type" | "data">): string {
  const words = WORDS[type] ?? type.replaceAll(/[_.-]/g, " ");
  const detail = typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Detail) : {};
  if (typeof detail.to === "string") return `${words} → ${detail.to.replaceAll("_", " ")}`;
  const which = detail.rung ?? detail.incident;
  return typeof which === "string" ? `${words}: ${which}` : words;
}

interface Detail {
  readonly to?: Json;
  readonly rung?: Json;
  readonly incident?: Json;
}

const WORDS: Readonly<Record<string, string>> = {
  created: "ticket opened",
  customer_message: "the customer wrote",
  agent_reply: "an agent answered",
  reply_accepted: "the answer was accepted by the mail server",
  reply_failed: "the answer could not be sent",
  reply_undeliverable: "the answer came back undelivered",
  mail_undelivered: "a mail came back undelivered",
  mail_maybe_undelivered: "a report says a mail came back, and does not prove it",
  mail_delayed: "a mail is delayed on its way",
  mail_arrived: "a mail was reported delivered",
  complaint: "the recipient called a mail unwanted",
  status: "status",
  severity: "severity",
  plan: "plan",
  calendar: "service hours",
  policy: "policy version",
  cancelled: "clocks cancelled",
  assigned: "assigned",
  sorted: "kind or service set",
  sort_confirmed: "looked at: it is sorted as it stands",
  customer: "given to a customer",
  recipients: "recipients changed",
  allowed: "held mail or people allowed",
  answer_held: "answer held: another was faster",
  merged: "merged into another ticket",
  unmerged: "a merge was taken back",
  restored: "a ticket of its own again",
  thanked: "only thanks: it stays as it was",
  unproved_told: "told the agent of an unproved mail in their name",
  noted: "internal note",
  status_told: "answered where it stands",
  status_asked: "asked where it stands again",
  close_asked: "asked to close what is closed",
  customer_urgent: "the customer says it is urgent",
  language: "goes on in another language",
  rated: "the customer says how it was",
  worked: "working time written down",
  closed: "closed",
  merged_in: "another ticket was merged in",
  moved_in: "a message came from another ticket",
  moved_away: "a message went to another ticket",
  rung_told: "told of the promise",
  price_offered: "asked the customer to accept a price",
  price_answered: "the customer answered the price",
  vendor_notice: "a notice of the vendor’s was recognised",
  incident_linked: "hangs on a published incident",
  incident_unlinked: "hangs on a published incident no more",
  incident_update: "said how a published incident stands",
  incident_told: "told the customer of a published incident",
  hook_failed: "a webhook could not be told",
  rung_acknowledged: "somebody acknowledged the word of the promise",
  manager_asked: "the customer asked for a manager",
  slip_offered: "offered to tell the customer of a delay",
  mail_cancelled: "a mail was not sent, because it was no longer true",
  slip_told: "told the customer of a delay",
  held_unverified: "held: the sender is not proved",
  agent_mail_held: "an agent's mail was held",
};
