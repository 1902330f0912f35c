import { readAttribution } from "./attribution.ts";
import { readLabel } from "./labels.ts";
import type { ClassedLines } from "./lines.ts";
import { readSeparator } from "./separators.ts";

const PROMPT =
  /^\s{0,3}(?:>|&gt;){1,2}\s?(?:[A-Z][a-z]+-[A-Z]\w+|(?:npm|npx|git|sudo|docker|kubectl|az|pip|python|node|curl|ping|select|ls|cd|dir|net|cat|echo|telnet|nslookup|tracert|traceroute|ssh|yarn|error|warning|info|debug|at)\b|\$|\d{4}-\d\d-\d\d[T ]\d\d:|\[|\{|[A-Z]:\\)/iu;
const QUOTE_IN_HTML =
  /<blockquote|gmail_quote|yahoo_quoted|moz-cite|divrplyfwdmsg|appendonsend|border-(?:top|left):\s*(?:solid|1px|2px|\d)|protonmail_quote|type=["']?cite/i;
/** Marked lines looked at, from the first. */
const LOOKED_AT = 12;

/**
 * Tells whether marked lines that nothing introduces were typed or pasted by the writer: a log, a prompt, a citation.
 *
 * Not where something inside the marks says "wrote". Else: in a mail that answers nothing, where the HTML shows the mark
 * as a character and has no quote, after a colon, and where most lines look like a shell's.
 */
export function isTypedRun(
  { lines, classes }: ClassedLines,
  { html, isReply }: { readonly html: string | null; readonly isReply: boolean },
): (start: number, end: number) => boolean {
  const typedInHtml = html?.includes("&gt;") === true && !QUOTE_IN_HTML.test(html);
  return (start, end) => {
    const run = lines.slice(start, Math.min(end, start + LOOKED_AT));
    const inner = run.map((line) => line.replace(/^[\s>]+/, ""));
    if (inner.some((line, at) => introduces(line) || readAttribution(inner, at, false) !== null))
      return false;
    if (!isReply || typedInHtml) return true;
    if (/[:：]\s*$/u.test(lineAbove(lines, classes, start).slice(-20))) return true;
    const written = run.filter((line) => line.trim().length > 1);
    return written.filter((line) => PROMPT.test(line)).length * 2 > written.length;
  };
}

const introduces = (line: string): boolean =>
  readSeparator(line) !== null || readLabel(line)?.label === "sender";

/** The nearest written line above, at most two empty ones between. */
function lineAbove(lines: readonly string[], classes: string, start: number): string {
  for (let at = start - 1; at >= Math.max(0, start - 3); at--) if (classes[at] === "t") return lines[at]!;
  return "";
}
