import { type Html, html } from "./html.ts";

export interface MonthBar {
  /** `2026-11`. */
  readonly month: string;
  /** Null: nothing to tell; no bar. */
  readonly value: number | null;
  /** As it is read. */
  readonly words: string;
}

interface MonthsChart {
  readonly title: string;
  /** The tallest bar there can be; the tallest there is where left out. */
  readonly full?: number;
  readonly bars: readonly MonthBar[];
}

const BAR = 34;
const GAP = 8;
const HEIGHT = 64;
const TOP = 16;

/** A bar a month, with the same as a table for whoever cannot see them. */
export function drawMonthsChart({ title, full, bars }: MonthsChart): Html {
  const width = bars.length * (BAR + GAP) - GAP;
  const most = full ?? Math.max(1, ...bars.map(({ value }) => value ?? 0));
  const last = bars.at(-1);
  const summary = `${title}: ${last?.words ?? "–"} in ${last?.month ?? ""}`;
  return html`<figure class="chart months"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${width} ${TOP + HEIGHT + 18}" role="img" aria-label="${summary}">
${bars.map((bar, n) => drawBar(bar, n, most, n === bars.length - 1))}
<line class="axis" x1="0" x2="${width}" y1="${TOP + HEIGHT + 0.5}" y2="${TOP + HEIGHT + 0.5}"/></svg>
<details data-key="months-${title}"><summary>As a table</summary><table><thead><tr><th scope="col">Month</th><th scope="col" class="num">${title}</th></tr></thead>
<tbody>${bars.map(({ month, words }) => html`<tr><th scope="row">${month}</th><td class="num">${words}</td></tr>`)}</tbody></table></details></figure>`;
}

function drawBar({ month, value, words }: MonthBar, n: number, most: number, isLast: boolean): Html {
  const x = n * (BAR + GAP);
  const height = value === null || value === 0 ? 0 : Math.max(3, Math.round((value / most) * HEIGHT));
  const y = TOP + HEIGHT - height;
  return html`<g>${
    height === 0
      ? null
      : html`<rect class="bar${isLast ? " first" : ""}" x="${x}" y="${y}" width="${BAR}" height="${height}" rx="3"/>`
  }${value === null ? null : html`<text class="value" x="${x + BAR / 2}" y="${y - 4}">${words.replace(" %", "")}</text>`}
<text class="hour" x="${x + BAR / 2}" y="${TOP + HEIGHT + 14}">${month.slice(5)}</text></g>`;
}
