import type { Instant } from "../../values/instant.ts";
import type { Published } from "../published.ts";
import { pickText, type Text } from "../text.ts";
import { hoursSection, type Reader } from "./hours-section.ts";
import { type Html, html } from "./html.ts";
import { sayDate } from "./say.ts";
import {
  contactSection,
  escalationSection,
  plansSection,
  servicesSection,
  severitiesSection,
  supportSection,
} from "./sections.ts";
import { POLICY_CSS, POLICY_CSS_SOURCE } from "./style.ts";
import { targetsSection } from "./targets-section.ts";
import { pageWords } from "./words.ts";

export interface PageOptions {
  readonly language: string;
  readonly now: Instant;
  /** Where the other forms of the policy are, relative to this page; what is left out is not linked. */
  readonly links?: {
    readonly json?: string;
    readonly calendar?: string;
    readonly languages?: { readonly [language: string]: string };
    /** The version in force, where this is another. */
    readonly current?: string;
    /** The version that comes next, and from which civil date. */
    readonly announced?: { readonly href: string; readonly effectiveFrom: string };
  };
}

/**
 * The published policy as a page of its own: no script, nothing loaded, every text escaped. In the words of `language`
 * by the chain of fallbacks (pt-BR, pt-PT, en).
 */
export function policyPage(published: Published, options: PageOptions): string {
  const { language, now, links = {} } = options;
  const words = pageWords(language);
  const reader: Reader = { words, language, now };
  const { desk } = published.policy;
  const title = `${words.title} – ${desk.name}`;
  const csp = `default-src 'none'; style-src ${POLICY_CSS_SOURCE}; base-uri 'none'; form-action 'none'`;
  return html`${doctype}<html lang="${words.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><style>${style}</style></head>
<body><a class="skip" href="#content">${words.skip}</a><div class="page">
<header><p class="soft">${desk.name}</p><h1>${words.title}</h1><p>${words.intro(desk.name)}</p>
<p class="soft">${versionLine(published, reader)}</p>${otherVersions(reader, links)}${languageLinks(reader, links.languages ?? {})}</header>
<main id="content">
${supportSection(published, reader)}
${plansSection(published, reader)}
${targetsSection(published, reader)}
${hoursSection(published, reader, links.calendar ?? null)}
${contactSection(published, reader)}
${severitiesSection(published, reader)}
${servicesSection(published, reader)}
${escalationSection(published, reader)}
${plain("data-protection", words.dataProtection, published.policy.dataProtection, language)}
${plain("changes", words.changes, published.policy.changes, language)}
</main>
<footer><p>${versionLine(published, reader)} ${words.pinned}</p>
${links.json === undefined ? null : html`<p><a href="${links.json}" type="application/json">${words.asData}</a></p>`}
<p>SHA-256 ${published.hash}</p></footer>
</div></body></html>
`.html;
}

const doctype: Html = { html: "<!doctype html>\n" };
const style: Html = { html: POLICY_CSS };

function versionLine(published: Published, { words }: Reader): Html {
  const line = words.versionLine(published.id, sayDate(published.effectiveFrom, words));
  return html`<span>${line}</span>`;
}

/** What a reader must know who is not looking at what applies, or at what will. */
function otherVersions({ words }: Reader, links: NonNullable<PageOptions["links"]>): readonly Html[] {
  const { current, announced } = links;
  const lines: Html[] = [];
  if (current !== undefined)
    lines.push(
      html`<p><strong>${words.notInForce}</strong> <a href="${current}">${words.readCurrent}</a></p>`,
    );
  if (announced !== undefined) {
    const line = words.announced(sayDate(announced.effectiveFrom, words));
    lines.push(html`<p><a href="${announced.href}">${line}</a></p>`);
  }
  return lines;
}

function languageLinks(
  { words, language }: Reader,
  links: { readonly [language: string]: string },
): Html | null {
  const others = Object.entries(links).filter(([other]) => other !== language);
  if (others.length === 0) return null;
  const items = others.map(([other, href]) => {
    const name = new Intl.DisplayNames(other, { type: "language" }).of(other) ?? other;
    return html`<li><a href="${href}" hreflang="${other}" lang="${other}">${name}</a></li>`;
  });
  return html`<nav aria-label="${words.inOtherLanguages}"><ul class="languages">${items}</ul></nav>`;
}

function plain(id: string, title: string, text: Text | undefined, language: string): Html | null {
  if (text === undefined) return null;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>${pickText(text, language)}</p></section>`;
}
