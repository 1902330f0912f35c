import { decodeBytes } from "../charset/decode.ts";

/** The opening of an encoded-word: charset, optional language (RFC 2231 §5), encoding. Spaces are a common fault. */
const OPENING = /=\?[ \t]{0,3}([\w.:+-]{0,60})(?:\*[\w-]{0,40})?[ \t]{0,3}\?[ \t]?([bq])[ \t]?\?/iy;

/** Bytes of adjacent encoded-words of one charset, so that a character split over two of them is read whole. */
interface Run {
  charset: string;
  bytes: Buffer[];
  /** Base64 text that did not end on a four-character group: the next word may continue it. */
  pending: string;
}

/**
 * Decodes the encoded-words of RFC 2047 in any header text, also in the broken forms in use.
 *
 * Read around: words glued to text or to each other, spaces and line breaks inside a word, a missing `?=`, base64
 * without or with too much padding, a character (or a base64 group) split over two words, unknown charset.
 * White space between two encoded-words is dropped (RFC 2047 §6.2). Linear; text without `=?` comes back as it is.
 */
export function decodeWords(text: string): string {
  if (!text.includes("=?")) return text;
  let out = "";
  let run: Run | null = null;
  let at = 0;
  let search = 0;
  while (true) {
    const open = text.indexOf("=?", search);
    if (open === -1) break;
    const word = readWord(text, open);
    if (word === null) {
      search = open + 2;
      continue;
    }
    const between = text.slice(at, open);
    if (run === null || !/^[ \t\r\n]*$/.test(between)) {
      out += flush(run) + between;
      run = null;
    }
    if (run !== null && run.charset !== word.charset) {
      out += flush(run);
      run = null;
    }
    run ??= { charset: word.charset, bytes: [], pending: "" };
    append(run, word);
    at = word.end;
    search = at;
  }
  return out + flush(run) + text.slice(at);
}

interface Word {
  readonly charset: string;
  readonly encoding: string;
  readonly body: string;
  readonly end: number;
}

function readWord(text: string, open: number): Word | null {
  OPENING.lastIndex = open;
  const found = OPENING.exec(text);
  if (found === null) return null;
  const start = OPENING.lastIndex;
  const close = text.indexOf("?=", start);
  const another = text.indexOf("=?", start);
  const endsEarly = another !== -1 && (close === -1 || another < close) && opensWord(text, another);
  const stop = endsEarly ? another : close === -1 ? text.length : close;
  return {
    charset: found[1]!.toLowerCase(),
    encoding: found[2]!.toLowerCase(),
    body: endsEarly || close === -1 ? text.slice(start, stop).trimEnd() : text.slice(start, stop),
    end: endsEarly || close === -1 ? stop : stop + 2,
  };
}

function opensWord(text: string, at: number): boolean {
  OPENING.lastIndex = at;
  return OPENING.test(text);
}

function append(run: Run, word: Word): void {
  if (word.encoding === "q") {
    settle(run);
    run.bytes.push(decodeQ(word.body));
    return;
  }
  const base64 = run.pending + word.body.replace(/[^A-Za-z0-9+/=_-]/g, "");
  run.pending = "";
  if (!base64.includes("=") && base64.length % 4 !== 0) run.pending = base64;
  else run.bytes.push(Buffer.from(base64, "base64"));
}

function settle(run: Run): void {
  if (run.pending !== "") run.bytes.push(Buffer.from(run.pending, "base64"));
  run.pending = "";
}

function flush(run: Run | null): string {
  if (run === null) return "";
  settle(run);
  return decodeBytes(Buffer.concat(run.bytes), run.charset === "" ? null : run.charset).text;
}

/** The "Q" encoding (RFC 2047 §4.2): `_` is a space; what is no hex pair stays as it is. */
export function decodeQ(body: string): Buffer {
  const latin1 = body
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /[^\0-\xff]/.test(latin1) ? Buffer.from(latin1, "utf8") : Buffer.from(latin1, "latin1");
}
