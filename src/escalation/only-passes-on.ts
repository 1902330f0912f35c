import type { Profile } from "./profile.ts";
import { phrasesIn, wordsOf } from "./vendor-notice.ts";

/** More than that says something, whatever it is. */
const MOST_SAID = 240;
const MOST_WORDS = 10;
/** `Carla Dias`, `Frau Jahnke`: a line of a signature. */
const NAME = /^\p{Lu}[\p{L}'.-]*(?:\s+\p{Lu}[\p{L}'.-]*){0,2}[,.!]?$/u;

/**
 * Whether all that stands over a mail only passes it on: each sentence says so in a phrase of the profile, is polite, or is the name
 * below it. Whatever else somebody writes is for a person to read: so no words that nobody thought of are overlooked.
 *
 * @param hasMatter  whether a sentence may tell of something else all the same
 */
export function onlyPassesOn(
  text: string,
  { table }: Profile,
  hasMatter: (sentence: string) => boolean,
): boolean {
  if (text.length > MOST_SAID) return false;
  const sentences = text
    .split(/(?<=[.!?;])\s|\n/)
    .map((one) => one.trim())
    .filter((one) => /[^\s.,;:–-]/u.test(one));
  return sentences.every((sentence, n) => {
    if (hasMatter(sentence)) return false;
    const words = wordsOf(sentence);
    const said = phrasesIn(words, table.notices.passes_on).length > 0;
    if (said) return words.trim().split(" ").length <= MOST_WORDS;
    return isPolite(sentence, table.notices.polite) || (n > 0 && NAME.test(sentence));
  });
}

/** Nothing but polite words, and names. */
function isPolite(sentence: string, phrases: Profile["table"]["notices"]["polite"]): boolean {
  if (phrasesIn(wordsOf(sentence), phrases).length === 0) return false;
  const known = new Set(
    Object.values(phrases).flatMap((all) => all.flatMap((phrase) => wordsOf(phrase).trim().split(" "))),
  );
  const rest = sentence.split(/[\s,.!–-]+/).filter((word) => word !== "" && !known.has(wordsOf(word).trim()));
  return rest.length <= 3 && rest.every((word) => /^\p{Lu}/u.test(word));
}
