import { escapeHtml } from "../policy/page/html.ts";

/**
 * A mail's HTML part made from its text: paragraphs, lists, lines, links. Everything is escaped; only http, https and
 * mailto addresses that stand in the text become links, and show where they lead.
 *
 * @param options.tables  a paragraph of three or more lines `label: value` becomes a table; lines that begin with two spaces go on
 *   with the value before them
 */
export function htmlFromText(
  text: string,
  language: string,
  { tables = false }: { readonly tables?: boolean } = {},
): string {
  const blocks = text
    .trim()
    .split(/\n{2,}/)
    .map((part) => (tables ? (table(part) ?? block(part)) : block(part)));
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

function table(text: string): string | null {
  const rows: { readonly label: string; readonly lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const colon = line.indexOf(": ");
    if (line.startsWith("  ") && rows.length > 0) rows.at(-1)!.lines.push(line.slice(2));
    else if (colon > 0 && colon <= 60)
      rows.push({ label: line.slice(0, colon), lines: [line.slice(colon + 2)] });
    else return null;
  }
  if (rows.length < 3) return null;
  const cells = rows.map(
    ({ label, lines }) =>
      `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:2px 12px 2px 0">${escapeHtml(label)}</th>` +
      `<td style="vertical-align:top;padding:2px 0">${lines.map(inline).join("<br>\n")}</td></tr>`,
  );
  return `<table style="border-collapse:collapse">\n${cells.join("\n")}\n</table>`;
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
