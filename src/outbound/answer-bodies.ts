import { escapeHtml } from "../policy/page/html.ts";
import { htmlFromText } from "./html-from-text.ts";

/** A picture that stands inside an answer, not beside it. */
export interface InlineImage {
  readonly filename: string;
  /** Without angle brackets. */
  readonly contentId: string;
}

const MOST_IMAGES = 50;

/**
 * The bodies of an agent's answer. The text is what they wrote, to the letter, with the desk's signature below it behind
 * `-- ` (RFC 3676 §4.3), where clients cut it from a quote. Only an answer with pictures in it gets HTML too: there each stands
 * where the agent's client left a mark of it (`[cid:…]`, `[image: name]`), or at the end.
 */
export function answerBodies(
  text: string,
  signature: string,
  images: readonly InlineImage[],
  language: string,
): { readonly text: string; readonly html: string | null } {
  const shown = images.slice(0, MOST_IMAGES);
  const gap = text.trim() === "" ? "" : "\n\n";
  const ended = signature === "" ? "" : `${gap}-- \n${signature}`;
  const plain = shown.reduce(
    (words, { contentId, filename }) => words.replaceAll(`[cid:${contentId}]`, () => `[${filename}]`),
    text,
  );
  if (shown.length === 0 || text.trim() === "") return { text: `${text}${ended}`, html: null };
  return { text: `${plain}${ended}`, html: withImages(htmlFromText(`${text}${ended}`, language), shown) };
}

/** Marks become pictures in HTML that is escaped already; what is put in holds nothing that is not escaped. */
function withImages(html: string, images: readonly InlineImage[]): string {
  let out = html;
  const left: string[] = [];
  for (const { contentId, filename } of images) {
    const image = `<img src="cid:${escapeHtml(contentId)}" alt="${escapeHtml(filename)}" style="max-width:100%">`;
    const mark = [`[cid:${escapeHtml(contentId)}]`, `[image: ${escapeHtml(filename)}]`].find((one) =>
      out.includes(one),
    );
    if (mark === undefined) left.push(`<p>${image}</p>`);
    else out = out.replace(mark, () => image);
  }
  return left.length === 0 ? out : out.replace("</body>", () => `${left.join("\n")}\n</body>`);
}
