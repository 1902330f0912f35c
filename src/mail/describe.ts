import { iso } from "../values/instant.ts";
import { type SafeHtmlOptions, safeHtml } from "./html.ts";
import type { Address, Attachment, Defect, Message } from "./message.ts";
import type { Authentication, DeliveryReport, Forward, Origin, Reading } from "./reading.ts";

/** A reading as plain JSON, the same shape everywhere a mail is explained. Keys are there even where nothing is known. */
export interface Described {
  readonly unreadable: { readonly because: string; readonly detail: string } | null;
  readonly message: {
    readonly from: Address | null;
    readonly replyTo: readonly Address[];
    readonly to: readonly Address[];
    readonly cc: readonly Address[];
    readonly subject: string;
    /** ISO 8601 in UTC. */
    readonly date: string | null;
    readonly messageId: string | null;
    readonly inReplyTo: readonly string[];
    readonly references: readonly string[];
  } | null;
  readonly text: string | null;
  readonly visibleText: string | null;
  /** The safe subset only. */
  readonly html: string | null;
  readonly attachments: readonly Omit<Attachment, "path">[];
  readonly origin: Origin | null;
  readonly deliveryReport: Omit<DeliveryReport, "because"> | null;
  readonly forward: Forward | null;
  readonly authentication: Authentication | null;
  readonly defects: readonly Defect[];
}

const NOTHING = {
  message: null,
  text: null,
  visibleText: null,
  html: null,
  attachments: [],
  origin: null,
  deliveryReport: null,
  forward: null,
  authentication: null,
  defects: [],
} as const;

/** What `explain` and the pages tell of a mail. Images shown in the body keep their `cid:` addresses unless `cid` gives others. */
export function describeReading(
  reading: Reading,
  cid: SafeHtmlOptions["cid"] = (id) => `cid:${id}`,
): Described {
  if (reading.kind === "unreadable") {
    return { unreadable: { because: reading.because, detail: reading.detail }, ...NOTHING };
  }
  const { message, origin, split, deliveryReport, forward, authentication } = reading;
  return {
    unreadable: null,
    message: envelopeOf(message),
    text: message.text,
    visibleText: split.visible,
    html: message.html === null ? null : safeHtml(message.html, { cid }),
    attachments: message.attachments.map(({ path: _path, ...shown }) => shown),
    origin,
    deliveryReport,
    forward,
    authentication,
    defects: message.defects,
  };
}

function envelopeOf(message: Message): NonNullable<Described["message"]> {
  return {
    from: message.from,
    replyTo: message.replyTo,
    to: message.to,
    cc: message.cc,
    subject: message.subject,
    date: message.date === null || Math.abs(message.date) > 8.64e15 ? null : iso(message.date),
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
  };
}
