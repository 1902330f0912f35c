import type { FoundIdea } from "./ideas.ts";
import type { Taxonomy } from "./taxonomy.ts";
import type { Words } from "./words.ts";

type Named = readonly [string, number];

/** What the sentences of the writer's own text do: ask, deny, turn round, or say that all is over. */
export function sentencesOf(words: Words, found: readonly FoundIdea[], taxonomy: Taxonomy): readonly Named[] {
  return [
    ...askedIn(words, found, taxonomy),
    ...deniedIn(words, found, taxonomy),
    ...afterTurn(found, taxonomy),
    ...settledIn(words, found, taxonomy),
  ];
}

/** What stands in a sentence that asks is what is asked for; the others tell. */
function askedIn(
  { tokens, sentences }: Words,
  found: readonly FoundIdea[],
  { asking }: Taxonomy,
): readonly Named[] {
  const asks = new Set(sentences.filter((_, at) => tokens[at] === "?"));
  for (const { idea, sentence } of found) if (asking.has(idea)) asks.add(sentence);
  const asked = found.filter(({ idea, sentence }) => asks.has(sentence) && !asking.has(idea));
  return [
    ...asked.map(({ idea }): Named => [`ask ${idea}`, 0.7]),
    [asks.size === 0 ? "shape no ask" : "shape ask", asks.size === 1 ? 0.5 : 1],
  ];
}

const NEAR = [1, 2, 3];

/** "Not to buy", "nothing is slow": an idea close behind a word that denies. */
function deniedIn(
  { tokens, sentences }: Words,
  found: readonly FoundIdea[],
  { denying }: Taxonomy,
): readonly Named[] {
  return found
    .filter(({ at, sentence }) =>
      NEAR.some((n) => denying.has(tokens[at - n] ?? "") && sentences[at - n] === sentence),
    )
    .map(({ idea }) => [`not ${idea}`, 0.7]);
}

/** "By the way", "however": the ask comes behind. */
function afterTurn(found: readonly FoundIdea[], { turning }: Taxonomy): readonly Named[] {
  const turn = found.findLast(({ idea }) => turning.has(idea));
  if (turn === undefined) return [];
  return found.filter(({ at }) => at > turn.at).map(({ idea }) => [`after ${idea}`, 0.5]);
}

/** "Works again": the last word, or followed by what is still wanted; a question beside it is an open one. */
function settledIn(
  { tokens }: Words,
  found: readonly FoundIdea[],
  { settled, wanting }: Taxonomy,
): readonly Named[] {
  const end = found.findLast(({ idea }) => settled.has(idea));
  if (end === undefined) return [];
  if (tokens.includes("?")) return [["shape over asks", 1]];
  const isMore = found.some(({ idea, sentence }) => sentence > end.sentence && wanting.has(idea));
  return [[isMore ? "shape over then" : "shape over last", 1]];
}
