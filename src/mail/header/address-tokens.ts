/** A lexical piece of an address field; `space`: white space stood before it. */
export interface Token {
  readonly kind: "word" | "quoted" | "angle" | "comment" | "separator";
  readonly text: string;
  readonly space: boolean;
}

const ENCODED_WORD = /=\?[\w.:+*-]{1,80}\?[bq]\?[^?\r\n]{0,2000}\?=/iy;
const WORD = /[^\s"(<,;:]+/y;
const DEEPEST_COMMENT = 20;

/** Cuts an address field into words, quoted strings, `<…>`, comments and separators (RFC 5322 §3.2). Linear. */
export function* tokenize(text: string): Generator<Token> {
  const closers: Closers = {
    quote: text.lastIndexOf('"'),
    angle: text.lastIndexOf(">"),
    paren: text.lastIndexOf(")"),
  };
  let at = 0;
  let inGroup = false;
  while (at < text.length) {
    const start = at;
    while (at < text.length && /\s/.test(text[at]!)) at += 1;
    if (at >= text.length) return;
    const space = at > start;
    const char = text[at]!;
    const piece = bracketed(text, at, closers);
    if (piece !== null) {
      yield { kind: piece.kind, text: piece.text, space };
      at = piece.end;
    } else if (char === "," || char === ";" || (char === ":" && startsGroup(text, at, inGroup))) {
      if (char === ":") inGroup = true;
      if (char === ";") inGroup = false;
      yield { kind: "separator", text: char, space };
      at += 1;
    } else {
      const word = wordAt(text, at);
      yield { kind: "word", text: word, space };
      at += word.length;
    }
  }
}

interface Closers {
  readonly quote: number;
  readonly angle: number;
  readonly paren: number;
}

type Bracketed = {
  readonly kind: "quoted" | "angle" | "comment";
  readonly text: string;
  readonly end: number;
};

/** A bracket without its closing partner is an ordinary character; such a quote mark says nothing. */
function bracketed(text: string, at: number, closers: Closers): Bracketed | null {
  switch (text[at]) {
    case '"':
      return closers.quote > at ? quoted(text, at) : { kind: "quoted", text: "", end: at + 1 };
    case "<":
      return closers.angle > at ? angle(text, at) : unclosedAngle(text, at);
    case "(":
      return closers.paren > at ? comment(text, at) : null;
    default:
      return null;
  }
}

function quoted(text: string, at: number): Bracketed | null {
  let out = "";
  let from = at + 1;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '"') return { kind: "quoted", text: out + text.slice(from, i), end: i + 1 };
    if (text[i] === "\\" && i + 1 < text.length) {
      out += text.slice(from, i);
      from = i + 1;
      i += 1;
    }
  }
  return null;
}

/** A `>` or `<` inside a quoted local part closes or opens nothing (RFC 5322 §3.2.4). */
const QUOTED_LOCAL = /^<\s?"(?:[^"\\]|\\.)*"(?=\s?@)/;

function angle(text: string, at: number): Bracketed | null {
  const local = QUOTED_LOCAL.exec(text.slice(at, at + 400))?.[0].length ?? 0;
  const close = text.indexOf(">", at + local);
  if (close === -1) return null;
  const inner = text.slice(at + 1, close);
  // A second `<` or a comma with an address behind it: this bracket was never closed.
  const nested = local > 0 ? -1 : inner.lastIndexOf("<");
  let end = close + 1;
  while (text[end] === ">") end += 1;
  return { kind: "angle", text: inner.slice(nested + 1), end };
}

/** `John <j@b.example` at the end: what looks like an address is one. */
function unclosedAngle(text: string, at: number): Bracketed | null {
  const inner = /^[^\s,;<>"]{1,500}@[^\s,;<>"]{1,300}/.exec(text.slice(at + 1, at + 820))?.[0];
  return inner === undefined ? null : { kind: "angle", text: inner, end: at + 1 + inner.length };
}

function comment(text: string, at: number): Bracketed | null {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === "\\") i += 1;
    else if (text[i] === "(") depth += 1;
    else if (text[i] === ")") depth -= 1;
    if (depth > DEEPEST_COMMENT) return null;
    if (depth === 0) {
      const inner = text.slice(at + 1, i).replace(/\\(.)/g, "$1");
      return { kind: "comment", text: inner, end: i + 1 };
    }
  }
  return null;
}

/** `Friends: a@b, c@d;` opens a group; a colon in `mailto:a@b` or in an unquoted name does not. */
function startsGroup(text: string, at: number, inGroup: boolean): boolean {
  return !inGroup && !/mailto$/i.test(text.slice(Math.max(0, at - 6), at)) && text.indexOf(";", at) !== -1;
}

function wordAt(text: string, at: number): string {
  ENCODED_WORD.lastIndex = at;
  const encoded = ENCODED_WORD.exec(text);
  if (encoded !== null) return encoded[0];
  WORD.lastIndex = at;
  const word = WORD.exec(text);
  if (word === null) return text[at]!;
  const inside = word[0].indexOf("=?", 1);
  return inside > 0 ? word[0].slice(0, inside) : word[0];
}
