import {
  FAREWELLS_SAID,
  GREETINGS_SAID,
  isCourtesyLine,
  plainWord,
  THANKS_SAID,
} from "../conversation/courtesy.ts";

/** How satisfied somebody says they are. */
export interface Rating {
  /** 1 (bad) to 5 (good). */
  readonly score: number;
  /** What they wrote below it, thanks and names included; empty: nothing. */
  readonly comment: string;
  /** The comment asks for something, says that it is not solved, or leaves that in doubt. */
  readonly asks: boolean;
}

const LONGEST_COMMENT = 2000;

/** Whole lines, in small letters without accents. */
const SAID: Readonly<Record<string, number>> = {
  ...scored(
    5,
    "excellent|very good|great|excelente|muito bom|muito boa|otimo|optimo|muy bien|muy bueno|sehr gut|ausgezeichnet|tres bien|parfait|ottimo",
  ),
  ...scored(4, "good|bom|boa|bien|bueno|gut|buono"),
  ...scored(2, "bad|mau|ma|ruim|mal|malo|schlecht|mauvais|cattivo"),
  ...scored(
    1,
    "very bad|terrible|muito mau|muito ruim|pessimo|muy mal|muy malo|sehr schlecht|tres mauvais|pessimo",
  ),
};
const SIGNS: Readonly<Record<string, number>> = {
  "👍": 5,
  "👎": 1,
  "😀": 5,
  "🙂": 4,
  "😐": 3,
  "🙁": 2,
  "😠": 1,
};

/** Whatever of these stands in a comment, in any language, makes it more than praise. */
const ASKING =
  /[?¿？\d]|(?<!\p{L})(?:but|still|however|except|unless|only|please|can|could|would|when|how|why|not|never|again|missing|need|wrong|error|mas|porem|ainda|falta|faltam|podem|pode|quando|como|nao|nunca|preciso|erro|pero|aun|todavia|sigue|pueden|puede|cuando|no|nunca|necesito|aber|noch|nur|bitte|konnen|konnten|wann|wie|nicht|kein|keine|nie|fehlt|fehler|brauche|mais|encore|toujours|pouvez|quand|comment|pas|plus|jamais|manque|erreur|besoin|merci de|ma|ancora|potete|quando|non|mai|manca|errore|serve)(?!\p{L})/u;

/**
 * Reads a rating: the first line is a score and nothing else — `5`, `4/5`, stars, a thumb, a face, or a word for it. A greeting
 * may not stand before it: whoever writes a letter wants it read. A score over 5 is no score.
 *
 * With 3 or less any comment leaves it in doubt whether something is to be done; with more, only one that sounds like it.
 *
 * @param visible  what was written, quote and signature cut
 */
export function readRating(visible: string): Rating | null {
  const lines = visible
    .slice(0, 2 * LONGEST_COMMENT)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const score = scoreOf(lines[0] ?? "");
  if (score === null) return null;
  const rest = lines.slice(1);
  const comment = rest.join("\n").slice(0, LONGEST_COMMENT);
  const isCut = visible.length > 2 * LONGEST_COMMENT;
  if (!isCut && rest.every((line, n) => isCourtesyLine(line, AROUND, n === rest.length - 1)))
    return { score, comment, asks: false };
  return { score, comment, asks: isCut || score <= 3 || ASKING.test(plainWord(comment)) };
}

function scoreOf(line: string): number | null {
  if (line.length > 40) return null;
  const digit =
    /^\(?([1-5])\)?(?:\s?\/\s?5|\s?(?:stars?|estrelas?|estrellas?|sterne?|étoiles?|stelle?))?[.!\s]*(?:[😀🙂😐🙁😠])?$/u.exec(
      line,
    )?.[1];
  if (digit !== undefined) return Number(digit);
  const stars = /^((?:★|⭐)(?:\ufe0f?(?:★|⭐)\ufe0f?){0,4})\ufe0f?☆{0,4}$/u.exec(line)?.[1];
  if (stars !== undefined) return [...stars].filter((sign) => sign === "★" || sign === "⭐").length;
  const sign = line.replaceAll(/[\ufe0f\u{1F3FB}-\u{1F3FF}!\s]/gu, "");
  if (Object.hasOwn(SIGNS, sign)) return SIGNS[sign]!;
  const word = plainWord(line).replace(/[.!\s]+$/, "");
  return Object.hasOwn(SAID, word) ? SAID[word]! : null;
}

const AROUND = [THANKS_SAID, FAREWELLS_SAID, GREETINGS_SAID];

function scored(score: number, words: string): Readonly<Record<string, number>> {
  return Object.fromEntries(words.split("|").map((word) => [word, score]));
}
