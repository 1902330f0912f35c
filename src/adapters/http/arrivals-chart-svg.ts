import { ARRIVAL_GROUPS, type ArrivalBar, type ArrivalsChart } from "../../ops/arrivals-chart.ts";
import { type Html, html } from "./html.ts";

const BAR = 18;
const GAP = 6;
const HEIGHT = 64;
const TOP = 16;

/** Stacked bars of what arrived, with the same as a sentence and as a table for whoever cannot see them. */
export function drawArrivalsChart(chart: ArrivalsChart): Html {
  const width = chart.bars.length * (BAR + GAP) - GAP;
  return html`<figure class="chart arrivals"><figcaption>${chart.summary}</figcaption>
<svg viewBox="0 0 ${width} ${TOP + HEIGHT + 18}" role="img" aria-label="${chart.summary}">
${chart.bars.map((bar, n) => drawBar(bar, n, chart.most))}
<line class="axis" x1="0" x2="${width}" y1="${TOP + HEIGHT + 0.5}" y2="${TOP + HEIGHT + 0.5}"/></svg>
<ul class="legend">${ARRIVAL_GROUPS.map(([group, name]) => html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="part ${group}" width="10" height="10" rx="2"/></svg>${name} <b>${chart.totals[group]}</b></li>`)}</ul>
${asTable(chart)}</figure>`;
}

function drawBar({ label, parts, total }: ArrivalBar, n: number, most: number): Html {
  const x = n * (BAR + GAP);
  let y = TOP + HEIGHT;
  const pieces = ARRIVAL_GROUPS.map(([group]) => {
    if (parts[group] === 0) return null;
    const height = Math.max(2, Math.round((parts[group] / most) * HEIGHT));
    y -= height;
    return html`<rect class="part ${group}" x="${x}" y="${y}" width="${BAR}" height="${height}"/>`;
  });
  return html`<g>${pieces}${total === 0 ? null : html`<text class="value" x="${x + BAR / 2}" y="${y - 3}">${total}</text>`}
${n % 3 === 0 ? html`<text class="hour" x="${x + BAR / 2}" y="${TOP + HEIGHT + 14}">${label}</text>` : null}</g>`;
}

/** Hours in which something arrived. */
function asTable({ bars }: ArrivalsChart): Html | null {
  const busy = bars.filter(({ total }) => total > 0);
  if (busy.length === 0) return null;
  return html`<details data-key="arrivals-table"><summary>As a table</summary><div class="scroll" role="region" aria-label="Arrivals by hour" tabindex="0"><table><thead><tr><th scope="col">Hour</th>${ARRIVAL_GROUPS.map(([, name]) => html`<th scope="col" class="num">${name}</th>`)}<th scope="col" class="num">all</th></tr></thead>
<tbody>${busy.map(({ label, parts, total }) => html`<tr><th scope="row">${label}:00</th>${ARRIVAL_GROUPS.map(([group]) => html`<td class="num">${parts[group]}</td>`)}<td class="num">${total}</td></tr>`)}</tbody></table></div></details>`;
}
