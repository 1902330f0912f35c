import { readHeaderBlock } from "./header/block.ts";
import { readEnvelope } from "./header/fields.ts";
import type { Address } from "./message.ts";

export interface MailHead {
  readonly from: Address | null;
  readonly subject: string;
}

/**
 * Who a mail says it is from and what it says it is about, from its first bytes: for mails whose whole could not be read.
 * A header that ends behind them is read as far as it goes.
 */
export function readHead(bytes: Uint8Array): MailHead {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { from, subject } = readEnvelope(readHeaderBlock(buffer, 0, buffer.length).fields, null, []);
  return { from, subject };
}
