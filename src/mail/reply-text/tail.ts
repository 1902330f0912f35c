import { continuesDisclaimer, isDisclaimer, isDisclaimerHeading, isRegistry } from "./disclaimers.ts";
import { isClientFooter, isListFooter, isScannerFooter } from "./footers.ts";
import { isRule } from "./lines.ts";
import { findSignature, isDelimiter, isPostscript } from "./signature.ts";

/** A part that was cut from the end of what was written. Half-open, in lines. */
export interface CutPart {
  readonly kind: "signature" | "disclaimer" | "footer";
  readonly start: number;
  readonly end: number;
}

interface Paragraph {
  readonly start: number;
  readonly end: number;
}

/** Paragraphs looked at from the end: footers do not reach further up. */
const MOST_PARAGRAPHS = 40;
const MOST_LINES = 400;

/**
 * What stands at the end of `lines` but was not written: client footers, scanner and list footers, small print and the
 * signature. In order; whatever is not named here was written.
 *
 * @param marked  the first line of a signature that ends at the given line and that the HTML marks as one; null: none
 * @param author  display-name of the writer; empty: not known
 */
export function findTail(
  lines: readonly string[],
  marked: (end: number) => number | null = () => null,
  author = "",
): readonly CutPart[] {
  const parts: CutPart[] = [];
  let end = trimmedEnd(lines, lines.length);
  for (;;) {
    const part = markedAt(lines, end, marked) ?? footerAt(lines, end) ?? disclaimerAt(lines, end);
    if (part === null) break;
    parts.unshift(part);
    end = trimmedEnd(lines, part.start);
  }
  const signature = findSignature(lines.slice(0, end), author);
  if (signature === null) return parts;
  const postscript = lines.findIndex((line, at) => at > signature && at < end && isPostscript(line));
  parts.unshift({ kind: "signature", start: signature, end: postscript < 0 ? end : postscript });
  const above = trimmedEnd(lines, signature);
  const footer = footerAt(lines, above);
  return footer === null ? parts : [footer, ...parts];
}

/** A signature that the client marked, with the delimiter over it. */
function markedAt(
  lines: readonly string[],
  end: number,
  marked: (end: number) => number | null,
): CutPart | null {
  const start = end === 0 ? null : marked(end);
  if (start === null) return null;
  const above = trimmedEnd(lines, start);
  return { kind: "signature", start: above > 0 && isDelimiter(lines[above - 1]!) ? above - 1 : start, end };
}

function trimmedEnd(lines: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && isBlank(lines[at - 1]!)) at--;
  return at;
}

const isBlank = (line: string): boolean => line.length < 400 && line.trim() === "";

/** The last paragraph before `end`. */
function lastParagraph(lines: readonly string[], end: number): Paragraph | null {
  const bottom = trimmedEnd(lines, end);
  let start = bottom;
  while (start > 0 && bottom - start < MOST_LINES && !isBlank(lines[start - 1]!)) start--;
  return start === bottom ? null : { start, end: bottom };
}

/** A footer of a client, a scanner or a list in the last lines before `end`, with the rule over it. */
function footerAt(lines: readonly string[], end: number): CutPart | null {
  const paragraph = lastParagraph(lines, end);
  if (paragraph === null) return null;
  const last = lines[end - 1]!;
  if (isRule(last) && !isWrittenRule(lines, end)) return { kind: "footer", start: end - 1, end };
  if (isClientFooter(last) || isScannerFooter(last))
    return { kind: "footer", start: withRule(lines, end - 1), end };
  const own = lines.slice(paragraph.start, paragraph.end);
  if (isClientFooter(own.join(" ")) || (own.length <= 4 && isScannerFooter(own.join(" ")))) {
    return { kind: "footer", start: withRule(lines, paragraph.start), end };
  }
  return listFooter(lines, paragraph, end);
}

/** A rule at the very end is nobody's words; with text right above it may underline a heading, which is left. */
const isWrittenRule = (lines: readonly string[], end: number): boolean =>
  end < 2 || !isBlank(lines[end - 2]!);

/** A list's footer: below a rule, up to three paragraphs of which one names the list. */
function listFooter(lines: readonly string[], last: Paragraph, end: number): CutPart | null {
  let paragraph: Paragraph | null = last;
  let named = false;
  for (let count = 0; count < 3 && paragraph !== null; count++) {
    for (let at = paragraph.end - 1; at >= paragraph.start; at--) {
      named ||= isListFooter(lines[at]!);
      const short = at > paragraph.start && /^--\s*$/.test(lines[at]!) && at === last.start;
      if (named && (isRule(lines[at]!) || short)) return { kind: "footer", start: at, end };
    }
    if (named && opensListFooter(lines[paragraph.start]!))
      return { kind: "footer", start: withRule(lines, paragraph.start), end };
    paragraph = lastParagraph(lines, paragraph.start);
  }
  return null;
}

const opensListFooter = (line: string): boolean =>
  /^(?:--\s*$|you (?:received|are receiving) this|to (?:unsubscribe|stop receiving|view this)|sie erhalten diese|recebeu esta|has recibido|recibió|vous recevez|hai ricevuto|unsubscribe)/iu.test(
    line,
  );

/** The start of a footer, moved up over the rule or delimiter that a client put over it. */
function withRule(lines: readonly string[], start: number): number {
  const above = trimmedEnd(lines, start);
  return above > 0 && above >= start - 2 && isRule(lines[above - 1]!) ? above - 1 : start;
}

/** Small print that runs to `end`: found at its first paragraph, looking up from the end. */
function disclaimerAt(lines: readonly string[], end: number): CutPart | null {
  let found: number | null = null;
  let at = end;
  for (let count = 0; count < MOST_PARAGRAPHS; count++) {
    const paragraph = lastParagraph(lines, at);
    if (paragraph === null) break;
    const small = smallPrint(lines, paragraph);
    const text = lines.slice(paragraph.start, paragraph.end).join(" ").slice(0, 2000);
    if (small !== null) found = small;
    else if (found !== null && isRegistry(text)) found = paragraph.start;
    else if (!continuesDisclaimer(text) && !(paragraph.end - paragraph.start === 1 && isRule(text))) break;
    at = paragraph.start;
  }
  if (found === null) return null;
  const heading = trimmedEnd(lines, found);
  const start = heading > 0 && isDisclaimerHeading(lines[heading - 1]!) ? heading - 1 : found;
  return { kind: "disclaimer", start: withRule(lines, start), end };
}

/** The first line of small print in a paragraph: its own first, or the one below a rule inside it. */
function smallPrint(lines: readonly string[], { start, end }: Paragraph): number | null {
  for (let at = start; at < Math.min(end, start + 40); at++) {
    const opens = at === start || isRule(lines[at - 1]!) || isDisclaimerHeading(lines[at - 1]!);
    if (opens && isDisclaimer(lines.slice(at, Math.min(end, at + 30)).join(" "))) return at;
  }
  return null;
}
