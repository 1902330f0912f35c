import { BOUNDS } from "./bounds.ts";
import { readEnvelope } from "./header/fields.ts";
import type { Parsed } from "./message.ts";
import { bodyOf } from "./mime/body.ts";
import { filesOf, reportPartsOf } from "./mime/files.ts";
import { leavesOf } from "./mime/leaves.ts";
import { openMail } from "./mime/open.ts";

const MOST_DEFECTS = 100;

/**
 * Reads the bytes of an Internet mail (RFC 5322, MIME) as values. Never throws, whatever the bytes.
 *
 * What is wrong with the mail is read around and named in `defects`; so is what a bound cut off. Unreadable are only
 * nothing at all, bytes that are no text and have no header, and mails over `mailBytes`. Linear in the mail's size.
 */
export function parseMessage(bytes: Uint8Array): Parsed {
  if (bytes.length > BOUNDS.mailBytes) {
    return {
      kind: "unreadable",
      because: "too-large",
      detail: `${bytes.length} bytes, at most ${BOUNDS.mailBytes}`,
    };
  }
  try {
    return read(bytes);
  } catch (error) {
    return {
      kind: "unreadable",
      because: "malformed",
      detail: error instanceof Error ? error.message : "unknown",
    };
  }
}

function read(raw: Uint8Array): Parsed {
  const opened = openMail(raw);
  if (opened === null) return { kind: "unreadable", because: "empty", detail: "no bytes but white space" };
  const { fields, root, bodyCharset, defects } = opened;
  if (fields.length === 0) {
    if (root.bytes.subarray(0, 4096).includes(0)) {
      return { kind: "unreadable", because: "malformed", detail: "no header, and the bytes are no text" };
    }
    defects.push({ code: "header-missing", detail: "no header field at all" });
  }
  const envelope = readEnvelope(fields, bodyCharset, defects);
  const leaves = leavesOf(root);
  const { text, html } = bodyOf(leaves, defects);
  const attachments = filesOf(leaves, html);
  const contentType = { type: root.type, params: root.params };
  const reportParts = reportPartsOf(leaves);
  return {
    kind: "message",
    message: {
      ...envelope,
      contentType,
      text,
      html,
      attachments,
      reportParts,
      defects: defects.slice(0, MOST_DEFECTS),
    },
  };
}
