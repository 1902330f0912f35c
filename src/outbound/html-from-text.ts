import { escapeHtml } from "../policy/page/html.ts";

/**
 * A mail's HTML part made from its text: paragraphs, lists, lines, links. Everything is escaped; only http, https and
 * mailto addresses that stand in the text become links, and show where they lead.
 */
export function htmlFromText(text: string, language: string): string {
  const blocks = text
    .trim()
    .split(/\n{2,}/)
    .map(block);
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"></head>
<body style="font-family:sans-serif;line-height:1.5">
${blocks.join("\n")}
</body></html>
`;
}

function block(text: string): string {
  const lines = text.split("\n");
  if (lines.every((line) => line.startsWith("- "))) {
    return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join("")}</ul>`;
  }
  return `<p>${lines.map(inline).join("<br>\n")}</p>`;
}

const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"'`{}|\\^]{1,2000}/g;

function inline(line: string): string {
  let at = 0;
  let out = "";
  for (const found of line.matchAll(ADDRESS)) {
    const address = withoutEnding(found[0]);
    out += escapeHtml(line.slice(at, found.index));
    out += `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    at = found.index + address.length;
  }
  return out + escapeHtml(line.slice(at));
}

/** Punctuation that ends a sentence is not part of the address. */
function withoutEnding(address: string): string {
  let end = address.length;
  while (end > 0 && ".,;:!?)]".includes(address[end - 1]!)) end -= 1;
  return address.slice(0, end);
}
