import { exactSpan, type LedgerView } from "../../../ops/clock-ledger.ts";
import { targetName } from "../../../ops/promise.ts";
import { count, moment } from "../../../ops/words.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import type { Clocks } from "./ticket-clocks.ts";

type Target = TicketPageRows["targets"][number];

/** Where the time of each target went: every span with its reason and length, and what they come to. */
export function drawLedgers(
  { targets }: TicketPageRows,
  { ledgers, asOf }: Clocks,
  context: PageContext,
): Html | null {
  const told = targets.filter(({ id }) => ledgers.has(id));
  if (told.length === 0) return null;
  return html`<section class="card" aria-labelledby="ledgers"><h2 id="ledgers">Where the time went</h2>
<p class="sub">Up to ${moment(asOf, context.timeZone, context.now)}, in hours:minutes:seconds, on the clock of each calendar.</p>
${told.map((target) => ledgerOf(target, ledgers.get(target.id)!))}</section>`;
}

function ledgerOf(target: Target, ledger: LedgerView): Html {
  const { rows, earlier, elapsedMs } = ledger;
  const name = targetName(target);
  const zones = [...new Set(rows.map(({ timeZone }) => timeZone))];
  const wrong = target.endedAt !== null && target.elapsedMs !== elapsedMs;
  const goal = target.goalMs === null ? "nothing promised" : `of ${exactSpan(target.goalMs)} promised`;
  return html`<details data-key="l${target.id}"><summary><span class="name">${name}</span>: ${exactSpan(elapsedMs)} used, ${goal}</summary>
<div class="scroll" id="l${target.id}" role="region" aria-label="Ledger of the ${name}" tabindex="0"><table class="ledger">
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Why</th><th scope="col" class="num">Length</th><th scope="col" class="num">Counted</th></tr></thead><tbody>
${earlier === null ? null : html`<tr><th scope="row">before</th><td></td><td>${count(earlier.spans, "earlier span")}</td><td class="num">${exactSpan(earlier.lengthMs)}</td><td class="num">${exactSpan(earlier.countedMs)}</td></tr>`}
${rows.map(
  (
    row,
  ) => html`<tr class="${row.tone}"><th scope="row">${row.from}</th><td>${row.to}${zones.length > 1 ? html`<span class="sub">${row.timeZone}</span>` : null}</td><td>${row.words}</td>
<td class="num">${exactSpan(row.lengthMs)}</td><td class="num">${row.tone === "counted" ? exactSpan(row.countedMs) : html`<span class="faint">not</span>`}</td></tr>`,
)}
</tbody><tfoot><tr><th scope="row">Used in all</th><td></td><td>${zones.length === 1 ? zones[0] : null}</td><td></td><td class="num">${exactSpan(elapsedMs)}</td></tr></tfoot></table></div>
${wrong ? html`<p class="problem">The stored value is ${exactSpan(target.elapsedMs)}: the two must be equal. This is our mistake; please report it.</p>` : null}</details>`;
}
