import { BOUNDS } from "./bounds.ts";
import { readEnvelope } from "./header/fields.ts";
import { htmlToText } from "./html/to-text.ts";
import type { Parsed } from "./message.ts";
import { type Body, bodyOf, boundedHtml, boundedText } from "./mime/body.ts";
import { partBytes } from "./mime/bytes.ts";
import { filesOf, reportPartsOf } from "./mime/files.ts";
import { type Leaf, leavesOf } from "./mime/leaves.ts";
import { openMail } from "./mime/open.ts";
import type { Part } from "./mime/part.ts";
import { type Inner, invitationText, openContainers } from "./unpack/containers.ts";

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
  const { leaves, inner } = openContainers(leavesOf(root), defects);
  const body = bodyOf(leaves, defects);
  const { text, html } = body.text === "" ? insteadOf(root, body, inner, leaves) : body;
  const attachments = filesOf([...leaves, ...body.unpacked], html);
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

const EMBEDDED = new Set(["message/rfc822", "message/global"]);

/** A mail that is nothing but another mail shows that one's words; a mail in that one is not opened. */
function embedded(root: Part): Pick<Body, "text" | "html"> {
  const opened = openMail(partBytes(root));
  return opened === null ? { text: "", html: null } : bodyOf(leavesOf(opened.root), []);
}

/** A mail without a body of its own says what its TNEF container or its invitation says. */
function insteadOf(
  root: Part,
  body: Body,
  inner: Inner | null,
  leaves: readonly Leaf[],
): Pick<Body, "text" | "html"> {
  if (inner !== null && (inner.text !== null || inner.html !== null)) {
    const html = inner.html === null ? body.html : boundedHtml(inner.html);
    return { text: boundedText(inner.text || htmlToText(inner.html ?? "")), html };
  }
  const [only] = leaves;
  if (only?.kind === "file" && only.part === root && EMBEDDED.has(root.type)) return embedded(root);
  return { text: boundedText(invitationText(leaves)), html: body.html };
}
