import { z } from "zod";

const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/;

/** A language tag of BCP 47 in its usual spelling: `en`, `pt-PT`, `zh-Hant-TW`. */
export const Language = z.string().regex(LANGUAGE, "a language tag such as en, pt-PT or pt-BR");

const Words = z
  .string("a text")
  .trim()
  .min(1, "a text that is not empty")
  .max(10_000, "at most 10,000 characters");

/** A text for everybody, or one by language. */
export const Text = z.union([Words, z.record(Language, Words)], "a text, or a map of language to text");
export type Text = z.infer<typeof Text>;

/** One text or a list of them; each becomes a point of its own on the page. */
export const Texts = z.union(
  [Words, z.record(Language, Words), z.array(Text).min(1, "at least one text").max(100)],
  {
    error: "a text, a map of language to text, or a list of these",
  },
);
export type Texts = z.infer<typeof Texts>;

/**
 * The languages tried for a reader of `language`, best first: itself, its base, the European form of Portuguese for
 * Brazilian readers (and the reverse), English.
 */
export function fallbacks(language: string): readonly string[] {
  const base = language.split("-")[0]!;
  const siblings = base === "pt" ? ["pt-PT", "pt-BR"] : [];
  return [...new Set([language, base, ...siblings, "en"])];
}

/** The text for a reader of `language`, by the chain of `fallbacks`, else whatever there is. */
export function pickText(text: Text, language: string): string {
  if (typeof text === "string") return text;
  for (const candidate of fallbacks(language)) {
    if (Object.hasOwn(text, candidate)) return text[candidate]!;
  }
  const base = language.split("-")[0]!;
  const sibling = Object.keys(text).find((tag) => tag.split("-")[0] === base);
  return text[sibling ?? Object.keys(text)[0]!]!;
}

/** A list of texts as strings in one language. */
export function pickTexts(texts: Texts, language: string): readonly string[] {
  return Array.isArray(texts) ? texts.map((text) => pickText(text, language)) : [pickText(texts, language)];
}

/** Whether a reader of `language` gets this text in a language of the chain, not just in any. */
export function hasText(text: Text, language: string): boolean {
  return typeof text === "string" || fallbacks(language).some((candidate) => Object.hasOwn(text, candidate));
}
