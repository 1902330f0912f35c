import { dayOf } from "../../../ops/local-day.ts";
import { count } from "../../../ops/words.ts";
import type { entitlementRows } from "../../postgres/ops-queries-escalations.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

type Right = Awaited<ReturnType<typeof entitlementRows>>[number];

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const LITTLE = 0.2;

/** What is left of the rights to use a vehicle: days and units, with what to look after first. */
export function drawEntitlements(rights: readonly Right[], context: PageContext): Html {
  return html`<section><h2 id="rights">Entitlements</h2>
${
  rights.length === 0
    ? html`<p class="empty">None is written down. What a partner may use to get help upstream is added with <code>answerable entitlements add</code>; without one only what costs nothing can be chosen.</p>`
    : html`<div class="scroll" role="region" aria-label="Entitlements" tabindex="0"><table><thead><tr><th scope="col">Entitlement</th><th scope="col">For</th><th scope="col">Until</th><th scope="col" class="num">Units left</th></tr></thead>
<tbody>${rights.map((right) => line(right, context))}</tbody></table></div>`
}</section>`;
}

function line(right: Right, { now, timeZone }: PageContext): Html {
  const today = dayOf(now, timeZone);
  const days = right.validTo === null ? null : daysBetween(today, right.validTo);
  const { units, left } = right;
  const few = units !== null && left !== null && (left <= 1 || left <= units * LITTLE);
  return html`<tr data-key="r${right.id}"><td class="main">${said(right.name)}<span class="sub">${right.vehicle}${right.grant === null ? null : html` · ${said(right.grant)}`}</span></td>
<td>${right.services.length === 0 ? html`<span class="faint">what its vehicle covers</span>` : said(right.services.join(", "))}</td>
<td>${right.validTo === null ? html`<span class="faint">no end</span>` : right.validTo} ${days === null ? null : until(days, today < right.validFrom)}</td>
<td class="num">${units === null ? html`<span class="faint">not counted</span>` : html`${left} of ${units}`} ${few ? html`<span class="state ${left === 0 ? "late" : "soon"}">${left === 0 ? "used up" : "few left"}</span>` : null}</td></tr>`;
}

/** The last day counts: 0 days are left on it. */
function until(days: number, isYetToCome: boolean): Html | null {
  if (isYetToCome) return html`<span class="state none">not yet</span>`;
  if (days < 0) return html`<span class="state late">expired</span>`;
  return days <= SOON_DAYS
    ? html`<span class="state soon">${days === 0 ? "ends today" : `${count(days, "day")} left`}</span>`
    : html`<span class="sub">${count(days, "day")} left</span>`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
