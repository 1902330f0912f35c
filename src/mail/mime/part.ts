import type { RawField } from "../header/block.ts";
import type { TransferEncoding } from "./transfer.ts";

/** One MIME part: where its body lies and what its header says. A multipart has children and no use for its body. */
export interface Part {
  /** As IMAP numbers it (RFC 3501 §6.4.5); the root of a multipart mail is "". */
  readonly path: string;
  readonly fields: readonly RawField[];
  /** Lower-cased `type/subtype`; `text/plain` where nothing usable is declared (RFC 2045 §5.2). */
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
  readonly disposition: string;
  readonly dispositionParams: Readonly<Record<string, string>>;
  readonly encoding: TransferEncoding;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Part[];
}

/** The first value of a field, one character a byte, not decoded. */
export function rawField(fields: readonly RawField[], name: string): string | undefined {
  return fields.find((field) => field.name.length === name.length && field.name.toLowerCase() === name)
    ?.value;
}
