/** A mail's bytes as the walk wants them: text in ASCII-based bytes with LF in its line ends. */
export interface Prepared {
  readonly bytes: Buffer;
  /** Offset of the first header byte, behind byte order mark and empty lines. */
  readonly start: number;
  readonly blank: boolean;
}

const CR = 13;
const LF = 10;

/** Takes away what may stand before the header, and makes LF line ends of lone CRs where a mail has only those. */
export function prepare(raw: Uint8Array): Prepared {
  let bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) bytes = Buffer.from(bytes.toString("utf16le", 2), "utf8");
  if (!bytes.includes(LF) && bytes.includes(CR))
    bytes = Buffer.from(bytes.map((byte) => (byte === CR ? LF : byte)));
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length && isBlank(bytes[start]!)) start += 1;
  const blank = start === bytes.length;
  // A blank before the first field's name would make it a continuation of nothing.
  return { bytes, start, blank };
}

function isBlank(byte: number): boolean {
  return byte === LF || byte === CR || byte === 0x20 || byte === 0x09;
}
