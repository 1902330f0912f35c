/** Phrases that can be looked for all at once. */
export interface PhraseFinder {
  readonly phrases: readonly { readonly text: string; readonly grams: Uint16Array }[];
}

/** The three-letter pieces of a text, as a set of hashes. */
export type Grams = Uint8Array;

export function phraseFinder(phrases: readonly string[]): PhraseFinder {
  return { phrases: [...new Set(phrases)].map((text) => ({ text, grams: gramsOf(text) })) };
}

/** Marks which three-letter pieces a text has; made once for all finders that look into it. */
export function gramSet(text: string): Grams {
  const set = new Uint8Array(0x10000);
  for (let i = 0; i + 2 < text.length; i++) set[gramAt(text, i)] = 1;
  return set;
}

/**
 * Whether a text holds one of the phrases. A phrase is only searched for when all its three-letter pieces are there:
 * a thousand phrases in thirty languages cost hardly more than one.
 */
export function holdsPhrase(finder: PhraseFinder, text: string, grams: Grams): boolean {
  return finder.phrases.some(
    (phrase) => phrase.grams.every((gram) => grams[gram] === 1) && text.includes(phrase.text),
  );
}

function gramsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => gramAt(text, i));
}

function gramAt(text: string, i: number): number {
  return ((text.charCodeAt(i) * 31 + text.charCodeAt(i + 1)) * 31 + text.charCodeAt(i + 2)) & 0xffff;
}
