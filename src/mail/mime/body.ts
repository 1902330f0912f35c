import { BOUNDS } from "../bounds.ts";
import { htmlToText } from "../html/to-text.ts";
import type { Defect } from "../message.ts";
import { openText } from "../unpack/containers.ts";
import type { Leaf } from "./leaves.ts";
import type { Part } from "./part.ts";

/** What is written in a mail: as text always, as HTML where some part of it is HTML. */
export interface Body {
  readonly text: string;
  readonly html: string | null;
  /** Files that stood in the text itself. */
  readonly unpacked: readonly Leaf[];
}

/** What is met while the body is read. */
interface Gathered {
  readonly defects: Defect[];
  readonly unpacked: Leaf[];
}

/** A stretch of the body: its plain form, its HTML form, or both. */
interface Block {
  readonly text: string | null;
  readonly html: string | null;
}

/** Puts the body together from its parts in order; of alternatives the plain one is the text, the last HTML the HTML. */
export function bodyOf(leaves: readonly Leaf[], defects: Defect[]): Body {
  const gathered: Gathered = { defects, unpacked: [] };
  const blocks = blocksOf(leaves, gathered);
  const text = blocks.map(plainForm).join("\n");
  const html = blocks.some((block) => block.html !== null) ? blocks.map(htmlForm).join("\n") : null;
  if (text.length > BOUNDS.bodyChars)
    defects.push({ code: "text-cut", detail: "the body's end is left out" });
  return {
    text: boundedText(text),
    html: html === null ? null : boundedHtml(html),
    unpacked: gathered.unpacked,
  };
}

/** At most `bodyChars` well-formed characters, without empty lines at the end. */
export function boundedText(text: string): string {
  return text.slice(0, BOUNDS.bodyChars).toWellFormed().trimEnd();
}

export function boundedHtml(html: string): string {
  return html.slice(0, BOUNDS.bodyChars).toWellFormed();
}

function blocksOf(leaves: readonly Leaf[], gathered: Gathered): Block[] {
  const blocks: Block[] = [];
  for (const leaf of leaves) {
    if (leaf.kind === "body") blocks.push(blockOf(leaf.part, gathered));
    else if (leaf.kind === "alternative") blocks.push(choose(leaf.choices, gathered));
  }
  return blocks;
}

function blockOf(part: Part, { defects, unpacked }: Gathered): Block {
  const { text, files } = openText(part, defects);
  for (const file of files) unpacked.push({ kind: "unpacked", file });
  switch (part.type) {
    case "text/html":
      return { text: null, html: text };
    case "text/enriched":
    case "text/richtext":
      return { text: enrichedText(text), html: null };
    default:
      return { text, html: null };
  }
}

function choose(choices: readonly (readonly Leaf[])[], gathered: Gathered): Block {
  const made = choices.map((choice) => blocksOf(choice, gathered)).filter((blocks) => blocks.length > 0);
  const plain = made.find((blocks) => blocks.some(({ text }) => text !== null && text.trim() !== ""));
  const rich = made.findLast((blocks) => blocks.some(({ html }) => html !== null));
  return {
    text: plain?.map(plainForm).join("\n") ?? null,
    html: rich?.map(htmlForm).join("\n") ?? null,
  };
}

function plainForm(block: Block): string {
  if (block.text !== null && (block.text.trim() !== "" || block.html === null)) return block.text;
  return htmlToText(block.html ?? "");
}

function htmlForm(block: Block): string {
  if (block.html !== null) return block.html;
  const escaped = (block.text ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<pre>${escaped}</pre>`;
}

/** RFC 1896: `<<` is a less-than sign, other `<…>` are commands, a lone line break is a space. */
function enrichedText(text: string): string {
  return text
    .replaceAll("<<", "\0")
    .replace(/<param>[^<]{0,1000}<\/param>/gi, "")
    .replace(/<\/?[a-zA-Z0-9-]{1,60}>/g, "")
    .replaceAll("\0", "<")
    .replace(/\n(\n*)/g, (_all, more: string) => (more === "" ? " " : more));
}
