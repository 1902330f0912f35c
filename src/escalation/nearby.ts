import { folded } from "./folded.ts";

/** Words, and what an id near one of them is. */
export type Labelled = readonly { readonly kind: string; readonly word: string }[];

interface Place {
  readonly line: string;
  /** The last line above that is not empty. */
  readonly before: string;
  readonly at: number;
  readonly length: number;
  readonly near: number;
}

const COMPILED = new WeakMap<Labelled, ReadonlyMap<string, string>>();
const MOST_WORDS = 3;

/**
 * What the nearest word says an id is: before it on its line, else directly behind it, else at the end of the line above.
 * `unknown` where none does, or two of different meaning are as near.
 */
export function kindNearby({ line, before, at, length, near }: Place, words: Labelled): string {
  const left = line.slice(Math.max(0, at - near), at);
  // A word in front of another id is that id's.
  const own = left.slice(left.search(/[0-9a-f]{12}[^0-9a-f]*$/i) >= 0 ? lastIdEnd(left) : 0);
  const ahead = wordsIn(own, words);
  if (ahead.length > 0) return ahead.at(-1)!.kind;
  const right = line.slice(at + length, at + length + near).split(/[0-9a-f]{8}-/i)[0]!;
  const behind = /^\s*[([=:–-]|^\s+(?:is|as|e|é|es|ist|est)\s/iu.test(right) ? wordsIn(right, words) : [];
  if (behind.length > 0) return behind[0]!.kind;
  if (line.slice(0, at).trim() !== "" || !/[:=]\s*$/.test(before)) return "unknown";
  return wordsIn(before.slice(-near), words).at(-1)?.kind ?? "unknown";
}

function lastIdEnd(text: string): number {
  const ids = [...text.matchAll(/[0-9a-f]{12}(?![0-9a-f])/gi)];
  const last = ids.at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

/** The known words of a text, in order; of words that overlap the longer one. */
export function wordsIn(
  text: string,
  words: Labelled,
): readonly { readonly kind: string; readonly end: number }[] {
  const known = compiled(words);
  const tokens = [...text.matchAll(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu)];
  const found: { kind: string; end: number }[] = [];
  for (let n = 0; n < tokens.length; n++) {
    for (let count = Math.min(MOST_WORDS, tokens.length - n); count > 0; count--) {
      const last = tokens[n + count - 1]!;
      const end = last.index + last[0].length;
      const kind = known.get(folded(splitCapitals(text.slice(tokens[n]!.index, end))));
      if (kind === undefined) continue;
      found.push({ kind, end });
      n += count - 1;
      break;
    }
  }
  return found;
}

/** What the last word before a place says, if only a few characters lie between. */
export function lastWordBefore(line: string, at: number, words: Labelled): string | null {
  const left = line.slice(Math.max(0, at - 40), at);
  const last = wordsIn(left, words).at(-1);
  if (last === undefined) return null;
  const between = left.slice(last.end);
  return /^[\s:#=.,()[\]"']*(?:(?:n[oºr°]?|num|number|nummer|numero|número|id|code|is|was|ist|es|é|foi)[\s:#=.,()º°"']*){0,2}$/iu.test(
    between,
  )
    ? last.kind
    : null;
}

function compiled(words: Labelled): ReadonlyMap<string, string> {
  const known = COMPILED.get(words) ?? new Map(words.map(({ kind, word }) => [folded(word), kind]));
  COMPILED.set(words, known);
  return known;
}

/** `tenantId` is `tenant Id`. */
function splitCapitals(text: string): string {
  return text.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
}
