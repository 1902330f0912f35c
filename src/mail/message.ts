import type { Instant } from "../values/instant.ts";

/** A mailbox of RFC 5322 §3.4: a display-name (may be empty) and an addr-spec, domain lower-cased. */
export interface Address {
  readonly name: string;
  readonly address: string;
}

/** Decoded header fields by lower-cased name, in order of appearance (RFC 5322 §2.2). No CR, LF or NUL in a value. */
export type HeaderFields = ReadonlyMap<string, readonly string[]>;

/** A part that is kept as a file. Its bytes stay in the raw mail; `path` finds them again. */
export interface Attachment {
  /** Safe to show and to save under: no path, no control or direction characters, at most 200 characters. */
  readonly filename: string;
  /** Lower-cased `type/subtype`. */
  readonly contentType: string;
  /** Decoded size in bytes. */
  readonly size: number;
  /** Of the decoded bytes, hex. */
  readonly sha256: string;
  /** Without angle brackets (RFC 2392); null where there is none. */
  readonly contentId: string | null;
  /** Shown inside the body: disposition inline, or referred to by the HTML through `cid:`. */
  readonly inline: boolean;
  /** MIME part path as IMAP numbers it, e.g. `2.1` (RFC 3501 §6.4.5); a part inside a TNEF file: `2/tnef/0`; uuencoded: `1/uu/0`. */
  readonly path: string;
}

/** Something wrong with the mail that was read around, or something cut because of a bound. */
export interface Defect {
  readonly code: string;
  readonly detail: string;
}

/** An Internet message as values. Text is Unicode without NUL; line ends are LF. */
export interface Message {
  readonly from: Address | null;
  readonly sender: Address | null;
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  readonly date: Instant | null;
  /** With angle brackets, as RFC 5322 §3.6.4 writes a msg-id; null where there is none. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly headers: HeaderFields;
  /** The header block as it came: one entry a field in order, name as written, value unfolded but not decoded. For proof of sender. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** Content-Type of the whole mail, lower-cased, with its parameters. */
  readonly contentType: { readonly type: string; readonly params: Readonly<Record<string, string>> };
  /** The text a reader sees: the text/plain body, or made from HTML where there is none. */
  readonly text: string;
  /** The HTML body as it came; never shown without `safeHtml`. Null where there is none. */
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
  /** Decoded text of machine-readable parts: message/delivery-status, message/feedback-report, text/rfc822-headers, embedded message/rfc822 (header and start of body). */
  readonly reportParts: readonly {
    readonly contentType: string;
    readonly text: string;
    readonly path: string;
  }[];
  readonly defects: readonly Defect[];
}

/** Reading a mail never throws: a mail we cannot read is kept, shown and counted like any other. */
export type Parsed =
  | { readonly kind: "message"; readonly message: Message }
  | {
      readonly kind: "unreadable";
      readonly because: "empty" | "malformed" | "too-slow" | "too-large" | "parser-died";
      readonly detail: string;
    };
