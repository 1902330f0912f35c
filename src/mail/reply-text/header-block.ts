import { type Label, readLabel } from "./labels.ts";

/** A run of labelled lines, as clients write it over a mail they quote or pass on. */
export interface HeaderBlock {
  /** First line of the block, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** The first value of each label, folded lines joined by one space. */
  readonly fields: ReadonlyMap<Label, string>;
  /** Names a field that only a pasted transport header has (Received, Message-ID, X-…). */
  readonly raw: boolean;
}

/** Bounds one reading, so that a text of nothing but labelled lines is read in linear time. */
const LONGEST_BLOCK = 40;
const LONGEST_FOLD = 12;
const MAIN: ReadonlySet<Label> = new Set(["sender", "date", "to", "cc", "subject"]);
const FOLDS_ANYWHERE: ReadonlySet<Label> = new Set(["sender", "to", "cc", "bcc"]);

/**
 * The header block that starts at line `start`; null where there is none.
 *
 * A block names at least three of sender, date, to, cc and subject (two after a separator line, `lenient`), among them
 * the sender or, where the client leaves it out, date with subject. One empty line between two labels is read over.
 */
export function readHeaderBlock(
  lines: readonly string[],
  start: number,
  lenient: boolean,
): HeaderBlock | null {
  const run = readLabelRun(lines, start);
  return isHeaderBlock(run, lenient) ? run : null;
}

/** Whether a run of labelled lines names enough to be a header block. */
export function isHeaderBlock({ fields }: HeaderBlock, lenient: boolean): boolean {
  const main = [...fields.keys()].filter((label) => MAIN.has(label)).length;
  const named = fields.has("sender") || (fields.has("subject") && (lenient || fields.has("date")));
  return named && main >= (lenient ? 2 : 3);
}

/** The labelled lines from `start` on, whatever they name. Where they are no block, no later start before `end` is one. */
export function readLabelRun(lines: readonly string[], start: number): HeaderBlock {
  const fields = new Map<Label, string>();
  let raw = false;
  let end = start;
  let at = start;
  while (at < lines.length && at - start < LONGEST_BLOCK) {
    const found = readLabel(lines[at]!);
    if (found === null || (found.label === "sender" && fields.has("sender"))) break;
    raw ||= found.label === "raw";
    const fold = foldedLines(lines, at, found.label, found.value);
    if (!fields.has(found.label)) {
      const folded = lines.slice(at + 1, fold).map((line) => line.trim());
      fields.set(found.label, [found.value, ...folded].join(" ").trim());
    }
    end = fold;
    at = fold;
    if (lines[at]?.trim() === "" && isLabel(lines[at + 1])) at++;
  }
  return { start, end, fields, raw };
}

const LONGEST_FLAT = 1_500;
const NEXT_LABEL = /\s(?=\*{0,2}\p{L}[\p{L} ]{0,16}\s?[:：])/u;

/** A header block that a client ran into one line: "*From:* Ana *Sent:* Monday 10:02 *To:* Bo *Subject:* x". Null: none. */
export function readFlatBlock(lines: readonly string[], start: number): HeaderBlock | null {
  const line = lines[start]!;
  if (line.length > LONGEST_FLAT || readLabel(line)?.label !== "sender") return null;
  const fields = new Map<Label, string>();
  let open: Label | null = null;
  for (const piece of line.split(NEXT_LABEL)) {
    const found = readLabel(piece);
    if (found !== null) {
      open = found.label;
      if (!fields.has(open)) fields.set(open, found.value);
    } else if (open !== null) fields.set(open, `${fields.get(open)} ${piece}`);
  }
  const block = { start, end: start + 1, fields, raw: false };
  return fields.has("subject") && isHeaderBlock(block, false) ? block : null;
}

/** Where the value of the labelled line at `at` ends: folded lines, and lists of addresses that a client wrapped, belong to it. */
function foldedLines(lines: readonly string[], at: number, label: Label, value: string): number {
  let end = at + 1;
  while (end - at <= LONGEST_FOLD) {
    const line = lines[end];
    if (line === undefined || line.trim() === "" || isLabel(line)) break;
    const open = end === at + 1 && value === "";
    const previous = end === at + 1 ? value : lines[end - 1]!.trim();
    const list = FOLDS_ANYWHERE.has(label) && (/[,;]$/.test(previous) || startsWithAddress(line));
    if (!open && !list && !/^[ \t]/.test(line) && !labelFollows(lines, end)) break;
    end++;
  }
  return end;
}

const isLabel = (line: string | undefined): boolean => line !== undefined && readLabel(line) !== null;
const startsWithAddress = (line: string): boolean => /^[<[(]?[^\s<>]{1,100}@/.test(line.slice(0, 110));

/** A line between two labels is the rest of the first: a block has no prose inside. */
function labelFollows(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1];
  if (next === undefined) return false;
  const label = readLabel(next);
  return label !== null && MAIN.has(label.label) && label.label !== "sender";
}
