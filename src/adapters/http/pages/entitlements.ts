import type { Profile } from "../../../escalation/profile.ts";
import { isLow } from "../../../ops/entitlement-watch.ts";
import { dayOf } from "../../../ops/local-day.ts";
import { count } from "../../../ops/words.ts";
import type { ListedEntitlement } from "../../postgres/entitlements.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import { vehicleName } from "../promises-shown.ts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const MOST_SHOWN = 200;

/** What is left of the rights to use a vehicle: days and units, with what to look after first. */
export function drawEntitlements(
  rights: readonly ListedEntitlement[],
  profile: Profile | null,
  context: PageContext,
): Html {
  return html`<section><h2 id="rights">Entitlements</h2>
${
  rights.length === 0
    ? html`<p class="empty">None is written down. What a partner may use to get help upstream is added with <code>answerable entitlements add</code>; without one only what costs nothing can be chosen.</p>`
    : html`<div class="scroll" role="region" aria-label="Entitlements" tabindex="0"><table><thead><tr><th scope="col">Entitlement</th><th scope="col">For</th><th scope="col">Until</th><th scope="col" class="num">Units left</th></tr></thead>
<tbody>${rights.slice(0, MOST_SHOWN).map((right) => line(right, profile, context))}</tbody></table></div>`
}</section>`;
}

function line(right: ListedEntitlement, profile: Profile | null, { now, timeZone }: PageContext): Html {
  const today = dayOf(now, timeZone);
  const days = right.validTo === null ? null : daysBetween(today, right.validTo);
  const { units, unitsLeft: left } = right;
  const few = isLow({ units, left });
  return html`<tr data-key="r${right.id}"><td class="main">${said(right.name)}<span class="sub">${vehicleName(right.vehicle, profile, now, timeZone)}${right.grant === null ? null : html` · ${said(right.grant)}`}</span></td>
<td>${right.services.length === 0 ? html`<span class="faint">what its vehicle covers</span>` : said(right.services.join(", "))}</td>
<td>${right.validTo === null ? html`<span class="faint">no end</span>` : right.validTo} ${days === null ? null : until(days, today < right.validFrom)}</td>
<td class="num">${units === null ? html`<span class="faint">not counted</span>` : html`${left} of ${units}`} ${few ? html`<span class="state ${left !== null && left <= 0 ? "late" : "soon"}">${left !== null && left <= 0 ? "used up" : "few left"}</span>` : null}</td></tr>`;
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
