import iconv from "iconv-lite";

/** Decodes the charsets that shift between sets by escape sequences: ISO-2022-JP, ISO-2022-KR, HZ and UTF-7. */
export function decodeStateful(bytes: Buffer, name: string): string {
  switch (name) {
    case "iso-2022-jp":
      return decodeJapanese(bytes);
    case "iso-2022-kr":
      return decodeKorean(bytes);
    case "hz-gb-2312":
      return decodeHz(bytes);
    default:
      return iconv.decode(bytes, name);
  }
}

/** RFC 1468. A shift right behind a shift, as joined encoded-words have it, is an error to WHATWG's decoder. */
function decodeJapanese(bytes: Buffer): string {
  const once = bytes.toString("latin1").replace(/(?:\x1b(?:\([BJI]|\$[@B]))+(?=\x1b(?:\([BJI]|\$[@B]))/g, "");
  return new TextDecoder("iso-2022-jp").decode(Buffer.from(once, "latin1"));
}

const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

/** RFC 1557: between SO and SI two 7-bit bytes are one KS X 1001 character. */
function decodeKorean(bytes: Buffer): string {
  const out = Buffer.alloc(bytes.length);
  let size = 0;
  let shifted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29) i += 3;
    else if (byte === SHIFT_OUT) shifted = true;
    else if (byte === SHIFT_IN) shifted = false;
    else out[size++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
    if (byte === 0x0a) shifted = false;
  }
  return iconv.decode(out.subarray(0, size), "cp949");
}

/** RFC 1843: `~{` and `~}` enclose GB 2312 in 7 bits, `~~` is a tilde. */
function decodeHz(bytes: Buffer): string {
  const out = Buffer.alloc(bytes.length);
  let size = 0;
  let chinese = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const next = bytes[i + 1];
    if (byte === 0x7e && (next === 0x7b || next === 0x7d)) {
      chinese = next === 0x7b;
      i += 1;
    } else if (byte === 0x7e && next === 0x7e) {
      out[size++] = byte;
      i += 1;
    } else if (byte === 0x7e && next === 0x0a) i += 1;
    else out[size++] = chinese && byte > 0x20 ? byte | 0x80 : byte;
    if (byte === 0x0a) chinese = false;
  }
  return iconv.decode(out.subarray(0, size), "gb18030");
}
