import { findInlineForward } from "./forward/inline.ts";
import type { SplitReply } from "./reading.ts";
import { bannerEnd } from "./reply-text/banner.ts";
import { findHtmlHints, type HtmlHints, NO_HINTS } from "./reply-text/html-hints.ts";
import { classifyLines } from "./reply-text/lines.ts";
import { readPrefix } from "./reply-text/prefix.ts";
import { findRegions, type Region } from "./reply-text/regions.ts";
import { findTail } from "./reply-text/tail.ts";
import { trimLines } from "./reply-text/trim.ts";
import { isTypedRun } from "./reply-text/typed.ts";

/** Below this a header block is taken for a quote. */
const SURE_FORWARD = 0.6;

type Cut = SplitReply["cut"][number];

/**
 * What was written in a mail, apart from what was quoted, signed or added by clients and companies.
 *
 * Lines get a class, classes make regions (written, quoted), and the order of regions tells the shape: written over a
 * quote, below one, or between several; in the last case the quoted lines stay, so that the answers can be read. Where
 * it is not clear who wrote a line, the line stays. A forwarded mail stays whole. Inner text is byte for byte as it was;
 * empty lines at both ends are cut. Linear in the length of the text.
 */
export function splitReply(
  text: string,
  context: {
    readonly html: string | null;
    readonly subject: string;
    /** Display-name of the writer, whose signature may begin with it. */
    readonly author?: string;
  },
): SplitReply {
  const classed = classifyLines(text);
  const prefix = readPrefix(context.subject);
  const forward = findInlineForward(classed, { prefix, answers: false });
  if (forward !== null && forward.confidence >= SURE_FORWARD) return { visible: trimLines(text), cut: [] };
  const isReply = prefix === "reply" || prefix === "either" || context.subject.trim() === "";
  const hints = prefix === "forward" ? NO_HINTS : findHtmlHints(classed.lines, context.html);
  const found = findRegions(classed, isReply, isTypedRun(classed, { html: context.html, isReply }));
  const regions = quoteFrom(hints.quoteStart, found);
  const pieces = regions.flatMap((region) => piecesOf(classed.lines, region, hints, context.author));
  return assemble(classed.lines, pieces, isReply);
}

/** A run of lines with what it is. */
interface Piece {
  readonly kind: "written" | Cut["kind"];
  readonly start: number;
  readonly end: number;
  readonly form: Region["form"];
}

/** The regions where the HTML says that all from one line on is quoted: lines that lost their mark are, too. */
function quoteFrom(start: number | null, regions: readonly Region[]): readonly Region[] {
  if (start === null) return regions;
  return regions.flatMap((region): Region[] => {
    if (region.kind === "quote" || region.end <= start) return [region];
    const below: Region = {
      kind: "quote",
      start: Math.max(start, region.start),
      end: region.end,
      form: "wall",
    };
    return region.start < start ? [{ ...region, end: start }, below] : [below];
  });
}

/** Puts together what stays, by the order of the pieces that hold something. */
function assemble(lines: readonly string[], all: readonly Piece[], isReply: boolean): SplitReply {
  const pieces = all.filter((piece) => holdsText(lines, piece));
  const written = pieces.filter((piece) => piece.kind === "written");
  if (
    written.length === 0 &&
    pieces.some(({ form }) => form === "unmarked" || (form === "wall" && !isReply))
  ) {
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

function piecesOf(lines: readonly string[], region: Region, hints: HtmlHints, author = ""): readonly Piece[] {
  if (region.kind === "quote") return [{ ...region, kind: "quote" }];
  const pieces: Piece[] = [];
  let at = region.start;
  const marked = (end: number): number | null => {
    const start = hints.signatureBefore(region.start + end);
    return start === null || start < region.start ? null : start - region.start;
  };
  const push = (kind: Piece["kind"], end: number): void => {
    if (end > at) pieces.push({ kind, start: at, end, form: "none" });
    at = end;
  };
  if (region.start === 0) push("footer", Math.min(bannerEnd(lines), region.end));
  for (const part of findTail(lines.slice(region.start, region.end), marked, author)) {
    push("written", Math.max(at, region.start + part.start));
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
  const runs: { readonly start: number; end: number }[] = [];
  for (const { start, end } of pieces) {
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs.map(({ start, end }) => trimLines(lines.slice(start, end).join("\n"))).join("\n\n");
}
