import { decodeEntities } from "./entities.ts";
import { LITERAL, UNSEEN } from "./hidden.ts";

/** A piece of HTML as a browser's tokenizer would cut it. Text and attribute values are decoded. */
export type HtmlToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

const MOST_ATTRIBUTES = 60;
const TAG_NAME = /[A-Za-z][^\s/>]{0,60}/y;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]{0,100})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']?[^\s>]*)))?/y;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * Cuts HTML into tokens. Linear, no tree, no recursion, never throws.
 *
 * Comments, declarations and elements no reader sees (`UNSEEN`) are dropped with their content.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  const ends = new Ends(html);
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open === -1) break;
    if (open > at) yield { kind: "text", text: decodeEntities(html.slice(at, open)) };
    const next = html[open + 1] ?? "";
    if (next === "!" || next === "?") {
      at = declarationEnd(html, open, ends);
      continue;
    }
    const closing = next === "/";
    TAG_NAME.lastIndex = open + (closing ? 2 : 1);
    const name = TAG_NAME.exec(html)?.[0].toLowerCase();
    if (name === undefined) {
      at = closing ? ends.after(">", open) : open + 1;
      if (!closing) yield { kind: "text", text: "<" };
      continue;
    }
    if (closing) {
      yield { kind: "close", name };
      at = ends.after(">", TAG_NAME.lastIndex);
      continue;
    }
    const [attributes, end] = readAttributes(html, TAG_NAME.lastIndex, ends);
    at = end;
    const unseen = UNSEEN.get(name);
    if (unseen !== undefined) {
      const stop = ends.closeTag(name, at);
      if (stop < html.length || unseen) at = ends.after(">", stop);
      continue;
    }
    yield { kind: "open", name, attributes };
    if (!LITERAL.has(name)) continue;
    const stop = ends.closeTag(name, at);
    if (stop > at) yield { kind: "text", text: decodeEntities(html.slice(at, stop)) };
    at = stop;
  }
  if (at < html.length) yield { kind: "text", text: decodeEntities(html.slice(at)) };
}

/** Looks for closing marks and remembers where none is left, so that many unclosed tags cost one search, not many. */
class Ends {
  readonly #html: string;
  readonly #absent = new Set<string>();
  #lower: string | null = null;

  constructor(html: string) {
    this.#html = html;
  }

  /** Offset after the next `mark`; the text's end where there is none. */
  after(mark: string, from: number): number {
    const found = this.find(mark, from);
    return found === -1 ? this.#html.length : found + mark.length;
  }

  find(mark: string, from: number): number {
    if (this.#absent.has(mark)) return -1;
    const found = this.#html.indexOf(mark, from);
    if (found === -1) this.#absent.add(mark);
    return found;
  }

  /** Offset of `</name`, in any case; the text's end where there is none. */
  closeTag(name: string, from: number): number {
    const mark = `</${name}`;
    if (this.#absent.has(mark)) return this.#html.length;
    this.#lower ??= this.#html.toLowerCase();
    const sameLength = this.#lower.length === this.#html.length;
    const found = sameLength ? this.#lower.indexOf(mark, from) : this.#html.indexOf(mark, from);
    if (found === -1) this.#absent.add(mark);
    return found === -1 ? this.#html.length : found;
  }
}

/** A comment that is never closed ends at the first `>`, as in the browsers that mattered; so do declarations. */
function declarationEnd(html: string, open: number, ends: Ends): number {
  if (!html.startsWith("<!--", open)) return ends.after(">", open);
  if (html.startsWith("<!-->", open)) return open + 5;
  const close = ends.find("-->", open + 2);
  return close === -1 ? ends.after(">", open) : close + 3;
}

function readAttributes(html: string, from: number, ends: Ends): [ReadonlyMap<string, string>, number] {
  let attributes: Map<string, string> | null = null;
  let at = from;
  for (let count = 0; count < MOST_ATTRIBUTES; count++) {
    if (html[at] === ">") return [attributes ?? NO_ATTRIBUTES, at + 1];
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    attributes ??= new Map();
    const name = found[1]!.toLowerCase();
    const value = found[2] ?? found[3] ?? found[4] ?? "";
    if (!attributes.has(name)) attributes.set(name, decodeEntities(value));
    at = ATTRIBUTE.lastIndex;
  }
  return [attributes ?? NO_ATTRIBUTES, ends.after(">", at)];
}
