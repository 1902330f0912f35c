import { htmlTokens } from "../html/tokens.ts";

/** What an HTML body shows by its structure, as letters and digits only, so that it can be found in the text again. */
export interface HtmlMarks {
  /** The first letters of the quote, where nothing is written after it; null: no marked quote, or text below it. */
  readonly quote: string | null;
  /** Letters and digits before the quote. */
  readonly before: number;
  /** The signature that a client marked, where nothing but a quote follows it; null where there is none. */
  readonly signature: string | null;
}

/** Elements that hold a quote, or after which everything is one, by class or id. */
const CONTAINERS =
  /(?:^|[\s_])(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|appleoriginalcontents|mailspring-quote|gmail_quote_container|hcsig-quote)(?=$|\s)/i;
const OPEN_ENDED_ID =
  /^(?:x_)*(?:divrplyfwdmsg|appendonsend|olk_src_body_section|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|oriMsgHtmlSeperator|reply-intro|replySplit|stopspelling)$/i;
const OUTLOOK_RULE = /border:\s*none;\s*border-top:\s*solid\s+#(?:e1e1e1|b5c4df|cccccc)\s+1\.0pt/i;
const SIGNATURES =
  /(?:^|[\s_])(?:gmail_signature|moz-signature|protonmail_signature_block|protonmail_signature_block-user|mailspring-signature|ms-outlook-mobile-signature|signature_container|tutanota_signature)(?=$|\s)/i;
const SIGNATURE_ID =
  /^(?:x_)*(?:signature|ms-outlook-mobile-signature|ms-outlook-mobile-body-separator-line|mobile-signature)$/i;
const HIDDEN = new Set(["head", "title", "style", "script"]);

/** Enough of a quote's beginning to know it by. */
const HEAD = 80;
const LONGEST_HTML = 4_000_000;
const LONGEST_SIGNATURE = 2_000;

/** Letters and digits: what stays the same whether a text was made from HTML by us or by the client. */
export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "");

type Attributes = ReadonlyMap<string, string>;
const isSignature = (attributes: Attributes): boolean =>
  SIGNATURES.test(attributes.get("class") ?? "") || SIGNATURE_ID.test(attributes.get("id") ?? "");

/** How an element opens a quote: everything after it, or what it holds; null where it opens none. */
function opensQuote(name: string, attributes: Attributes): "to-the-end" | "inside" | null {
  const id = attributes.get("id") ?? "";
  if (id !== "" && OPEN_ENDED_ID.test(id)) return "to-the-end";
  if (name === "div" && OUTLOOK_RULE.test(attributes.get("style") ?? "")) return "to-the-end";
  if (name === "blockquote" && (attributes.get("type") ?? "").toLowerCase() === "cite") return "inside";
  return CONTAINERS.test(attributes.get("class") ?? "") ? "inside" : null;
}

/** Reads the marks in one walk over the tokens; no tree, so that nesting costs nothing. */
export function readHtmlMarks(html: string): HtmlMarks {
  const state = new Walk();
  for (const token of htmlTokens(html.slice(0, LONGEST_HTML))) {
    if (token.kind === "text") state.text(token.text);
    else if (token.kind === "open") state.open(token.name, token.attributes);
    else state.close(token.name);
  }
  return state.marks();
}

/** One walk over a body: lives as long as `readHtmlMarks` reads. */
class Walk {
  #hidden: string | null = null;
  #before = 0;
  #head: string | null = null;
  #isOpenEnded = false;
  #hadQuoted = false;
  #blockquotes = 0;
  #writtenAfter = false;
  /** The element that holds the signature, and how many of its name are open inside it. */
  #signing: { readonly name: string; depth: number } | null = null;
  #signature: string | null = null;

  open(name: string, attributes: Attributes): void {
    if (this.#hidden !== null) return;
    if (HIDDEN.has(name)) {
      this.#hidden = name;
      return;
    }
    const quote = opensQuote(name, attributes);
    if (quote !== null) this.#head ??= "";
    this.#isOpenEnded ||= quote === "to-the-end";
    if (this.#head !== null && name === "blockquote") {
      this.#blockquotes++;
      this.#hadQuoted = true;
    }
    if (this.#signing !== null && name === this.#signing.name) this.#signing.depth++;
    else if (this.#signing === null && this.#head === null && isSignature(attributes)) {
      this.#signing = { name, depth: 1 };
      this.#signature ??= "";
    }
  }

  close(name: string): void {
    if (name === this.#hidden) this.#hidden = null;
    if (name === "blockquote" && this.#blockquotes > 0) this.#blockquotes--;
    if (this.#signing?.name === name && --this.#signing.depth === 0) this.#signing = null;
  }

  text(raw: string): void {
    if (this.#hidden !== null) return;
    const letters = lettersOf(raw);
    if (letters === "") return;
    if (this.#head === null) this.#written(letters);
    else if (this.#isOpenEnded || this.#blockquotes > 0 || !this.#hadQuoted) {
      if (this.#head.length < HEAD) this.#head += letters.slice(0, HEAD);
    } else this.#writtenAfter = true;
  }

  #written(letters: string): void {
    this.#before += letters.length;
    if (this.#signing === null) this.#signature = null;
    else if ((this.#signature ?? "").length < LONGEST_SIGNATURE)
      this.#signature = (this.#signature ?? "") + letters;
  }

  marks(): HtmlMarks {
    const isWhole = this.#head !== null && !this.#writtenAfter;
    const signature = this.#signature ?? "";
    return {
      quote: isWhole ? this.#head!.slice(0, HEAD) : null,
      before: this.#before,
      signature: signature === "" || signature.length >= LONGEST_SIGNATURE ? null : signature,
    };
  }
}
