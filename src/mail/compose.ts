import MailComposer from "nodemailer/lib/mail-composer";
import type { Instant } from "../values/instant.ts";
import type { Address } from "./message.ts";

/** A mail to be rendered. Header values must already be free of CR, LF and NUL; `compose` refuses nothing. */
export interface Draft {
  readonly from: Address;
  readonly replyTo: Address | null;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  readonly subject: string;
  readonly date: Instant;
  /** With angle brackets. */
  readonly msgId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  readonly html: string | null;
  /** Mail that nobody wrote says so (RFC 3834 §5), and asks other systems to stay silent. */
  readonly automatic: "auto-replied" | "auto-generated" | null;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
    readonly contentId: string | null;
    readonly inline: boolean;
  }[];
}

/** References grow with each reply; servers refuse very long header fields. The first and the newest are kept. */
const MAX_REFERENCES = 20;

/**
 * Renders a mail to the bytes that are stored and sent (RFC 5322, MIME). Same draft, same bytes: boundaries are derived
 * from the msg-id.
 */
export async function compose(draft: Draft): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: named(draft.from),
    ...(draft.replyTo ? { replyTo: named(draft.replyTo) } : {}),
    to: draft.to.map(named),
    cc: (draft.cc ?? []).map(named),
    subject: draft.subject,
    date: new Date(draft.date),
    messageId: draft.msgId,
    ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
    references: cappedReferences(draft.references),
    text: draft.text,
    ...(draft.html === null ? {} : { html: draft.html }),
    headers: automaticHeaders(draft.automatic),
    attachments: (draft.attachments ?? []).map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: Buffer.from(file.content),
      ...(file.contentId ? { cid: file.contentId } : {}),
      contentDisposition: file.inline ? ("inline" as const) : ("attachment" as const),
    })),
    baseBoundary: draft.msgId.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 30),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "\r\n",
  });
  return composer.compile().build();
}

function named({ name, address }: Address) {
  return { name, address };
}

function automaticHeaders(kind: Draft["automatic"]): Record<string, string> {
  if (kind === null) return {};
  // Not "All": it would silence delivery reports too.
  return { "Auto-Submitted": kind, "X-Auto-Response-Suppress": "OOF, AutoReply, RN, NRN" };
}

function cappedReferences(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.length <= MAX_REFERENCES ? unique : [unique[0]!, ...unique.slice(1 - MAX_REFERENCES)];
}
