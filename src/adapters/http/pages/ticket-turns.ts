import type { ServiceSplit } from "../../../escalation/split-service.ts";
import { serviceSpan } from "../../../ops/words.ts";
import { type Html, html } from "../html.ts";

const WIDTH = 1000;

/** Where a ticket's service time went by whose turn it was. Shown once somebody besides us had a turn. */
export function drawTurns(split: ServiceSplit | null): Html | null {
  if (split === null || split.upstreamMs + split.customerMs === 0) return null;
  const sides = [
    ["ours", "Ours", split.oursMs],
    ["upstream", "Upstream’s", split.upstreamMs],
    ["customer", "The customer’s", split.customerMs],
  ] as const;
  let x = 0;
  const rects = sides.map(([side, , ms]) => {
    const width = (ms / Math.max(1, split.elapsedMs)) * WIDTH;
    const rect = html`<rect class="${side}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="12"/>`;
    x += width;
    return rect;
  });
  return html`<section class="card" aria-labelledby="turns"><h2 id="turns">Whose turn it was</h2>
<svg class="ledger-bar turns" viewBox="0 0 ${WIDTH} 12" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>
<dl class="facts">${sides.map(([side, name, ms]) => html`<div><dt><span class="swatch ${side}"></span>${name}</dt><dd>${serviceSpan(ms)}</dd></div>`)}<div><dt>In all</dt><dd>${serviceSpan(split.elapsedMs)} of service time</dd></div></dl></section>`;
}
