import { type HeaderBlock, readHeaderBlock } from "../reply-text/header-block.ts";
import type { Label } from "../reply-text/labels.ts";
import { type ClassedLines, classifyLines, isRule } from "../reply-text/lines.ts";
import type { Prefix } from "../reply-text/prefix.ts";
import { readSeparator } from "../reply-text/separators.ts";

/** A forwarded mail inside a text. */
export interface InlineForward {
  /** Lines above it, and below it where it was marked with `>`: the forwarder's. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** What the header block names; of an attribution, the whole line stands as `sender`. */
  readonly fields: ReadonlyMap<Label, string>;
  readonly introducedBy: "block" | "line";
  readonly body: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
}

/** What the mail around it says of itself. */
export interface Signs {
  readonly prefix: Prefix;
  /** The mail names another one that it answers (RFC 5322 §3.6.4). */
  readonly answers: boolean;
}

/** Lines between a separator and the header block: Lotus writes name and date there. */
const FARTHEST_BLOCK = 9;

/**
 * The outermost forwarded mail in a text; null where there is none.
 *
 * The first marker decides: a forward's separator always; a header block where the subject says forward, or, with little
 * confidence, where it says nothing; a reply's attribution only under a forward's subject.
 */
export function findInlineForward(classed: ClassedLines, signs: Signs): InlineForward | null {
  const { lines, classes } = classed;
  const at = classes.search(/[FABO]|_e*[BF]|q/);
  if (at < 0) return null;
  if (classes[at] === "q") return insideQuote(classed, at, signs);
  const mark = classes.slice(at).search(/[FABOq]/) + at;
  if (classes[mark] === "F") return underSeparator(lines, classes, at, mark, signs);
  if (classes[mark] === "A") return underAttribution(classed, mark, signs);
  return underBlock(classed, at, signs);
}

/** Apple Mail, and text made from HTML, mark the forwarded mail with `>`, separator included. */
function insideQuote({ lines, classes }: ClassedLines, at: number, signs: Signs): InlineForward | null {
  const run = quotedRun(lines, classes, at);
  const inner = classifyLines(run.inside.join("\n"));
  const first = inner.classes.search(/[^e_]/);
  const letter = inner.classes[first] ?? "e";
  if (letter !== "F" && !("BOA".includes(letter) && signs.prefix === "forward")) return null;
  const found = findInlineForward(inner, signs);
  return found && { ...found, above: lines.slice(0, at), below: run.below };
}

/** The marked lines from `at` without their mark, and what stands below them. */
function quotedRun(
  lines: readonly string[],
  classes: string,
  at: number,
): { inside: readonly string[]; below: readonly string[] } {
  let end = at;
  while (end < lines.length && "qe".includes(classes[end]!)) end++;
  return {
    inside: lines.slice(at, end).map((line) => line.replace(/^\s{0,3}(?:>|&gt;) ?/, "")),
    below: lines.slice(end),
  };
}

function underSeparator(
  lines: readonly string[],
  classes: string,
  start: number,
  separator: number,
  signs: Signs,
): InlineForward | null {
  const next = classes.slice(separator + 1).search(/[^e]/) + separator + 1;
  const marked = next > separator && classes[next] === "q" && !lines[next]!.startsWith(">>>");
  const run = marked ? quotedRun(lines, classes, next) : { inside: lines.slice(separator + 1), below: [] };
  const base = signs.prefix === "forward" ? 0.99 : signs.prefix === "reply" && signs.answers ? 0.7 : 0.95;
  const around = { above: lines.slice(0, start), below: run.below };
  return blockAfter(run.inside, base, around) ?? lineAfter(run.inside, base, around);
}

type Around = Pick<InlineForward, "above" | "below">;

/** The header block under a separator; where it names no sender, the line over it does. */
function blockAfter(inside: readonly string[], base: number, around: Around): InlineForward | null {
  for (let at = 0, seen = 0; at < inside.length && seen < FARTHEST_BLOCK; at++) {
    if (inside[at]!.trim() === "") continue;
    seen++;
    const block = readHeaderBlock(inside, at, true);
    if (block === null) continue;
    const over = inside.slice(0, at).filter((line) => line.trim() !== "" && readSeparator(line) === null);
    return {
      ...around,
      ...fromBlock(inside, block, over),
      confidence: block.fields.has("sender") ? base : base - 0.15,
    };
  }
  return null;
}

