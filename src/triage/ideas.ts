import { type Branch, LEAST_LETTERS } from "./taxonomy.ts";
import type { Words } from "./words.ts";

/** An idea, and the words it was found by. */
export interface FoundIdea {
  readonly idea: string;
  readonly words: string;
  /** Of its first word. */
  readonly at: number;
  readonly sentence: number;
}

const WIDEST_GAP = 3;

/** The ideas in a text. The longest phrase at a place wins, and what it covers is read once. */
export function ideasIn({ tokens, sentences }: Words, phrases: Branch): readonly FoundIdea[] {
  const found: FoundIdea[] = [];
  for (let at = 0; at < tokens.length; ) {
    const best = longest(tokens, at, at, phrases);
    if (best === null) {
      at += 1;
      continue;
    }
    const words = tokens.slice(at, best.end).join(" ");
    for (const idea of best.ideas) found.push({ idea, words, at, sentence: sentences[at]! });
    at = best.end;
  }
  return found;
}

interface Match {
  readonly end: number;
  readonly ideas: readonly string[];
}

/** Bounded: a phrase has at most 60 characters, and a gap three words. */
function longest(tokens: readonly string[], at: number, from: number, here: Branch): Match | null {
  let best: Match | null = here.ideas.length > 0 && at > from ? { end: at, ideas: here.ideas } : null;
  const token = tokens[at];
  if (token === undefined) return best;
  const further = (next: Branch | undefined, end: number): void => {
    const match = next === undefined ? null : longest(tokens, end, from, next);
    if (match !== null && (best === null || match.end > best.end)) best = match;
  };
  further(here.words.get(token), at + 1);
  if (here.starts.size > 0) {
    for (let n = token.length; n >= LEAST_LETTERS; n--) further(here.starts.get(token.slice(0, n)), at + 1);
  }
  if (here.ends.size > 0) {
    for (let n = 0; n <= token.length - LEAST_LETTERS; n++) further(here.ends.get(token.slice(n)), at + 1);
  }
  if (here.gap !== null) for (let n = 0; n <= WIDEST_GAP; n++) further(here.gap, at + n);
  return best;
}
