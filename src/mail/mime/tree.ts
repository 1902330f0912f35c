import { BOUNDS } from "../bounds.ts";
import { type RawField, readHeaderBlock } from "../header/block.ts";
import { parameter, readParameters } from "../header/parameters.ts";
import type { Defect } from "../message.ts";
import { signedContent } from "../unpack/signed-data.ts";
import { nestSections, type Section, sectionsOf, sniffBoundary } from "./boundary.ts";
import { partBytes } from "./bytes.ts";
import { type Part, rawField } from "./part.ts";
import { decodeTransfer, transferEncoding } from "./transfer.ts";

const CRYPTOGRAPHIC = new Set(["application/pkcs7-mime", "application/x-pkcs7-mime"]);

/** What the walk has used up of its bounds, and what it met. */
export interface Walk {
  parts: number;
  readonly defects: Defect[];
  readonly bodyCharset: string | null;
}

/** A range to read as a part, and how it stands in the tree. */
interface Place {
  readonly path: string;
  readonly depth: number;
  /** RFC 2046 §5.1.5: inside a digest a part without a type is a mail. */
  readonly defaultType: string;
}

/**
 * The MIME tree of a mail whose header has been read (RFC 2045, 2046).
 *
 * Embedded mails are leaves: they are kept whole as files. Over the bounds of depth and number the rest is one leaf, or
 * left out, and `walk.defects` says so. Work is the mail's size times its depth at most.
 */
export function readTree(
  bytes: Buffer,
  fields: readonly RawField[],
  body: Section,
  walk: Walk,
  place: Place = { path: "", depth: 0, defaultType: "text/plain" },
): Part {
  walk.parts += 1;
  const type = readParameters(rawField(fields, "content-type") ?? "", walk.bodyCharset);
  const disposition = readParameters(rawField(fields, "content-disposition") ?? "", walk.bodyCharset);
  const part: Part = {
    path: place.path === "" ? "1" : place.path,
    fields,
    type: mediaType(type.value, place.defaultType),
    params: type.params,
    disposition: disposition.value,
    dispositionParams: disposition.params,
    encoding: transferEncoding(rawField(fields, "content-transfer-encoding")),
    bytes,
    start: body.start,
    end: body.end,
    children: [],
  };
  if (part.type === "multipart/encrypted") {
    walk.defects.push({ code: "pgp-encrypted", detail: `part ${part.path} is an encrypted mail` });
  }
  if (part.type.startsWith("multipart/")) return readMultipart(part, walk, place);
  return CRYPTOGRAPHIC.has(part.type) ? readSigned(part, walk, place) : part;
}

/** An opaque signature is shown as what it signs, and kept beside it; what is encrypted stays a file. */
function readSigned(part: Part, walk: Walk, place: Place): Part {
  const bytes = place.depth < BOUNDS.depth ? signedContent(partBytes(part)) : null;
  const kind = bytes === null ? "encrypted" : "signed";
  walk.defects.push({ code: `smime-${kind}`, detail: `part ${part.path} is an S/MIME ${kind} mail` });
  if (bytes === null) return part;
  const block = readHeaderBlock(bytes, 0, bytes.length);
  const body = { start: block.bodyStart, end: bytes.length };
  const inside = { path: `${part.path}.1`, depth: place.depth + 1, defaultType: "text/plain" };
  return {
    ...part,
    type: "multipart/signed",
    children: [readTree(bytes, block.fields, body, walk, inside), part],
  };
}

/** RFC 2045 §5.2; a lone main type and a few misspellings are mended. */
function mediaType(value: string, fallback: string): string {
  if (/^[^/]+\/[^/]+$/.test(value)) return value === "multipart/mixedboundary" ? "multipart/mixed" : value;
  if (value === "text" || value === "text/") return "text/plain";
  if (value === "multipart" || value === "multipart/") return "multipart/mixed";
  return value === "" ? fallback : value === "html" ? "text/html" : fallback;
}

function readMultipart(part: Part, walk: Walk, place: Place): Part {
  if (place.depth >= BOUNDS.depth) {
    walk.defects.push({ code: "mime-depth", detail: `parts deeper than ${BOUNDS.depth} are left together` });
    return { ...part, type: "application/octet-stream" };
  }
  const decoded = sourceOf(part);
  const found = findSections(decoded, part, walk);
  if (found.length === 0) return withoutBoundary(part, decoded, walk);
  const defaultType = part.type === "multipart/digest" ? "message/rfc822" : "text/plain";
  const children: Part[] = [];
  for (const [index, section] of found.entries()) {
    if (walk.parts >= BOUNDS.parts) {
      walk.defects.push({ code: "mime-parts", detail: `parts after the first ${BOUNDS.parts} are left out` });
      break;
    }
    const block = readHeaderBlock(decoded.bytes, section.start, section.end);
    const path = place.path === "" ? `${index + 1}` : `${place.path}.${index + 1}`;
    const body = { start: block.bodyStart, end: section.end };
    children.push(
      readTree(decoded.bytes, block.fields, body, walk, { path, depth: place.depth + 1, defaultType }),
    );
  }
  return { ...part, path: place.path, bytes: decoded.bytes, children };
}

interface Source {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** RFC 2045 §6.4 forbids encoding a multipart as a whole; where it was done and no delimiter shows, it is undone. */
function sourceOf(part: Part): Source {
  if (part.encoding !== "base64" || part.bytes.subarray(part.start, part.end).includes("\n--")) return part;
  const bytes = decodeTransfer(part.bytes, part.start, part.end, part.encoding);
  return { bytes, start: 0, end: bytes.length };
}

function findSections(source: Source, part: Part, walk: Walk): Section[] {
  const declared = (parameter(part.params, "boundary") ?? "").trimEnd();
  const room = BOUNDS.parts + 1;
  if (declared !== "") {
    const sections = sectionsOf(source.bytes, source.start, source.end, declared, room);
    if (sections.length > 0) return nestSections(source.bytes, source.end, sections, declared, room);
  }
  const sniffed = sniffBoundary(source.bytes, source.start, source.end);
  if (sniffed === null) return [];
  walk.defects.push({
    code: "boundary-wrong",
    detail: "the declared boundary never appears; another one does",
  });
  return sectionsOf(source.bytes, source.start, source.end, sniffed, room);
}

/** A multipart without any delimiter is shown as the text it is. */
function withoutBoundary(part: Part, source: Source, walk: Walk): Part {
  walk.defects.push({
    code: "boundary-missing",
    detail: "declared multipart, but its boundary never appears",
  });
  const start = source.bytes.toString("latin1", source.start, Math.min(source.end, source.start + 500));
  const html = /^\s{0,200}<(?:!doctype html|html|body|head|div|p|table)\b/i.test(start);
  const encoding = source === part ? part.encoding : "identity";
  return { ...part, ...source, type: html ? "text/html" : "text/plain", encoding };
}
