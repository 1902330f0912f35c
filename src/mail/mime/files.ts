import { BOUNDS } from "../bounds.ts";
import { decodeBytes } from "../charset/decode.ts";
import { headerText } from "../header/text.ts";
import type { Attachment, Message } from "../message.ts";
import { lineFeeds } from "../text/line-feeds.ts";
import { digestOf, digestOfBytes, partBytes } from "./bytes.ts";
import { nameFor, safeFilename } from "./filename.ts";
import { contentId, type Leaf } from "./leaves.ts";
import type { Part } from "./part.ts";

type FileLeaf = Extract<Leaf, { kind: "file" }>;
type ReportPart = Message["reportParts"][number];

/** Parts that machines wrote for machines. */
const REPORT_TYPES = new Set([
  "message/delivery-status",
  "message/global-delivery-status",
  "message/feedback-report",
  "message/disposition-notification",
  "message/global-disposition-notification",
  "message/rfc822",
  "message/global",
  "message/global-headers",
  "text/rfc822-headers",
  "text/calendar",
]);
const EMBEDDED = new Set(["message/rfc822", "message/global"]);

/** The files of a mail with their digests. `html` tells by `cid:` which of them the body shows. */
export function filesOf(leaves: readonly Leaf[], html: string | null): Attachment[] {
  const shown = referredIds(html ?? "");
  return leaves
    .filter((leaf) => leaf.kind === "file" || leaf.kind === "unpacked")
    .map((leaf, index) =>
      leaf.kind === "file" ? attachmentOf(leaf, index + 1, shown) : unpackedOf(leaf, shown),
    );
}

function unpackedOf({ file }: Extract<Leaf, { kind: "unpacked" }>, shown: ReadonlySet<string>): Attachment {
  const { bytes, ...rest } = file;
  const inline = file.contentId !== null && shown.has(file.contentId.toLowerCase());
  return { ...rest, ...digestOfBytes(bytes), inline };
}

function attachmentOf({ part, filename }: FileLeaf, number: number, shown: ReadonlySet<string>): Attachment {
  const id = contentId(part);
  return {
    filename: filename === "" ? nameOf(part, number) : filename,
    contentType: part.type,
    ...digestOf(part),
    contentId: id,
    inline: part.disposition === "inline" || (id !== null && shown.has(id.toLowerCase())),
    path: part.path,
  };
}

/** An embedded mail is known by its subject. */
function nameOf(part: Part, number: number): string {
  if (!EMBEDDED.has(part.type)) return nameFor(part.type, number);
  const start = partBytes({ ...part, end: Math.min(part.end, part.start + 32 * 1024) }).toString("latin1");
  const subject = /(?:^|\n)subject:[ \t]{0,9}([^\r\n]{0,500}(?:\r?\n[ \t][^\r\n]{0,500}){0,5})/i.exec(
    start,
  )?.[1];
  const name = safeFilename(headerText(subject ?? "", null).slice(0, 120));
  return name === "" ? `message-${number}.eml` : `${name}.eml`;
}

/** RFC 2392: ids are percent-encoded in a `cid:` address; compared without case, as clients do. */
function referredIds(html: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, id] of html.matchAll(/\bcid:([^"'\s<>)\\]{1,500})/gi)) {
    ids.add(unescapeId(id!).toLowerCase());
    if (ids.size >= BOUNDS.parts) break;
  }
  return ids;
}

function unescapeId(id: string): string {
  return id.replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A mail attached as the file it was saved in: webmail and gateways do not know its type. Its first line must be a field. */
function isSavedMail({ part, filename }: FileLeaf): boolean {
  if (!/\.eml$/i.test(filename)) return false;
  const start = partBytes({ ...part, end: Math.min(part.end, part.start + 4096) }).toString("latin1");
  return /^[\r\n]{0,4}[!-9;-~]{1,60}:\s/.test(start) && /(?:^|\n)from:/i.test(start);
}

/** The texts of machine-readable parts; embedded mails one character a byte, so that they can be parsed again. */
export function reportPartsOf(leaves: readonly Leaf[]): ReportPart[] {
  let room: number = BOUNDS.reportChars;
  const found: ReportPart[] = [];
  for (const leaf of leaves) {
    if (leaf.kind !== "file" || room <= 0) continue;
    const { part } = leaf;
    const type = REPORT_TYPES.has(part.type) ? part.type : isSavedMail(leaf) ? "message/rfc822" : null;
    if (type === null) continue;
    const most = part.start + Math.ceil(room * (part.encoding === "identity" ? 1 : 3));
    const bytes = partBytes({ ...part, end: Math.min(part.end, most) }).subarray(0, room);
    const text = EMBEDDED.has(type)
      ? bytes.toString("latin1")
      : lineFeeds(decodeBytes(bytes, part.params["charset"] ?? null, "undeclared").text);
    found.push({ contentType: type, text, path: part.path });
    room -= text.length;
  }
  return found;
}
