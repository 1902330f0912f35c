import type { SplitReply } from "./reading.ts";
import { type ClassedLines, classifyLines } from "./reply-text/lines.ts";
import { readPrefix } from "./reply-text/prefix.ts";
import { findRegions, type Region } from "./reply-text/regions.ts";
import { findTail } from "./reply-text/tail.ts";
import { isTypedRun } from "./reply-text/typed.ts";

type Cut = SplitReply["cut"][number];

/**
 * What was written in a mail, apart from what was quoted, signed or added by clients and companies.
 *
 * Lines get a class, classes make regions (written, quoted), and the order of regions tells the shape: written over a
 * quote, below one, or between several; in the last case the quoted lines stay, so that the answers can be read. Where
 * it is not clear who wrote a line, the line stays. A forwarded mail stays whole. Inner text is byte for byte as it was;
 * empty lines at both ends are cut. Linear in the length of the text.
 */
export function splitReply(text: string, context: { html: string | null; subject: string }): SplitReply {
  const classed = classifyLines(text);
  const prefix = readPrefix(context.subject);
  if (isForwarded(classed, prefix === "forward" || prefix === "either"))
    return { visible: trimLines(text), cut: [] };
  const isReply = prefix === "reply" || prefix === "either" || context.subject.trim() === "";
  const regions = findRegions(classed, isReply, isTypedRun(classed, { html: context.html, isReply }));
  return assemble(classed.lines, regions, isReply);
}

/** A forward keeps its text: a separator says so before any quote does, or the subject does and a header block is there. */
function isForwarded({ classes }: ClassedLines, bySubject: boolean): boolean {
  const first = classes.search(/[FABO]/);
  if (first < 0) return false;
  if (classes[first] === "F") return true;
  return bySubject && /[BO]/.test(classes);
}

/** A run of lines with what it is. */
interface Piece {
  readonly kind: "written" | Cut["kind"];
  readonly start: number;
  readonly end: number;
  readonly form: Region["form"];
}

/** Puts together what stays, by the order of the pieces that hold something. */
function assemble(lines: readonly string[], regions: readonly Region[], isReply: boolean): SplitReply {
  const pieces = regions
    .flatMap((region) => piecesOf(lines, region))
    .filter((piece) => holdsText(lines, piece));
  const written = pieces.filter((piece) => piece.kind === "written");
  if (written.length === 0 && pieces.some((piece) => piece.form === "wall") && !isReply) {
    return { visible: trimLines(lines.join("\n")), cut: [] };
  }
  const last = pieces.findLastIndex((piece) => piece.kind === "written");
  const first = firstKept(pieces, last);
  const isKept = ({ kind }: Piece, at: number): boolean =>
    at >= first && at <= last && (kind === "written" || kind === "quote");
  const cut = pieces
    .filter((piece, at) => !isKept(piece, at))
    .map(({ kind, start, end }) => ({
      kind: kind as Cut["kind"],
      text: trimLines(lines.slice(start, end).join("\n")),
    }));
  return { visible: joinPieces(lines, pieces.filter(isKept)), cut };
}

function piecesOf(lines: readonly string[], region: Region): readonly Piece[] {
  if (region.kind === "quote") return [{ ...region, kind: "quote" }];
  const pieces: Piece[] = [];
  let at = region.start;
  const push = (kind: Piece["kind"], end: number): void => {
    if (end > at) pieces.push({ kind, start: at, end, form: "none" });
    at = end;
  };
  for (const part of findTail(lines.slice(region.start, region.end))) {
    push("written", region.start + part.start);
    push(part.kind, region.start + part.end);
  }
  push("written", region.end);
  return pieces;
}

const holdsText = (lines: readonly string[], { start, end }: Piece): boolean => {
  for (let at = start; at < end; at++) if (lines[at]!.trim() !== "") return true;
  return false;
};

/**
 * Where the kept part begins: at the first written piece; at a quote above it, where quotes stand between the answers or
 * the writer picked the quoted lines (nothing introduces them).
 */
function firstKept(pieces: readonly Piece[], last: number): number {
  const first = pieces.findIndex((piece) => piece.kind === "written");
  const quotes = pieces.filter(({ kind }) => kind === "quote").length;
  const opening = pieces[first - 1];
  if (opening === undefined || opening.kind !== "quote" || first > last) return first;
  return quotes > 1 || opening.form === "bare" ? first - 1 : first;
}

/** The text of the pieces; where something was cut between two, one empty line stands. */
function joinPieces(lines: readonly string[], pieces: readonly Piece[]): string {
  let visible = "";
  let end = -1;
  for (const piece of pieces) {
    const text = lines.slice(piece.start, piece.end).join("\n");
    const gap = end < 0 ? "" : end === piece.start ? "\n" : "\n\n";
    visible = gap === "\n\n" ? `${trimLines(visible)}${gap}${trimLines(text)}` : `${visible}${gap}${text}`;
    end = piece.end;
  }
  return trimLines(visible);
}

/** Without the empty lines at both ends; walked, since a text may be nothing but empty lines. */
function trimLines(text: string): string {
  let from = 0;
  for (let at = 0; at < text.length && /\s/.test(text[at]!); at++) if (text[at] === "\n") from = at + 1;
  let to = text.length;
  for (let at = to - 1; at >= from && /\s/.test(text[at]!); at--) if (text[at] === "\n") to = at;
  const trimmed = text.slice(from, to);
  return trimmed.trim() === "" ? "" : trimmed;
}
