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
  /** What keeps it in one conversation in Outlook and Exchange. */
  readonly thread?: { readonly topic: string; readonly index: string };
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

/** A word of more than 998 characters could not be folded (RFC 5322 §2.1.1). */
const MAX_SUBJECT = 800;
const MAX_FILENAME = 200;

/**
 * Renders a mail to the bytes that are stored and sent (RFC 5322, MIME). Same draft, same bytes: boundaries are derived
 * from the msg-id. No line is longer than 998 bytes, and all is ASCII unless an address has other letters before its @.
 */
export async function compose(draft: Draft): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: named(draft.from),
    ...(draft.replyTo ? { replyTo: named(draft.replyTo) } : {}),
    to: draft.to.map(named),
    cc: (draft.cc ?? []).map(named),
    subject: draft.subject.slice(0, MAX_SUBJECT),
    date: new Date(draft.date),
    messageId: draft.msgId,
    ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
    references: cappedReferences(draft.references),
    text: withLineEnds(draft.text),
    ...(draft.html === null ? {} : { html: withLineEnds(draft.html) }),
    headers: { ...automaticHeaders(draft.automatic), ...threadHeaders(draft.thread) },
    attachments: (draft.attachments ?? []).map((file) => ({
      filename: shortened(file.filename),
      contentType: wireType(file),
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

/** The end of a name tells what the file is. */
function shortened(filename: string): string {
  if (filename.length <= MAX_FILENAME) return filename;
  const dot = filename.lastIndexOf(".");
  const end = dot > 0 && filename.length - dot <= 20 ? filename.slice(dot) : "";
  return filename.slice(0, MAX_FILENAME - end.length) + end;
}

/**
 * An attached mail must not be encoded (RFC 2046 §5.2.1). One that cannot travel as it is, by its letters or the length of
 * its lines, goes as a plain file, which may be.
 */
function wireType({ contentType, content }: { readonly contentType: string; readonly content: Uint8Array }) {
  if (!/^message\//i.test(contentType)) return contentType;
  let line = 0;
  let before = 0;
  for (const byte of content) {
    line = byte === 0x0a ? 0 : line + 1;
    const halfEnd = (byte === 0x0a) !== (before === 0x0d);
    if (byte > 0x7f || byte === 0 || line > 999 || halfEnd) return "application/octet-stream";
    before = byte;
  }
  return before === 0x0d ? "application/octet-stream" : contentType;
}

/** A lone CR or LF would be made a line end on the way, behind the back of a signature. */
function withLineEnds(text: string): string {
  return text.replaceAll(/\r\n|\r|\n/g, "\r\n");
}

function named({ name, address }: Address) {
  return { name, address };
}

function automaticHeaders(kind: Draft["automatic"]): Record<string, string> {
  if (kind === null) return {};
  // Not "All": it would silence delivery reports too.
  return { "Auto-Submitted": kind, "X-Auto-Response-Suppress": "OOF, AutoReply, RN, NRN" };
}

function threadHeaders(thread: Draft["thread"]): Record<string, string> {
  if (thread === undefined) return {};
  return { "Thread-Topic": thread.topic.slice(0, MAX_SUBJECT), "Thread-Index": thread.index };
}

function cappedReferences(references: readonly string[]): string[] {
  const unique = [...new Set(references)];
  return unique.length <= MAX_REFERENCES ? unique : [unique[0]!, ...unique.slice(1 - MAX_REFERENCES)];
}
