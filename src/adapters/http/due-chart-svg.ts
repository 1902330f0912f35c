import type { DueBar, DueChart } from "../../ops/due-chart.ts";
import { type Html, html } from "./html.ts";

const BAR = 44;
const GAP = 8;
const HEIGHT = 56;
const TOP = 16;

/** Bars of what falls due in the next hours, with the same told in one sentence to whoever cannot see them. */
export function drawDueChart(chart: DueChart): Html {
  const width = chart.bars.length * (BAR + GAP) - GAP;
  return html`<figure class="chart"><figcaption>Due in the next ${chart.bars.length} hours</figcaption>
<svg viewBox="0 0 ${width} ${TOP + HEIGHT + 18}" role="img" aria-label="${chart.summary}">
${chart.bars.map((bar, n) => drawBar(bar, n, chart.most))}
<line class="axis" x1="0" x2="${width}" y1="${TOP + HEIGHT + 0.5}" y2="${TOP + HEIGHT + 0.5}"/></svg></figure>`;
}

function drawBar({ label, due }: DueBar, n: number, most: number): Html {
  const x = n * (BAR + GAP);
  const height = due === 0 ? 0 : Math.max(4, Math.round((due / most) * HEIGHT));
  const y = TOP + HEIGHT - height;
  return html`<g>${
    due === 0
      ? null
      : html`<rect class="bar${n === 0 ? " first" : ""}" x="${x}" y="${y}" width="${BAR}" height="${height}" rx="3"/>
<text class="value" x="${x + BAR / 2}" y="${y - 4}">${due}</text>`
  }
<text class="hour" x="${x + BAR / 2}" y="${TOP + HEIGHT + 14}">${label}:00</text></g>`;
}
