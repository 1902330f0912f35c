import { Buffer } from "node:buffer";
import type { Instant } from "../values/instant.ts";

/**
 * The conversation of a mail as Outlook and Exchange read it: `Thread-Index`, a header block of 22 bytes that all mails of
 * it share and 5 bytes more for each reply ([MS-OXOMSG] 2.2.1.3). They believe it before References, so a mail with one of
 * its own falls out of the customer's conversation: we go on with theirs, and begin one only where we write first.
 */
const HEADER_BYTES = 22;
const CHILD_BYTES = 5;
/** More replies than this add nothing that anybody sorts by. */
const MOST_CHILDREN = 40;

/** 100 ns steps from 1601 to 1970. */
const EPOCH_1601 = 116_444_736_000_000_000n;
const filetime = (at: Instant): bigint => EPOCH_1601 + BigInt(at) * 10_000n;

/** The header block of somebody's `Thread-Index`, as base64; null where it is none. */
export function threadRoot(field: string | undefined): string | null {
  if (field === undefined || field.length > 4 * (HEADER_BYTES + CHILD_BYTES * 400)) return null;
  const text = field.replaceAll(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  const isWhole = bytes.length >= HEADER_BYTES && (bytes.length - HEADER_BYTES) % CHILD_BYTES === 0;
  return isWhole && bytes[0] === 1 ? bytes.subarray(0, HEADER_BYTES).toString("base64") : null;
}

/** A header block of our own: the time it began, and 16 bytes that name the conversation (a UUID). */
export function newThreadRoot(uuid: string, began: Instant): string {
  const block = Buffer.alloc(HEADER_BYTES);
  block.writeBigUInt64BE(filetime(began), 0);
  // The low 16 bits of the time are left out; the first byte is 1 for all times from 1829 to 2057.
  Buffer.from(uuid.replaceAll("-", "").padEnd(32, "0").slice(0, 32), "hex").copy(block, 6);
  return block.toString("base64");
}

/** The `Thread-Index` of the n-th reply in a conversation. Time before the beginning counts as the beginning. */
export function replyThreadIndex(root: string, at: Instant, n: number): string {
  const header = Buffer.from(root, "base64");
  const began = header.readBigUInt64BE(0) & ~0xffffn;
  const since = filetime(at) > began ? filetime(at) - began : 0n;
  // 2^49 steps are 1.7 years: from then on the difference is kept less exactly, and the first bit says so.
  const isLong = since >= 1n << 49n;
  const delta = isLong ? (since >> 23n) & 0x7fff_ffffn : (since >> 18n) & 0x7fff_ffffn;
  const child = Buffer.alloc(CHILD_BYTES);
  child.writeUInt32BE(Number((isLong ? 1n << 31n : 0n) | delta), 0);
  child[4] = Math.min(Math.max(n, 0), MOST_CHILDREN) & 0xff;
  return Buffer.concat([header, child]).toString("base64");
}
