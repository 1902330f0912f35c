import { type Html, html } from "../../policy/page/html.ts";
import { POLICY_CSS } from "../../policy/page/style.ts";
import {
  type ChartSection,
  chartSections,
  percentMet,
  type Report,
  summed,
  turnedInWords,
} from "./report.ts";
import { type Count, shareMet } from "./tally.ts";

const BAR_CSS = `
.bar{display:block;height:.8rem;min-width:8rem;background:var(--line);border-radius:.2rem;overflow:hidden}
.bar span{display:block;height:100%;background:var(--link)}
@media print{.bar,.bar span{print-color-adjust:exact}}
td.number{white-space:nowrap}
`;

/** The report as one HTML file that loads nothing; every bar stands beside its numbers. */
export function reportPage(report: Report): string {
  const { is, was } = report;
  const title = `Simulation of ${report.policy}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(POLICY_CSS + BAR_CSS)}</style>
</head>
<body><main class="page">
<h1>${title}</h1>
<p>${report.tickets} ${report.of}, as if this version had been promised.</p>
<dl class="legend">
${was === null ? null : html`<dt>As recorded</dt><dd>${summed(was.all)}</dd>`}
<dt>Under this policy</dt><dd>${summed(is.all)}</dd>
</dl>
${list(turnedInWords(report))}
${chartSections(report).map((section) => table(section, was !== null))}
${report.assumptions.length === 0 ? null : html`<h2>Supposed</h2>${list(report.assumptions)}`}
</main></body>
</html>
`;
  return page.html;
}

/** Constant text of ours. */
function raw(text: string): Html {
  return { html: text };
}

function list(texts: readonly string[]): Html | null {
  return texts.length === 0 ? null : html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}

function table({ title, rows }: ChartSection, hasWas: boolean): Html {
  const heads = hasWas
    ? html`<th scope="col" colspan="2">As recorded</th><th scope="col" colspan="2">Under this policy</th>`
    : html`<th scope="col" colspan="2">Under this policy</th>`;
  return html`<h2>${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr><th scope="col"></th>${heads}</tr></thead>
<tbody>${rows.map(
    ({ label, is, was }) =>
      html`<tr><th scope="row">${label}</th>${was === null ? null : cells(was)}${cells(is)}</tr>
`,
  )}</tbody>
</table></div>
`;
}

function cells(count: Count): Html {
  const share = shareMet(count);
  const { met, missed, open } = count;
  const width = Math.floor((share ?? 0) * 1000) / 10;
  const bar =
    share === null
      ? null
      : html`<span class="bar" aria-hidden="true"><span style="width:${width}%"></span></span>`;
  const decided = share === null ? "none decided" : `${percentMet(count)}, ${met} of ${met + missed}`;
  return html`<td>${bar}</td><td class="number">${decided}${open === 0 ? "" : `, ${open} open`}</td>`;
}
