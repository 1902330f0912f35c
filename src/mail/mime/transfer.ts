import { decodeBase64 } from "./base64.ts";

const EQUALS = 0x3d;
const LF = 10;
const CR = 13;

export type TransferEncoding = "identity" | "base64" | "quoted-printable" | "uuencode";

/** What a Content-Transfer-Encoding says (RFC 2045 §6), by meaning; unknown ones are taken as identity. */
export function transferEncoding(value: string | undefined): TransferEncoding {
  const word = (value ?? "").toLowerCase().replace(/[^a-z0-9-]/g, "");
  if (word.startsWith("base64") || word === "base-64") return "base64";
  if (word.startsWith("quoted-printable") || word === "quotedprintable") return "quoted-printable";
  return /^x-?uu/.test(word) || word === "uuencode" ? "uuencode" : "identity";
}

/** Decodes `bytes[start, end)`; faults are read around, never thrown. A view of `bytes` for identity. */
export function decodeTransfer(
  bytes: Buffer,
  start: number,
  end: number,
  encoding: TransferEncoding,
): Buffer {
  switch (encoding) {
    case "base64":
      return decodeBase64(bytes.toString("latin1", start, end));
    case "quoted-printable":
      return decodeQuotedPrintable(bytes, start, end);
    default:
      return bytes.subarray(start, end);
  }
}

/** RFC 2045 §6.7: soft breaks joined, blanks at a line's end dropped, what is no hex pair kept as it stands. */
function decodeQuotedPrintable(bytes: Buffer, start: number, end: number): Buffer {
  const out = Buffer.allocUnsafe(end - start);
  let size = 0;
  let at = start;
  while (at < end) {
    const found = bytes.indexOf(EQUALS, at);
    const stop = found === -1 || found >= end ? end : found;
    size += bytes.copy(out, size, at, stop);
    if (stop === end) break;
    const value = hexPair(bytes[stop + 1] ?? 0, bytes[stop + 2] ?? 0);
    if (value !== -1 && stop + 2 < end) {
      out[size++] = value;
      at = stop + 3;
    } else {
      const after = softBreak(bytes, stop + 1, end);
      if (after === -1) out[size++] = EQUALS;
      at = after === -1 ? stop + 1 : after;
    }
  }
  return out.subarray(0, size);
}

/** Offset after a soft line break that begins behind the `=`, -1 where there is none. */
function softBreak(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at += 1;
  if (at >= end) return end;
  if (bytes[at] === CR) at += 1;
  if (at < end && bytes[at] === LF) return at + 1;
  return bytes[at - 1] === CR ? at : -1;
}

function hexPair(high: number, low: number): number {
  const h = hex(high);
  const l = hex(low);
  return h === -1 || l === -1 ? -1 : h * 16 + l;
}

function hex(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
