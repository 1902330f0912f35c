import type { RawField } from "../header/block.ts";
import { readHeaderBlock } from "../header/block.ts";
import { readParameters } from "../header/parameters.ts";
import type { Defect } from "../message.ts";
import { type Part, rawField } from "./part.ts";
import { prepare } from "./prepare.ts";
import { readTree } from "./tree.ts";

/** A mail taken apart, nothing decoded yet. */
export interface Opened {
  readonly fields: readonly RawField[];
  readonly root: Part;
  /** The best guess for raw 8-bit bytes in the header. */
  readonly bodyCharset: string | null;
  readonly defects: Defect[];
}

/** Cuts a mail into header and parts; null when there is nothing but white space. */
export function openMail(raw: Uint8Array): Opened | null {
  const { bytes, start, blank } = prepare(raw);
  if (blank) return null;
  const block = readHeaderBlock(bytes, start, bytes.length);
  const defects: Defect[] = [...block.defects];
  const contentType = rawField(block.fields, "content-type") ?? "";
  const bodyCharset = charsetNamed(bytes, contentType, block.bodyStart);
  const body = { start: block.bodyStart, end: bytes.length };
  const root = readTree(bytes, block.fields, body, { parts: 0, defects, bodyCharset });
  return { fields: block.fields, root, bodyCharset, defects };
}

/** The first charset the mail names that says more than ASCII or UTF-8. */
function charsetNamed(bytes: Buffer, contentType: string, bodyStart: number): string | null {
  const declared = readParameters(contentType, null).params["charset"];
  const start = bytes.toString("latin1", bodyStart, bodyStart + 16 * 1024);
  const found = declared ?? /charset="?([\w.:-]{2,40})/i.exec(start)?.[1] ?? null;
  return found === null || /^(us-ascii|utf-?8)$/i.test(found) ? null : found;
}
