import { lineEnd, readHeaderBlock } from "../header/block.ts";
import { parameter, readParameters } from "../header/parameters.ts";
import { rawField } from "./part.ts";

/** Where the parts of a multipart lie: header and body of each, as half-open ranges. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

const LONGEST_BOUNDARY = 200;
const LF = 10;
const CR = 13;

/**
 * Cuts `bytes[start, end)` at its delimiter lines (RFC 2046 §5.1.1). Empty where the boundary never appears.
 *
 * The closing delimiter may be missing; what stands after it is epilogue and left out.
 */
export function sectionsOf(
  bytes: Buffer,
  start: number,
  end: number,
  boundary: string,
  most: number,
): Section[] {
  const mark = Buffer.from(`--${boundary.slice(0, LONGEST_BOUNDARY)}`, "latin1");
  const sections: Section[] = [];
  let open = -1;
  let at = start;
  while (at < end && sections.length < most) {
    const found = bytes.indexOf(mark, at);
    if (found === -1 || found + mark.length > end) break;
    at = found + mark.length;
    if (!startsLine(bytes, found, start)) continue;
    const next = lineEnd(bytes, found, end);
    const tail = delimiterTail(bytes, at, next);
    if (tail === "none") continue;
    at = next;
    // A close with nothing open is left over from a part inside that used the same boundary.
    if (tail === "close" && open === -1) continue;
    if (open !== -1) sections.push({ start: open, end: beforeBreak(bytes, open, found) });
    open = next;
    if (tail === "close") return sections;
  }
  if (open !== -1 && sections.length < most) sections.push({ start: open, end });
  return sections;
}

function startsLine(bytes: Buffer, at: number, start: number): boolean {
  return at === start || bytes[at - 1] === LF || bytes[at - 1] === CR;
}

function delimiterTail(bytes: Buffer, from: number, next: number): "open" | "close" | "none" {
  let at = from;
  const close = bytes[at] === 0x2d && bytes[at + 1] === 0x2d;
  if (close) at += 2;
  for (; at < next; at++) {
    const byte = bytes[at]!;
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR && byte !== LF) return "none";
  }
  return close ? "close" : "open";
}

/** The line break before a delimiter belongs to the delimiter. */
function beforeBreak(bytes: Buffer, open: number, at: number): number {
  let end = at;
  if (end > open && bytes[end - 1] === LF) end -= 1;
  while (end > open && bytes[end - 1] === CR) end -= 1;
  return end;
}

/**
 * Puts a multipart that uses its parent's boundary together again: RFC 2046 §5.1.2 forbids it, some programs do it.
 *
 * Such a part looks empty, its own parts look like its siblings, and its close like the parent's. It gets all up to that
 * close; what stands behind is the parent's again.
 */
export function nestSections(
  bytes: Buffer,
  end: number,
  found: readonly Section[],
  boundary: string,
  most: number,
): Section[] {
  const sections: Section[] = [];
  let rest = found;
  while (rest.length > 0 && sections.length < most) {
    const container = rest.findIndex((section) => reusesBoundary(bytes, section, boundary));
    if (container === -1 || container === rest.length - 1) return [...sections, ...rest];
    const after = lineEnd(bytes, lineEnd(bytes, rest.at(-1)!.end, end), end);
    sections.push(...rest.slice(0, container), { start: rest[container]!.start, end: after });
    rest = sectionsOf(bytes, after, end, boundary, most - sections.length);
  }
  return sections;
}

/** A part with no body of its own whose header declares a multipart with this boundary. */
function reusesBoundary(bytes: Buffer, { start, end }: Section, boundary: string): boolean {
  if (end - start > 4000 || !bytes.subarray(start, end).includes(boundary, 0, "latin1")) return false;
  const { fields, bodyStart } = readHeaderBlock(bytes, start, end);
  const type = readParameters(rawField(fields, "content-type") ?? "", null);
  const same = (parameter(type.params, "boundary") ?? "").trimEnd() === boundary;
  return (
    same && type.value.startsWith("multipart/") && bytes.toString("latin1", bodyStart, end).trim() === ""
  );
}

const FIELD_LINE = /^(content-[a-z-]{1,40}|mime-version)[ \t]*:/i;
const MOST_TRIES = 50;

/** A boundary the mail uses but does not declare: the first `--…` line right before a part's header. Null: none. */
export function sniffBoundary(bytes: Buffer, start: number, end: number): string | null {
  let at = start;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const found = bytes.indexOf("--", at);
    if (found === -1 || found >= end) return null;
    const next = lineEnd(bytes, found, end);
    at = next;
    if (!startsLine(bytes, found, start)) continue;
    const line = bytes.toString("latin1", found + 2, Math.min(next, found + 2 + LONGEST_BOUNDARY)).trim();
    const following = bytes.toString("latin1", next, Math.min(next + 80, end));
    if (line !== "" && FIELD_LINE.test(following)) return line;
  }
  return null;
}
