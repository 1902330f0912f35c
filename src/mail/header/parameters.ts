import { decodeBytes } from "../charset/decode.ts";
import { decodeWords } from "./encoded-word.ts";
import { cleanValue, headerUnicode } from "./text.ts";

export interface Parameterized {
  /** The value before the first `;`, lower-cased. */
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}

const NAME = /[ \t;,]*([\w!#$&+.^`{|}~-]{1,80}(?:\*\d{0,3}\*?)?)[ \t]*=[ \t]*/y;
const MOST_PARAMETERS = 200;

/**
 * Reads `value; name=value; …` of Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2231) from raw bytes.
 *
 * Read around: missing `;`, unquoted values with spaces, unterminated quotes, encoded-words in parameters,
 * raw 8-bit bytes, continuations out of order, RFC 2231 values without charset or in quotes. The first of two wins.
 */
export function readParameters(raw: string, bodyCharset: string | null): Parameterized {
  // A parameter where the value should stand: the value was forgotten.
  const [, word, equals] = /^[ \t]*([^;\s"=]*)([ \t]*=)?/.exec(raw)!;
  const head = equals === undefined ? word! : "";
  const pieces = new Map<string, Map<number, Piece>>();
  let at = head.length === 0 ? 0 : raw.indexOf(head) + head.length;
  for (let count = 0; count < MOST_PARAMETERS && at < raw.length; count++) {
    NAME.lastIndex = at;
    const found = NAME.exec(raw);
    if (found === null) {
      const semicolon = raw.indexOf(";", at + 1);
      if (semicolon === -1) break;
      at = semicolon;
      continue;
    }
    const [text, end] = readValue(raw, NAME.lastIndex);
    collect(pieces, found[1]!.toLowerCase(), text);
    at = end;
  }
  const params: Record<string, string> = Object.create(null);
  for (const [name, values] of pieces) params[name] = assemble(values, bodyCharset);
  return { value: head.toLowerCase().replace(/[^!-~]/g, ""), params: { ...params } };
}

/** One section of a parameter; `extended` sections are percent-encoded (RFC 2231 §4). */
interface Piece {
  readonly text: string;
  readonly extended: boolean;
}

function readValue(raw: string, at: number): [text: string, end: number] {
  if (raw[at] === '"') return readQuoted(raw, at + 1);
  const semicolon = raw.indexOf(";", at);
  const end = semicolon === -1 ? raw.length : semicolon;
  const text = raw.slice(at, end);
  const glued = /[ \t]+[\w-]{1,40}=(?![?=])(?:"|[\w-])/.exec(text.slice(0, 2000));
  return glued === null ? [text.trim(), end] : [text.slice(0, glued.index).trim(), at + glued.index];
}

function readQuoted(raw: string, start: number): [text: string, end: number] {
  const pieces: string[] = [];
  let from = start;
  let at = start;
  for (; at < raw.length && !(raw[at] === '"' && closes(raw, at)); at++) {
    // Windows paths come unescaped: only a backslash before a quote or a backslash is an escape.
    if (raw[at] !== "\\" || (raw[at + 1] !== '"' && raw[at + 1] !== "\\")) continue;
    pieces.push(raw.slice(from, at));
    from = at + 1;
    at += 1;
  }
  pieces.push(raw.slice(from, at));
  return [pieces.join(""), at + 1];
}

/** A quote mark in the middle of a file name closes nothing: behind the closing one stands `;`, a parameter or the end. */
function closes(raw: string, at: number): boolean {
  return (
    /^"[ \t]{0,20}(?:$|[;,(]|[\w*-]{1,40}=)/.test(raw.slice(at, at + 64)) || raw.indexOf('"', at + 1) === -1
  );
}

function collect(pieces: Map<string, Map<number, Piece>>, full: string, text: string): void {
  const [, name, section, star] = /^([^*]+)(?:\*(\d*))?(\*)?$/.exec(full)!;
  const extended = star !== undefined || full.endsWith("*");
  // A lone extended value outranks the plain one beside it (RFC 6266 §4.3): it is kept as section 0 of `name*`.
  const key = section === undefined ? name! : `${name}*`;
  const number = section === undefined || section === "" ? 0 : Number(section);
  const sections = pieces.get(key) ?? new Map<number, Piece>();
  if (!sections.has(number)) sections.set(number, { text, extended });
  pieces.set(key, sections);
}

function assemble(sections: ReadonlyMap<number, Piece>, bodyCharset: string | null): string {
  const ordered = [...sections].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  if (!ordered.some((piece) => piece.extended)) {
    const joined = ordered.map((piece) => piece.text).join("");
    return cleanValue(decodeWords(headerUnicode(joined, bodyCharset)));
  }
  let charset: string | null = null;
  const bytes = ordered.map((piece, index) => {
    if (!piece.extended) return Buffer.from(piece.text, "latin1");
    const tagged = index === 0 ? /^([\w.:+-]*)'[\w-]*'/.exec(piece.text) : null;
    if (tagged !== null) charset = tagged[1] === "" ? null : tagged[1]!;
    return percentBytes(tagged === null ? piece.text : piece.text.slice(tagged[0].length));
  });
  const text = decodeBytes(
    Buffer.concat(bytes),
    charset ?? bodyCharset,
    charset === null ? "undeclared" : "declared",
  );
  return cleanValue(decodeWords(text.text));
}

function percentBytes(text: string): Buffer {
  const latin1 = text.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin1, "latin1");
}

/** A parameter's value, the RFC 2231 form (`name*`) before the plain one; undefined where there is none. */
export function parameter(params: Readonly<Record<string, string>>, name: string): string | undefined {
  const extended = params[`${name}*`];
  return extended !== undefined && extended !== "" ? extended : params[name];
}
