import type { ClassedLines } from "./lines.ts";

/** A run of lines that the writer wrote, or that a client quoted. Half-open. */
export interface Region {
  readonly kind: "written" | "quote";
  readonly start: number;
  readonly end: number;
  /**
   * `wall`: an unmarked quote below a header block, which runs to the end of the text; `unmarked`: one below an
   * attribution; `header`: marked lines with an attribution or header block above; `bare`: marked lines alone.
   */
  readonly form: "wall" | "unmarked" | "header" | "bare" | "none";
}

/** What comes over a quote: separators, rules, header blocks and attributions, with the empty lines between. Bounded, so that a start that fails costs little. */
const OVER_QUOTE = /(?:[O_]e{0,4}){0,3}(?:Bb*|Aa*)(?:e{0,4}(?:Bb*|Aa*)){0,2}|O|R/y;
const QUOTED_RUN = /e*q[qe]*/y;
const ANYTHING_BELOW = /e*[^e]/y;

/**
 * Cuts the classed lines into what was written and what was quoted, first to last.
 *
 * @param isReply  whether the subject says that something is answered
 * @param isTyped  tells whether marked lines without anything over them were typed or pasted by the writer
 */
export function findRegions(
  classed: ClassedLines,
  isReply: boolean,
  isTyped: (start: number, end: number) => boolean,
): readonly Region[] {
  const { classes } = classed;
  const regions: Region[] = [];
  let written = 0;
  let at = 0;
  const quote = (end: number, form: Region["form"]): void => {
    if (written < at) regions.push({ kind: "written", start: written, end: at, form: "none" });
    regions.push({ kind: "quote", start: at, end, form });
    written = at = end;
  };
  while (at < classes.length) {
    const letter = classes[at]!;
    if (letter === "q") {
      const end = quotedEnd(classed, at);
      if (isTyped(at, end)) at = end;
      else quote(end, "bare");
    } else if ("O_BAR".includes(letter)) {
      const over = matchAt(OVER_QUOTE, classes, at);
      if (over === null || !standsOverQuote(classed, at, over, isReply)) at++;
      else if (matchAt(QUOTED_RUN, classes, over) !== null) quote(quotedEnd(classed, over), "header");
      else quote(classes.length, letter === "A" ? "unmarked" : "wall");
    } else at++;
  }
  if (written < classes.length)
    regions.push({ kind: "written", start: written, end: classes.length, form: "none" });
  return regions;
}

function matchAt(pattern: RegExp, classes: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(classes) ? pattern.lastIndex : null;
}

/**
 * Not a pasted transport header, nor one that a colon introduces in a mail that answers nothing, nor one with no mail
 * below it; an attribution inside a paragraph needs marked lines.
 */
function standsOverQuote(classed: ClassedLines, start: number, end: number, isReply: boolean): boolean {
  const { lines, classes, blocks, attributions } = classed;
  if ("OR_".includes(classes[start]!)) return true;
  if (marked(classes, end)) return true;
  if (attributions.has(start)) return opensParagraph(classes, start);
  if (matchAt(ANYTHING_BELOW, classes, end) === null || blocks.get(start)?.raw === true) return false;
  let above = start - 1;
  while (above > start - 3 && classes[above] === "e") above--;
  return isReply || !/[:：]\s*$/u.test((lines[above] ?? "").slice(-20));
}

const marked = (classes: string, at: number): boolean => matchAt(QUOTED_RUN, classes, at) !== null;
const opensParagraph = (classes: string, at: number): boolean => at === 0 || "e_O".includes(classes[at - 1]!);

const LONG_ENOUGH_TO_WRAP = 60;

/** Where the marked run at `at` ends, its trailing empty lines left out; a line that a client wrapped off a marked one belongs to it. */
function quotedEnd({ lines, classes }: ClassedLines, at: number): number {
  let end = at;
  for (let next = at; next < classes.length; next++) {
    if (classes[next] === "q") end = next + 1;
    else if (classes[next] === "t") {
      if (end !== next || !isWrapped(lines[next - 1]!, lines[next]!, classes[next + 1])) break;
    } else if (classes[next] !== "e") break;
  }
  return end;
}

/** The rest of a marked line that was longer than the client allowed: it goes on in the middle of a sentence. */
function isWrapped(above: string, line: string, below: string | undefined): boolean {
  return (
    below === "q" &&
    above.length >= LONG_ENOUGH_TO_WRAP &&
    line.length < LONG_ENOUGH_TO_WRAP &&
    !/[.!?:;。？！]\s*$/u.test(above) &&
    !/^\s*\p{Lu}/u.test(line)
  );
}
