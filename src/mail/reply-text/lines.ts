import { type Attribution, readAttribution } from "./attribution.ts";
import { type HeaderBlock, isHeaderBlock, readFlatBlock, readLabelRun } from "./header-block.ts";
import { readLabel } from "./labels.ts";
import { readSeparator } from "./separators.ts";

/**
 * A text as lines and one letter a line:
 *
 * `e` empty · `q` quoted with `>` · `t` any other text · `A` `a` first and further lines of an attribution ·
 * `B` `b` of a header block · `O` separator over a quoted mail · `F` separator over a forwarded one ·
 * `R` "reply above this line" · `_` a rule of dashes or underscores · `c` between code fences.
 */
export interface ClassedLines {
  readonly lines: readonly string[];
  readonly classes: string;
  /** Attributions and header blocks by their first line. */
  readonly attributions: ReadonlyMap<number, Attribution>;
  readonly blocks: ReadonlyMap<number, HeaderBlock>;
}

const QUOTED = /^\s{0,3}(?:>|&gt;)/;
const FENCE = /^\s{0,3}(?:```|~~~)/;
const SEPARATOR_LETTER = { original: "O", forwarded: "F", end: "t", "reply-above": "R" } as const;

/** Gives each line its letter; every line is read once, and looks at most forty lines ahead, so the cost is linear. */
export function classifyLines(text: string): ClassedLines {
  const lines = text.split("\n");
  const letters = lines.map(letterOf);
  hideFenced(lines, letters);
  const blocks = markBlocks(lines, letters);
  const attributions = markAttributions(lines, letters);
  return { lines, classes: letters.join(""), attributions, blocks };
}

function letterOf(line: string): string {
  if (line.length < 400 && line.trim() === "") return "e";
  if (QUOTED.test(line)) return "q";
  const separator = readSeparator(line);
  if (separator !== null) return SEPARATOR_LETTER[separator];
  return isRule(line) ? "_" : "t";
}

/** Underscores, dashes, equals signs or stars, at least five, and nothing else: walked, not matched. */
export function isRule(line: string): boolean {
  const mark = line.trim();
  const first = mark[0];
  if (mark.length < 5 || first === undefined || !"_-=*‐‑‒–—―─━~#".includes(first)) return false;
  for (const character of mark) if (character !== first && character !== " ") return false;
  return true;
}

/** What stands between code fences is pasted: nothing in it is a marker. */
function hideFenced(lines: readonly string[], letters: string[]): void {
  let open: number | null = null;
  for (let at = 0; at < lines.length; at++) {
    if (letters[at] === "e" || !FENCE.test(lines[at]!)) continue;
    if (open === null) open = at;
    else {
      letters.fill("c", open, at + 1);
      open = null;
    }
  }
}

function markBlocks(lines: readonly string[], letters: string[]): Map<number, HeaderBlock> {
  const blocks = new Map<number, HeaderBlock>();
  for (let at = 0; at < lines.length; at++) {
    if (letters[at] !== "t" || readLabel(lines[at]!) === null) continue;
    const before = letterBefore(letters, at);
    const block = readFlatBlock(lines, at) ?? readLabelRun(lines, at);
    const isSeparated =
      at === 0 ||
      letters[at - 1] !== "t" ||
      (block.fields.get("sender")?.includes("@") === true && !/^\s{0,20}\p{Ll}/u.test(lines[at]!));
    if (!isSeparated || !isHeaderBlock(block, before !== "" && "OF_".includes(before))) {
      at = Math.max(at, block.end - 1);
      continue;
    }
    blocks.set(at, block);
    letters.fill("b", at, block.end);
    letters[at] = "B";
    markFrameOver(lines, letters, at);
    at = block.end - 1;
  }
  return blocks;
}

/** "------ words in a language we do not know ------" over a header block is a separator. */
const FRAMED = /^\s{0,9}[-–—_=*]{3,40}\s?[^-–—_=*].{1,80}[-–—_=*]{3,40}\s*$/u;

function markFrameOver(lines: readonly string[], letters: string[], block: number): void {
  let above = block - 1;
  while (above > block - 3 && letters[above] === "e") above--;
  if (letters[above] === "t" && lines[above]!.length < 180 && FRAMED.test(lines[above]!))
    letters[above] = "O";
}

function markAttributions(lines: readonly string[], letters: string[]): Map<number, Attribution> {
  const attributions = new Map<number, Attribution>();
  for (let at = 0; at < lines.length; at++) {
    const groupwise = letters[at] === "q" && lines[at]!.startsWith(">>> ");
    if (letters[at] !== "t" && !groupwise) continue;
    const found = readAttribution(lines, at, letterAfter(letters, at) === "q");
    if (
      found === null ||
      letters.slice(found.start, found.end).some((letter) => letter !== "t" && !groupwise)
    )
      continue;
    attributions.set(found.start, found);
    letters.fill("a", found.start, found.end);
    letters[found.start] = "A";
  }
  return attributions;
}

/** The letter of the nearest line above that is not empty, at most three lines up. */
function letterBefore(letters: readonly string[], at: number): string {
  for (let up = at - 1; up >= Math.max(0, at - 3); up--) if (letters[up] !== "e") return letters[up]!;
  return "";
}

/** The letter of the nearest line below that is not empty, at most six lines down. */
function letterAfter(letters: readonly string[], at: number): string {
  for (let down = at + 1; down <= at + 6; down++) {
    const letter = letters[down];
    if (letter !== undefined && letter !== "e") return letter;
  }
  return "";
}
