/** Decodes base64 text (RFC 2045 §6.8): white space and foreign characters do not count, nor does padding in the middle. */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf("=");
  if (padding === -1 || !/[A-Za-z0-9+/]/.test(text.slice(padding, padding + 200).concat(text.slice(-200)))) {
    return Buffer.from(text, "base64");
  }
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, "base64")));
}

const ENCODED_LINE = /^[A-Za-z0-9+/]*={0,2}$|^[\w-]{8,}={0,2}$/;
/** No blank stands inside a line of base64; few foreign characters without one are damage, not prose (RFC 2045 §6.8). */
function isDamaged(text: string): boolean {
  if (/\S[ \t]+\S|:\/\//.test(text)) return false;
  const foreign = text.match(/[^A-Za-z0-9+/=\s_-]/g)?.length ?? 0;
  return text.length >= 32 && foreign > 0 && foreign * 5 <= text.length;
}

const RULE = /^[-_=]{3,}$/;

/**
 * Decodes a text part declared as base64 that may not be, or not to its end.
 *
 * Mailing lists and gateways append plain lines to encoded text; some senders declare base64 and send plain text.
 * From the first line that is no base64 on, lines are plain.
 */
export function decodeBase64Text(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  if (!/[^A-Za-z0-9+/=\s]/.test(text)) return decodeBase64(text);
  if (isDamaged(text)) return decodeBase64(text);
  const lines = text.split("\n");
  const plainFrom = lines.findIndex((line) => !ENCODED_LINE.test(line.trim()) || RULE.test(line.trim()));
  if (plainFrom === -1) return decodeBase64(text);
  const plain = lines.slice(plainFrom);
  // A lone damaged line in the middle is not the end of the encoding.
  if (plain.length > 3 && plain.slice(1).every((line) => ENCODED_LINE.test(line.trim())))
    return decodeBase64(text);
  const encoded = decodeBase64(lines.slice(0, plainFrom).join("\n"));
  const gap = encoded.length > 0 && encoded.at(-1) !== 0x0a ? "\n" : "";
  const empty = plainFrom > 0 && lines[plainFrom - 1]!.trim() === "" ? "\n" : "";
  return Buffer.concat([encoded, Buffer.from(gap + empty + plain.join("\n"), "latin1")]);
}
