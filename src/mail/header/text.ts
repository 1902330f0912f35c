import { decodeBytes } from "../charset/decode.ts";
import { decodeWords } from "./encoded-word.ts";

const ENCODED_WORD = /=\?[\w.:+*-]{1,80}\?[bq]\?[^?\r\n]{0,2000}\?=/gi;

/**
 * A header value from its raw bytes (one character a byte) as Unicode text in which every encoded-word is pure ASCII.
 *
 * Raw 8-bit bytes are not allowed before RFC 6532 and come all the same: UTF-8 where it is valid, otherwise the mail's
 * own charset or a guess. Bytes inside an encoded-word belong to that word's charset and are kept for it.
 */
export function headerUnicode(raw: string, bodyCharset: string | null): string {
  if (!/[\x80-\xff]|\x1b\$/.test(raw)) return raw;
  const words = [...raw.matchAll(ENCODED_WORD)];
  if (words.length === 0) return decodeBytes(Buffer.from(raw, "latin1"), bodyCharset, "undeclared").text;
  const outside = raw.replace(ENCODED_WORD, "\n");
  const texts = decodeBytes(Buffer.from(outside, "latin1"), bodyCharset, "undeclared").text.split("\n");
  return texts.map((text, index) => text + asciiWord(words[index]?.[0] ?? "")).join("");
}

function asciiWord(word: string): string {
  return word.replace(/[\x80-\xff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decoded text of an unstructured field (RFC 5322 §2.2.1): no CR, LF, NUL or other control character in it. */
export function headerText(raw: string, bodyCharset: string | null): string {
  return cleanValue(decodeWords(headerUnicode(raw, bodyCharset)));
}

/** Takes line breaks, NUL and control characters out of a decoded value, so that it can never become a second header. */
export function cleanValue(text: string): string {
  return text
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, " ")
    .replace(/[\0-\x1f\x7f\ufeff]/g, "")
    .toWellFormed()
    .trim();
}
