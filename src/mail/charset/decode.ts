import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { guessCharset } from "./guess.ts";
import { type Charset, charsetOf } from "./label.ts";
import { decodeStateful } from "./stateful.ts";

export interface Decoded {
  /** Well-formed Unicode; a byte that means nothing is U+FFFD. No byte order mark, no NUL. */
  readonly text: string;
  /** Set when the declared charset was not believed. */
  readonly mislabelled: string | null;
}

/**
 * Text from bytes whose charset is declared rightly, wrongly or not at all.
 *
 * Valid UTF-8 with multi-byte characters is UTF-8 whatever a single-byte label says: the chance that other text looks
 * like it is next to none. ISO-8859-1 and other labels mean their Windows superset (WHATWG Encoding §4.2).
 *
 * @param label  the declared charset, null for none
 * @param trust  `undeclared`: the label belongs to another part of the mail and is only the better guess
 */
export function decodeBytes(
  bytes: Buffer,
  label: string | null,
  trust: "declared" | "undeclared" = "declared",
): Decoded {
  const charset = label === null ? null : charsetOf(label);
  const { text, used } = decode(bytes, charset, trust);
  const wrong = trust === "declared" && label !== null && used !== (charset?.name ?? "") && used !== "ascii";
  const clean = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return {
    text: clean.charCodeAt(0) === 0xfeff ? clean.slice(1) : clean,
    mislabelled: wrong ? `declared ${label}, read as ${used}` : null,
  };
}

function decode(bytes: Buffer, charset: Charset | null, trust: string): { text: string; used: string } {
  if (charset?.kind === "wide") return { text: iconv.decode(bytes, charset.name), used: charset.name };
  if (charset?.kind === "stateful" && trust === "declared" && isAscii(bytes))
    return stateful(bytes, charset.name);
  if (isAscii(bytes)) {
    return bytes.includes("\x1b$")
      ? stateful(bytes, "iso-2022-jp")
      : { text: bytes.toString("latin1"), used: "ascii" };
  }
  if (isUtf8(bytes) && (charset?.kind !== "multi-byte" || trust === "undeclared")) return utf8(bytes);
  switch (charset?.kind) {
    case "single-byte":
      return { text: iconv.decode(bytes, charset.name), used: charset.name };
    case "multi-byte":
      return multiByte(bytes, charset.name);
    case "stateful":
      return stateful(bytes, charset.name);
    case "utf-8":
      return brokenUtf8(bytes, 1);
    default:
      return brokenUtf8(bytes, 4);
  }
}

function utf8(bytes: Buffer): { text: string; used: string } {
  return { text: bytes.toString("utf8"), used: "utf-8" };
}

function stateful(bytes: Buffer, name: string): { text: string; used: string } {
  return { text: decodeStateful(bytes, name), used: name };
}

function guessed(bytes: Buffer): { text: string; used: string } {
  const name = guessCharset(bytes);
  return name === "utf-8" ? utf8(bytes) : { text: iconv.decode(bytes, name), used: name };
}

/** East Asian bytes may be valid UTF-8 by chance; only where the label yields rubbish is UTF-8 believed. */
function multiByte(bytes: Buffer, name: string): { text: string; used: string } {
  const text = iconv.decode(bytes, name);
  return text.includes("\ufffd") && isUtf8(bytes) ? utf8(bytes) : { text, used: name };
}

/** Not valid UTF-8: cut or damaged UTF-8 while most of its multi-byte characters are whole, else something else. */
function brokenUtf8(bytes: Buffer, wholePerBroken: number): { text: string; used: string } {
  const text = bytes.toString("utf8");
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken += 1;
    else if (code > 0x7f) whole += 1;
  }
  return whole >= broken * wholePerBroken ? { text, used: "utf-8" } : guessed(bytes);
}