/** "05.01.2026, 10:00, Ana <ana@x>:" under a separator, as Yandex writes it, or no header at all. */
function lineAfter(inside: readonly string[], base: number, around: Around): InlineForward | null {
  const classed = classifyLines(inside.join("\n"));
  const first = classed.classes.search(/[^e]/);
  if (first < 0) return null;
  const attribution = classed.attributions.get(first);
  const end = attribution?.end ?? first;
  return {
    ...around,
    fields: new Map(attribution === undefined ? [] : [["sender", inside.slice(first, end).join(" ")]]),
    introducedBy: "line",
    body: unmarked(inside.slice(end)),
    confidence: attribution === undefined ? base - 0.45 : base - 0.1,
  };
}

function underAttribution(
  classed: ClassedLines,
  at: number,
  { prefix, answers }: Signs,
): InlineForward | null {
  if (prefix !== "forward" || answers) return null;
  const { lines } = classed;
  const { end } = classed.attributions.get(at)!;
  const fields = new Map<Label, string>([["sender", lines.slice(at, end).join(" ")]]);
  const body = unmarked(lines.slice(end));
  return { above: lines.slice(0, at), below: [], fields, introducedBy: "line", body, confidence: 0.6 };
}

/** A header block with "Original Message", a rule or nothing over it: the same as over a reply, so the subject decides. */
function underBlock(classed: ClassedLines, start: number, { prefix, answers }: Signs): InlineForward | null {
  const { lines, classes, blocks } = classed;
  const at = start + classes.slice(start).search(/B|$/);
  const block = blocks.get(at);
  if (block === undefined || !/^[O_Be]*$/.test(classes.slice(start, Math.min(at, start + 20)))) return null;
  if (block.raw && classes[start] === "B") return null;
  const isFinnishReply =
    prefix === "either" && /^(?:lähettäjä|keneltä)/iu.test(lines[at]!.replace(/^[\s*_]+/, ""));
  if (prefix === "reply" || isFinnishReply || (prefix === null && answers)) return null;
  const known = (block.fields.get("sender") ?? "").includes("@");
  const base = prefix === "forward" ? 0.92 : prefix === "either" ? 0.8 : 0.45;
  return {
    above: lines.slice(0, start),
    below: [],
    ...fromBlock(lines, block, []),
    confidence: known ? base : base - 0.1,
  };
}

function fromBlock(
  lines: readonly string[],
  block: HeaderBlock,
  over: readonly string[],
): Pick<InlineForward, "fields" | "introducedBy" | "body"> {
  const fields = new Map(block.fields);
  const [line, dateLine] = over;
  if (!fields.has("sender") && line !== undefined) {
    const [, who, when] =
      /^\s*(.{1,200}?)(?:\s+(?:on|am|em|el|le|il|op)\s+(\d.{4,60}))?\s*$/iu.exec(line.slice(0, 300)) ?? [];
    fields.set("sender", who ?? line);
    const date = when ?? dateLine;
    if (!fields.has("date") && date !== undefined) fields.set("date", date.trim());
  }
  return { fields, introducedBy: "block", body: unmarked(lines.slice(block.end)) };
}

/** SquirrelMail draws a line under the header block, Zoho repeats its separator there, KMail and The Bat! rule off the mail. */
function unruled(body: readonly string[]): readonly string[] {
  const first = body.findIndex((line) => line.trim() !== "");
  const last = body.findLastIndex((line) => line.trim() !== "");
  if (first < 0) return body;
  const from = isFrame(body[first]!) ? first + 1 : first;
  return body.slice(from, isFrame(body[last]!) && last > from ? last : undefined);
}

/** A rule, with words in it or scissors as The Bat! draws them: `===8<=======Original message text======`. */
const isFrame = (line: string): boolean =>
  isRule(line) || /^={3,40}(?:8<={3,40}|\s)[^=]{2,80}={3,40}\s*$/u.test(line.slice(0, 200));

/** A body up to the forward's closing separator; without the mark where every line has it. */
function unmarked(whole: readonly string[]): readonly string[] {
  const stop = whole.findIndex((line) => readSeparator(line) === "end");
  const body = unruled(stop < 0 ? whole : whole.slice(0, stop));
  const isMarked = (line: string): boolean => /^\s{0,3}>/.test(line);
  const written = body.filter((line) => line.trim() !== "");
  if (written.length === 0 || !written.every(isMarked)) return body;
  return body.map((line) => line.replace(/^\s{0,3}> ?/, ""));
}
