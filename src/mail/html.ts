import { hostInWords, linkTarget, sameHost } from "./html/address.ts";
import { ALLOWED, safeAttributes, VOID } from "./html/allowed.ts";
import { type HtmlToken, htmlTokens } from "./html/tokens.ts";

type Open = Extract<HtmlToken, { kind: "open" }>;

export interface SafeHtmlOptions {
  /** The address a `cid:` image is served under; null where the mail has no such part. Trusted. */
  readonly cid: (contentId: string) => string | null;
}

/** Elements inside elements; deeper ones lose their tags and keep their text. */
const DEEPEST = 100;
const MOST_CHARS = 4_000_000;
const LONGEST_DATA_IMAGE = 200_000;
const DATA_IMAGE = /^data:image\/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\s]+$/i;

/** What an element's start ends by itself (WHATWG HTML §13.1.2.4), so that the result nests as browsers read it. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: new Set(["li", "p"]),
  dt: new Set(["dt", "dd", "p"]),
  dd: new Set(["dt", "dd", "p"]),
  td: new Set(["td", "th", "p"]),
  th: new Set(["td", "th", "p"]),
  tr: new Set(["tr", "td", "th", "p"]),
  p: new Set(["p"]),
  div: new Set(["p"]),
  ul: new Set(["p"]),
  ol: new Set(["p"]),
  table: new Set(["p"]),
  blockquote: new Set(["p"]),
};

/**
 * The part of a mail's HTML that is safe to show beside our own pages: balanced elements of an allow-list, written anew.
 *
 * No script, style sheet, form, frame or remote load remains; a remote image becomes its description; a link says where
 * it leads where its words name another host. Linear in the HTML's length; nesting beyond 100 is flattened.
 */
export function safeHtml(html: string, options: SafeHtmlOptions): string {
  const writer: Writer = { out: [], open: [], link: null, options };
  for (const token of htmlTokens(html.slice(0, MOST_CHARS))) {
    if (token.kind === "text") writeText(writer, token.text);
    else if (token.kind === "open") writeOpen(writer, token);
    else writeClose(writer, token.name);
  }
  while (writer.open.length > 0) popElement(writer);
  return writer.out.join("").trim();
}

interface Writer {
  readonly out: string[];
  readonly open: string[];
  /** The link being written, and its words so far. */
  link: { readonly host: string; words: string } | null;
  readonly options: SafeHtmlOptions;
}

function writeText(writer: Writer, text: string): void {
  writer.out.push(escapeText(text));
  if (writer.link !== null && writer.link.words.length < 500) writer.link.words += text;
}

function writeOpen(writer: Writer, token: Open): void {
  const { name } = token;
  if (!ALLOWED.has(name)) return;
  if (name === "img") {
    writeImage(writer, token);
    return;
  }
  const ends = Object.hasOwn(ENDS, name) ? ENDS[name] : undefined;
  while (ends?.has(writer.open.at(-1) ?? "")) popElement(writer);
  if (!VOID.has(name) && writer.open.length >= DEEPEST) return;
  if (name === "a") {
    writeLink(writer, token);
    return;
  }
  writeTag(writer, name, safeAttributes(name, token.attributes));
  if (!VOID.has(name)) writer.open.push(name);
}

function writeLink(writer: Writer, token: Open): void {
  // A link inside a link would end the outer one.
  if (writer.link !== null) writeClose(writer, "a");
  const target = linkTarget(token.attributes.get("href") ?? "");
  const attributes: [string, string][] = [];
  if (target !== null) {
    attributes.push(["href", target.url], ["title", target.url.slice(0, 300)], ["target", "_blank"]);
    attributes.push(["rel", "noopener noreferrer nofollow"]);
  }
  writeTag(writer, "a", attributes);
  writer.open.push("a");
  writer.link = { host: target?.host ?? "", words: "" };
}

function writeImage(writer: Writer, { attributes }: Open): void {
  const source = (attributes.get("src") ?? "").trim();
  const alt = (attributes.get("alt") ?? "").trim().slice(0, 300);
  const url = imageUrl(source, writer.options);
  if (url !== null) {
    const sizes = ["width", "height"].filter((name) => /^\d{1,4}%?$/.test(attributes.get(name) ?? ""));
    writeTag(writer, "img", [
      ["src", url],
      ["alt", alt],
      ...sizes.map((name): [string, string] => [name, attributes.get(name)!]),
    ]);
  } else if (!isPixel(attributes)) {
    const host = linkTarget(source)?.host ?? "";
    writer.out.push(
      escapeText(`[${alt === "" ? "image" : alt}${host === "" ? "" : `, not loaded from ${host}`}]`),
    );
  }
}

function imageUrl(source: string, options: SafeHtmlOptions): string | null {
  if (/^cid:/i.test(source)) return options.cid(contentIdOf(source));
  return source.length <= LONGEST_DATA_IMAGE && DATA_IMAGE.test(source) ? source.replace(/\s+/g, "") : null;
}

function contentIdOf(source: string): string {
  const id = source.slice(4).replace(/[<>\s]/g, "");
  return id.replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Images that only count readers are not worth a word. */
function isPixel(attributes: ReadonlyMap<string, string>): boolean {
  return ["width", "height"].some((name) => /^[0-2](?:px)?$/.test((attributes.get(name) ?? "").trim()));
}

function writeClose(writer: Writer, name: string): void {
  if (writer.open.lastIndexOf(name) === -1) return;
  while (popElement(writer) !== name);
}

function popElement(writer: Writer): string {
  const name = writer.open.pop()!;
  if (name === "a" && writer.link !== null) {
    const shown = hostInWords(writer.link.words);
    const { host } = writer.link;
    if (shown !== null && host !== "" && !sameHost(shown, host))
      writer.out.push(escapeText(` [leads to ${host}]`));
    writer.link = null;
  }
  writer.out.push(`</${name}>`);
  return name;
}

function writeTag(writer: Writer, name: string, attributes: readonly (readonly [string, string])[]): void {
  const written = attributes.map(([attribute, value]) => ` ${attribute}="${escapeAttribute(value)}"`);
  writer.out.push(`<${name}${written.join("")}>`);
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\0", "");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("'", "&#39;").replaceAll("`", "&#96;");
}
