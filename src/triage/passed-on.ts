import { readLabel } from "../mail/reply-text/labels.ts";
import { isRule } from "../mail/reply-text/lines.ts";
import { readSeparator } from "../mail/reply-text/separators.ts";

const MARKED = /^\s{0,3}(?:>|&gt;|\|\s)/;
/** `--- Forwarded by Ana ---`, in words that no client writes. */
const BETWEEN_DASHES = /^\s{0,3}[-–—_=*]{2,}\s?[^\n]{1,80}[-–—_=*]{2,}\s*$/u;
const STARRED = /^\s{0,3}\*\s?\S/;
/** A second line of a header stands close behind the sender's. */
const CLOSE = 3;

/**
 * What somebody passes on under a forward's subject, where the mail's own reading is not sure of it: that reading decides
 * what people see, this one only whose words ask. Null where nothing of the writer's own would be left.
 */
export function passedOnIn(text: string): { readonly own: string; readonly passedOn: string } | null {
  const lines = text.split("\n");
  const from = lines.findIndex((line, at) => at > 0 && beginsAnother(lines, line, at));
  if (from > 0) return divided(lines, (_, at) => at >= from);
  if (lines.some((line) => MARKED.test(line))) return divided(lines, (line) => MARKED.test(line));
  const before = lines.findLastIndex((line) => line.trim() !== "" && !STARRED.test(line));
  const isList = lines[before]?.trim().endsWith(":") ?? true;
  return isList || before === lines.length - 1 ? null : divided(lines, (_, at) => at > before);
}

function beginsAnother(lines: readonly string[], line: string, at: number): boolean {
  if (readSeparator(line) !== null || isRule(line) || BETWEEN_DASHES.test(line)) return true;
  if (readLabel(line)?.label !== "sender") return false;
  return lines.slice(at + 1, at + 1 + CLOSE).some((next) => readLabel(next) !== null);
}

function divided(
  lines: readonly string[],
  isOthers: (line: string, at: number) => boolean,
): ReturnType<typeof passedOnIn> {
  const others = lines.map(isOthers);
  const [own, passedOn] = [false, true].map((is) => lines.filter((_, at) => others[at] === is).join("\n"));
  return own!.trim() === "" || passedOn!.trim() === "" ? null : { own: own!, passedOn: passedOn! };
}
