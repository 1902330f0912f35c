import { ASKING } from "./wants-manager-words.ts";
import { fold } from "./words.ts";

/** Words that make a boss somebody else's, or a thing: `our manager`, `task manager`, `manager's mailbox`. */
const NOT_YOURS =
  "(?! (?:of (?!your|support|the (?:support|service|desk))|approval|console|app|role|licen[cs]e|permission|account|mailbox|profile|access|server|plugin|portal|is locked|cannot|can't)|'s )";

interface Compiled {
  readonly says: RegExp;
  readonly not: RegExp;
}

const COMPILED: readonly Compiled[] = ASKING.map(({ boss, somebody, yours, reach, shall, phrases, not }) => {
  const whole = (text: string): string => `(?<![\\p{L}\\p{N}])(?:${text})(?![\\p{L}\\p{N}-])`;
  const person = `(?:${yours} (?:\\S+ )?${boss}|(?:${yours} )?${somebody})${NOT_YOURS}`;
  const ways = [
    `${reach} (?:(?:to|with|com|con|mit|avec) )?${person}`,
    `(?:your|ur|seu|sua|vosso|vossa|o vosso|o seu|su|tu|vuestro|vuestra|ihr|ihre|dein|eure?|votre|ton|a|um|uma|un|una|ein|eine|que [oa]|que el|que la|que le) ${boss} ${shall}`,
    ...phrases,
  ];
  return { says: new RegExp(whole(ways.join("|")), "u"), not: new RegExp(`${whole(not)}[^,]{0,80}$`, "u") };
});

const MOST_CHARACTERS = 20_000;
const LONGEST_SENTENCE = 600;

/**
 * Whether a customer wishes for somebody above: a manager, an escalation within the desk, a formal complaint. Reads English,
 * Portuguese, Spanish, German and French, sentence by sentence. Asking that a case be passed to the vendor is another
 * thing and does not count, nor does a manager of the customer's own.
 *
 * @param text  what the customer wrote, quote and signature cut; the first 20,000 characters are read
 */
export function wantsManager(text: string): boolean {
  return sentences(text.slice(0, MOST_CHARACTERS)).some((sentence) =>
    COMPILED.some(({ says, not }) => {
      const found = says.exec(sentence);
      return found !== null && !not.test(sentence.slice(0, found.index + found[0].length));
    }),
  );
}

/** A line break alone is no end: mail clients wrap lines. */
function sentences(text: string): readonly string[] {
  return text
    .split(/[.!?;:()…]+|\n\s*\n/)
    .map((sentence) => fold(sentence).trim().slice(0, LONGEST_SENTENCE))
    .filter((sentence) => sentence !== "");
}
