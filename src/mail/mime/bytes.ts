import { createHash, hash } from "node:crypto";
import { decodeBase64 } from "./base64.ts";
import type { Part } from "./part.ts";
import { decodeTransfer } from "./transfer.ts";

/** Encoded bytes that are decoded and hashed at once: a large file costs this much memory, not its size. */
const CHUNK = 768 * 1024;

/** A part's body with its transfer encoding undone. */
export function partBytes(part: Part): Buffer {
  return decodeTransfer(part.bytes, part.start, part.end, part.encoding);
}

/** Size and SHA-256 (hex) of a part's decoded bytes, without holding all of them. */
export function digestOf(part: Part): { readonly size: number; readonly sha256: string } {
  const length = part.end - part.start;
  if (part.encoding !== "base64" || length <= CHUNK) return digestOfBytes(partBytes(part));
  const sum = createHash("sha256");
  let size = 0;
  let rest = "";
  for (let at = part.start; at < part.end; at += CHUNK) {
    const text =
      rest +
      part.bytes.toString("latin1", at, Math.min(at + CHUNK, part.end)).replace(/[^A-Za-z0-9+/=_-]+/g, "");
    const isLast = at + CHUNK >= part.end;
    const whole = isLast ? text.length : text.length - (text.length % 4);
    rest = text.slice(whole);
    const bytes = decodeBase64(text.slice(0, whole));
    size += bytes.length;
    sum.update(bytes);
  }
  return { size, sha256: sum.digest("hex") };
}

export function digestOfBytes(bytes: Uint8Array): { readonly size: number; readonly sha256: string } {
  return { size: bytes.length, sha256: hash("sha256", bytes, "hex") };
}
