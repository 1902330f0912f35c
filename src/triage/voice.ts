import type { FoundIdea } from "./ideas.ts";
import type { Taxonomy } from "./taxonomy.ts";
import type { Words } from "./words.ts";

/** Two or three words name nobody, whoever writes them. */
const SHORT = 12;

type Named = readonly [string, number];

/** What a sentence does, and for whom. */
interface Said {
  readonly self: boolean;
  readonly reader: boolean;
  readonly asks: boolean;
  readonly matter: boolean;
}

/**
 * Who speaks in a mail, and for whom: whoever needs help speaks of themselves, an offer and a newsletter of the reader, a
 * machine of nobody. One word tells little of it; which of them stand in one sentence does.
 */
export function voiceOf(words: Words, found: readonly FoundIdea[], taxonomy: Taxonomy): readonly Named[] {
  const sentences = saidIn(words, found, taxonomy);
  const some = (is: (said: Said) => boolean): boolean => sentences.some(is);
  const isShort = words.tokens.length < SHORT;
  const isSelf = some(({ self }) => self);
  const mass = new Set(found.map(({ idea }) => idea).filter((idea) => taxonomy.mass.has(idea))).size;
  const [isAsked, isMatter] = [some(({ asks }) => asks), some(({ matter }) => matter)];
  const kinds: readonly (readonly [string, boolean])[] = [
    ["voice nobody", !isShort && !isSelf && !some(({ reader }) => reader)],
    ["voice nobody yet", isShort && !isSelf && !some(({ reader }) => reader)],
    ["voice reader only", !isSelf && some(({ reader }) => reader)],
    ["voice nothing at stake", !isAsked && !isMatter],
    ["voice told only", !isAsked && isMatter && isSelf],
    ["voice self asks", some(({ self, asks }) => self && asks)],
    ["voice self asks matter", some(({ self, asks, matter }) => self && asks && matter)],
    ["voice self tells matter", some(({ self, asks, matter }) => self && !asks && matter)],
    ["voice reader asked", some(({ self, reader, asks }) => reader && asks && !self)],
    ["voice bare ask", some(({ self, reader, asks }) => asks && !reader && !self)],
    ["voice mass 1", mass === 1],
    ["voice mass 2", mass === 2],
    ["voice mass 3", mass > 2],
    ["voice mass of nobody", mass > 0 && !isSelf],
    ["voice asks only", mass === 0 && isAsked],
  ];
  return [
    ...kinds.filter(([, is]) => is).map(([name]): Named => [name, 1]),
    ...atEnds(words, found, taxonomy),
  ];
}

function saidIn(
  { tokens, sentences }: Words,
  found: readonly FoundIdea[],
  { asking, matters, trouble, wanting, speaking }: Taxonomy,
): readonly Said[] {
  const said = new Map<number, { self: boolean; reader: boolean; asks: boolean; matter: boolean }>();
  const of = (sentence: number) => {
    const one = said.get(sentence) ?? { self: false, reader: false, asks: false, matter: false };
    said.set(sentence, one);
    return one;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const one = of(sentences[at]!);
    if (token === "?") one.asks = true;
    else if (speaking.self.has(token) || isSelfByEnding(token, speaking)) one.self = true;
    else if (speaking.reader.has(token)) one.reader = true;
  }
  for (const { idea, sentence } of found) {
    const one = of(sentence);
    if (asking.has(idea)) one.asks = true;
    if (matters.has(idea) || trouble.what.has(idea) || wanting.has(idea)) one.matter = true;
  }
  return [...said.values()];
}

function isSelfByEnding(token: string, { endings, others }: Taxonomy["speaking"]): boolean {
  return token.length > 5 && endings.has(token.slice(-4)) && !others.has(token);
}

/** Greetings and lists open, footers end: where an idea stands tells what it is there for. */
function atEnds(
  { sentences }: Words,
  found: readonly FoundIdea[],
  { unasked, asking }: Taxonomy,
): readonly Named[] {
  const [first, last] = [sentences[0] ?? 0, sentences.at(-1) ?? 0];
  if (first === last) return [];
  return found.flatMap(({ idea, sentence }): Named[] => {
    if (!unasked.has(idea) && !asking.has(idea)) return [];
    if (sentence === first) return [[`first ${idea}`, 0.5]];
    return sentence >= last - 1 ? [[`last ${idea}`, 0.5]] : [];
  });
}
