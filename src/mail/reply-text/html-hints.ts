import { type HtmlMarks, lettersOf, readHtmlMarks } from "./html-marks.ts";
import { isRule } from "./lines.ts";

/** Where the HTML body's marks lie in the text, by line. */
export interface HtmlHints {
  /** The line from which on all is quoted; null: the HTML does not tell. */
  readonly quoteStart: number | null;
  /** The first line of the signature that ends at line `end`; null where the HTML marks none there. */
  readonly signatureBefore: (end: number) => number | null;
}

export const NO_HINTS: HtmlHints = { quoteStart: null, signatureBefore: () => null };

/** A beginning shorter than this may stand anywhere. */
const SHORTEST_HEAD = 10;
const SHORTEST_SIGNATURE = 3;

/** Finds the marks of the HTML body in the lines of the text, which may have been made from it by the sender's client. */
export function findHtmlHints(lines: readonly string[], html: string | null): HtmlHints {
  if (html === null) return NO_HINTS;
  const marks = readHtmlMarks(html);
  if (marks.quote === null && marks.signature === null) return NO_HINTS;
  const letters = lines.map(lettersOf);
  const starts: number[] = [];
  let total = 0;
  for (const line of letters) {
    starts.push(total);
    total += line.length;
  }
  starts.push(total);
  const text = letters.join("");
  const lineAt = (position: number): number | null => lineStartingAt(letters, starts, position);
  return {
    quoteStart: findQuote(marks, text, lines, lineAt),
    signatureBefore: (end) => findSigned(marks.signature, text, starts[end] ?? total, lineAt),
  };
}

/** The line with letters that starts exactly at this letter of the whole text. */
function lineStartingAt(
  letters: readonly string[],
  starts: readonly number[],
  position: number,
): number | null {
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle + 1]! > position) high = middle;
    else low = middle + 1;
  }
  return low < letters.length && starts[low] === position ? low : null;
}

/** The place of the quote's beginning that is nearest to where the HTML has it. */
function findQuote(
  { quote, before }: HtmlMarks,
  text: string,
  lines: readonly string[],
  lineAt: (position: number) => number | null,
): number | null {
  if (quote === null || quote.length < SHORTEST_HEAD) return null;
  const below = text.indexOf(quote, before);
  const above = text.lastIndexOf(quote, before);
  const nearest = below < 0 || (above >= 0 && before - above < below - before) ? above : below;
  const start = nearest < 0 ? null : lineAt(nearest);
  return start === null ? null : withIntroduction(lines, start);
}

/** A rule above belongs to the quote; a line that names a day and ends in a colon introduces it, whatever its language. */
function withIntroduction(lines: readonly string[], start: number): number {
  let above = start - 1;
  while (above > start - 3 && lines[above]?.trim() === "") above--;
  const line = lines[above] ?? "";
  if (isRule(line)) return above;
  return line.length < 300 && /\d.*[:：]\s*$/u.test(line) && /\d{4}|\d[:.]\d\d|@/u.test(line) ? above : start;
}

function findSigned(
  signature: string | null,
  text: string,
  end: number,
  lineAt: (position: number) => number | null,
): number | null {
  if (signature === null || signature.length < SHORTEST_SIGNATURE) return null;
  return text.endsWith(signature, end) ? lineAt(end - signature.length) : null;
}
