import { BOUNDS } from "../bounds.ts";
import type { Defect } from "../message.ts";

/** One header field as it came: `value` holds one character a byte (latin1), unfolded, not decoded. */
export interface RawField {
  readonly name: string;
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly RawField[];
  /** Offset of the first body byte. */
  readonly bodyStart: number;
  readonly defects: readonly Defect[];
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** RFC 5322 §2.2: printable ASCII without colon; spaces before the colon are the obsolete form of §4.5. */
const FIELD = /^([!-9;-~]{1,200})[ \t]{0,20}:/;
const MBOX_LINE = /^>?From \S/;

/**
 * Reads a header block (RFC 5322 §2.2, obsolete forms of §4.5) from `bytes[start, end)`.
 *
 * Ends at the first empty line, or at a line that is neither a field nor a continuation when no field follows it.
 * One pass over the bytes; a field is cut at `fieldBytes`, the rest of it skipped, later fields still read.
 */
export function readHeaderBlock(bytes: Buffer, start: number, end: number): HeaderBlock {
  const fields: RawField[] = [];
  const cut = new Set<string>();
  let name = "";
  let pieces: string[] = [];
  let size = 0;
  let total = 0;
  const keep = (): void => {
    if (name !== "" && fields.length < BOUNDS.headerFields && total < BOUNDS.headerBytes) {
      fields.push({ name, value: pieces.join("").trim() });
      total += size;
    } else if (name !== "") cut.add("header");
    name = "";
    pieces = [];
    size = 0;
  };
  const add = (start: number, to: number, folded = false): void => {
    // Folding white space is one space (RFC 5322 §2.2.3), however much of it was typed.
    let from = start;
    while (from < to && isSpace(bytes[from]!)) from += 1;
    if (from === to) return;
    if (folded && pieces.length > 0) pieces.push(`${pieces.pop()!.trimEnd()} `);
    const room = Math.min(to - from, BOUNDS.fieldBytes - size);
    if (room < to - from) cut.add(`field ${name}`);
    if (room <= 0) return;
    pieces.push(bytes.toString("latin1", from, from + room));
    size += room;
  };

  let at = start;
  let junk = 0;
  while (at < end) {
    const next = lineEnd(bytes, at, end);
    const stop = textEnd(bytes, at, next);
    if (stop === at) {
      at = next;
      break;
    }
    const first = bytes[at];
    if ((first === SPACE || first === TAB) && name !== "") {
      add(at, stop, true);
    } else {
      const found = FIELD.exec(bytes.toString("latin1", at, Math.min(stop, at + 224)));
      if (found !== null) {
        keep();
        name = found[1]!;
        add(at + found[0].length, stop);
      } else if (isStrayLine(bytes, at, stop, next, end) && junk < 20) {
        junk += 1;
      } else break;
    }
    at = next;
  }
  keep();
  return { fields, bodyStart: at, defects: defectsOf(cut, junk) };
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** Offset after the line's LF, or `end`. */
export function lineEnd(bytes: Buffer, at: number, end: number): number {
  const found = bytes.indexOf(LF, at);
  return found === -1 || found >= end ? end : found + 1;
}

/** Offset of the line's end without CR and LF; several CRs are one. */
function textEnd(bytes: Buffer, at: number, next: number): number {
  let stop = next;
  if (stop > at && bytes[stop - 1] === LF) stop -= 1;
  while (stop > at && bytes[stop - 1] === CR) stop -= 1;
  return stop;
}

/** A line that is no field: an mbox separator, blanks, or rubbish right before another field. */
function isStrayLine(bytes: Buffer, at: number, stop: number, next: number, end: number): boolean {
  if (MBOX_LINE.test(bytes.toString("latin1", at, Math.min(stop, at + 40)))) return true;
  const following = bytes.toString("latin1", next, Math.min(lineEnd(bytes, next, end), next + 224));
  return FIELD.test(following);
}

function defectsOf(cut: ReadonlySet<string>, junk: number): Defect[] {
  const defects: Defect[] = [...cut].slice(0, 10).map((what) => ({ code: "header-cut", detail: what }));
  if (junk > 0) defects.push({ code: "header-junk", detail: `${junk} lines that are no header field` });
  return defects;
}
