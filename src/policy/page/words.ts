import { fallbacks } from "../text.ts";
import type { PageWords } from "./page-words.ts";
import { EN } from "./words-en.ts";
import { PT_BR } from "./words-pt-br.ts";
import { PT_PT } from "./words-pt-pt.ts";

export const PAGE_WORDS: readonly PageWords[] = [EN, PT_PT, PT_BR];

/** The words for a reader of `language`, by the chain of `fallbacks`; English last. */
export function pageWords(language: string): PageWords {
  for (const candidate of fallbacks(language)) {
    const words = PAGE_WORDS.find((set) => set.language === candidate);
    if (words) return words;
  }
  return EN;
}
