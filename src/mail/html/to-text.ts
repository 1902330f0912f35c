import { type HtmlToken, htmlTokens } from "./tokens.ts";
import { type Place, Writer } from "./writer.ts";

/** Line breaks before and after a block: 1 ends the line, 2 leaves an empty line. */
const BLOCKS: ReadonlyMap<string, number> = new Map([
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table", "blockquote"].map(
    (name) => [name, 2] as const,
  ),
  ...["div", "section", "article", "header", "footer", "main", "address", "center", "form", "fieldset"].map(
    (name) => [name, 1] as const,
  ),
  ...["tr", "li", "dt", "dd", "caption", "figure", "figcaption", "body", "html"].map(
    (name) => [name, 1] as const,
  ),
]);
const DEEPEST_LIST = 50;

/**
 * The text a reader sees of an HTML body: paragraphs, lists with bullets and numbers, table rows as lines with tabs,
 * quotes with `> `, a link's address behind its words where they differ, an image's alternative text.
 *
 * Linear in the HTML's length whatever its nesting; at most `mostChars` characters come back.
 */
export function htmlToText(html: string, mostChars = 4_000_000): string {
  const writer = new Writer();
  const state: State = { writer, pre: 0, lists: [], link: null, hidden: null };
  for (const token of htmlTokens(html)) {
    if (writer.size > mostChars) break;
    if (token.kind !== "text") watchHidden(state, token);
    if (token.kind === "text") writer.text(token.text, state.pre > 0);
    else if (token.kind === "open") open(state, token);
    else close(state, token.name);
  }
  return writer.finish().slice(0, mostChars);
}

interface State {
  readonly writer: Writer;
  pre: number;
  /** Next number of each open list; 0 for bullets. */
  readonly lists: number[];
  link: { readonly href: string; readonly from: number } | null;
  /** The element that is being written and will be taken back, for no reader sees it. */
  hidden: {
    readonly name: string;
    depth: number;
    readonly place: Place;
    readonly lists: readonly number[];
  } | null;
}

type Open = Extract<HtmlToken, { kind: "open" }>;

const HIDDEN_STYLE = /(?:^|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)/i;

/** What stands in a hidden element is taken back at its end; one that never ends hides nothing. */
function watchHidden(state: State, token: Exclude<HtmlToken, { kind: "text" }>): void {
  const { hidden } = state;
  if (hidden === null) {
    if (token.kind === "close" || NEVER_CLOSED.has(token.name) || !isHidden(token)) return;
    state.hidden = { name: token.name, depth: 1, place: state.writer.place(), lists: [...state.lists] };
  } else if (token.name === hidden.name) {
    hidden.depth += token.kind === "open" ? 1 : -1;
    if (hidden.depth > 0) return;
    state.writer.restore(hidden.place);
    state.lists.splice(0, state.lists.length, ...hidden.lists);
    state.link = null;
    state.hidden = null;
  }
}

const NEVER_CLOSED = new Set([
  "br",
  "hr",
  "img",
  "input",
  "meta",
  "link",
  "body",
  "html",
  "p",
  "li",
  "col",
  "wbr",
]);

function isHidden({ attributes }: Open): boolean {
  return attributes.has("hidden") || HIDDEN_STYLE.test(attributes.get("style") ?? "");
}

function open(state: State, { name, attributes }: Open): void {
  const { writer } = state;
  const special = Object.hasOwn(OPENERS, name) ? OPENERS[name] : undefined;
  if (special !== undefined) {
    special(state, attributes);
    return;
  }
  if (name === "ul" || name === "ol") {
    writer.block(state.lists.length === 0 ? 2 : 1);
    if (state.lists.length < DEEPEST_LIST)
      state.lists.push(name === "ol" ? startOf(attributes.get("start")) : 0);
    return;
  }
  writer.block(BLOCKS.get(name) ?? 0);
  if (name === "pre") state.pre += 1;
  if (name === "blockquote") writer.quote(1);
}

const OPENERS: Readonly<Record<string, (state: State, attributes: Open["attributes"]) => void>> = {
  br: ({ writer }) => writer.lineBreak(),
  hr: ({ writer }) => {
    writer.block(1);
    writer.text("----------", false);
    writer.block(1);
  },
  img: ({ writer }, attributes) => {
    const alt = attributes.get("alt")?.trim() ?? "";
    if (alt !== "") writer.text(`[${alt}]`, false);
  },
  a: (state, attributes) => openLink(state, attributes.get("href") ?? ""),
  td: ({ writer }) => writer.cell(),
  th: ({ writer }) => writer.cell(),
  li: (state) => openItem(state),
};

function startOf(start: string | undefined): number {
  return /^\d{1,6}$/.test(start ?? "") ? Number(start) : 1;
}

function openItem({ writer, lists }: State): void {
  writer.block(1);
  const number = lists.at(-1) ?? 0;
  if (number > 0) lists[lists.length - 1] = number + 1;
  writer.mark(`${"  ".repeat(Math.max(0, lists.length - 1))}${number > 0 ? `${number}.` : "*"} `);
}

function openLink(state: State, href: string): void {
  state.link = /^(https?|mailto|tel|ftp):/i.test(href.trim())
    ? { href: href.trim(), from: state.writer.mark("") }
    : null;
}

function close(state: State, name: string): void {
  const { writer } = state;
  switch (name) {
    case "a":
      closeLink(state);
      break;
    case "ul":
    case "ol":
      state.lists.pop();
      writer.block(state.lists.length === 0 ? 2 : 1);
      break;
    case "pre":
      state.pre = Math.max(0, state.pre - 1);
      writer.block(2);
      break;
    default:
      writer.block(BLOCKS.get(name) ?? 0);
  }
  if (name === "blockquote") writer.quote(-1);
}

/** `words <address>`, unless the words are the address. */
function closeLink(state: State): void {
  const link = state.link;
  state.link = null;
  if (link === null) return;
  const shown = state.writer.since(link.from).trim();
  const bare = link.href.replace(/^(mailto:|tel:|https?:\/\/(?:www\.)?)/i, "").replace(/\/$/, "");
  const same =
    shown
      .replace(/^(https?:\/\/)?(www\.)?/i, "")
      .replace(/\/$/, "")
      .toLowerCase() === bare.toLowerCase();
  if (shown === "" || same || link.href.length > 2000) return;
  state.writer.text(` <${link.href}>`, false);
}
