import { ago } from "../../../ops/words.ts";
import { fromMs } from "../../../values/instant.ts";
import type { Db } from "../../postgres/connect.ts";
import {
  type OutboundState,
  type OutgoingCursor,
  outgoingRows,
  unsettledOutgoing,
} from "../../postgres/ops-queries-mail.ts";
import { mailState, said, time, withQuery } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

const ROWS_A_PAGE = 50;
type Row = Awaited<ReturnType<typeof outgoingRows>>[number];

/** Tabs: the states that mean the same to a reader. */
const VIEWS: readonly (readonly [key: string, name: string, states: readonly OutboundState[]])[] = [
  ["", "On their way", ["held", "ready", "submitting", "deferred"]],
  ["trouble", "In trouble", ["failed", "bounced", "unsure"]],
  ["accepted", "Accepted", ["accepted"]],
  ["cancelled", "Cancelled", ["cancelled"]],
];

/** Mails out, newest first, with why each is where it is. */
export async function showOutgoing(db: Db, context: PageContext): Promise<Shown> {
  const view = VIEWS.find(([key]) => key === (context.query.get("state") ?? "")) ?? VIEWS[0]!;
  const after = cursorOf(context.query.get("after"));
  const [rows, counts] = await Promise.all([
    outgoingRows(db, view[2], after, ROWS_A_PAGE),
    unsettledOutgoing(db),
  ]);
  const total = (states: readonly OutboundState[]): number =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const trouble = total(VIEWS[1]![2]);
  return {
    title: trouble > 0 ? `(${trouble} in trouble) Outgoing` : "Outgoing",
    main: html`
<div class="head"><h1>Outgoing</h1><p class="lead" data-announce>${total(VIEWS[0]![2])} on their way, ${trouble} in trouble.</p></div>
<nav class="tabs" aria-label="Mails by state"><ul>${VIEWS.map(([key, name, states]) => {
      const n = key === "" || key === "trouble" ? html` <span class="n">${total(states)}</span>` : null;
      return html`<li><a href="${withQuery("/outgoing", context.query, { state: key, after: "" })}"${key === view[0] ? html` aria-current="true"` : null}>${name}${n}</a></li>`;
    })}</ul></nav>
${rows.length === 0 ? html`<p class="empty">No mail here.</p>` : table(rows.slice(0, ROWS_A_PAGE), context)}
${pager(rows, context.query, after)}`,
  };
}

/** `<created ms>.<id>`; anything else is the first page. */
function cursorOf(text: string | null): OutgoingCursor | null {
  const match = /^(\d{1,15})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text ?? "");
  return match === null ? null : { at: fromMs(Number(match[1])), id: match[2]! };
}

function pager(rows: readonly Row[], query: URLSearchParams, after: OutgoingCursor | null): Html | null {
  const last = rows.length > ROWS_A_PAGE ? rows[ROWS_A_PAGE - 1] : undefined;
  if (last === undefined && after === null) return null;
  return html`<nav class="pager" aria-label="Pages">${after === null ? null : html`<a href="${withQuery("/outgoing", query, { after: "" })}">Newest</a>`}
${last === undefined ? null : html`<a href="${withQuery("/outgoing", query, { after: `${last.createdAt}.${last.id}` })}">Older</a>`}</nav>`;
}

function table(rows: readonly Row[], context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Mails" tabindex="0"><table><thead><tr><th scope="col">State</th><th scope="col">Mail</th><th scope="col">Why</th><th scope="col">Ticket</th><th scope="col" class="wide">Written</th></tr></thead>
<tbody>${rows.map((row) => line(row, context))}</tbody></table></div>`;
}

function line(row: Row, context: PageContext): Html {
  const again = row.dueAt !== null && row.attempts > 0 ? ` Next try ${ago(row.dueAt, context.now)}.` : "";
  return html`<tr data-key="o${row.id}"><td>${mailState(row.state)}</td><td class="main">${said(row.subject)}<span class="sub">${row.purpose} to ${row.audience}: ${said(row.recipients.map(({ address }) => address).join(", "))}</span></td>
<td class="why">${said(row.because)}${row.lastError === null || row.lastError === row.because ? null : html`<span class="sub">${said(row.lastError)}</span>`}${again}</td>
<td>${row.ticket === null ? html`<span class="faint">–</span>` : html`<a href="/tickets/${row.ticket}">#${row.ticket}</a>`}</td><td class="wide faint">${time(row.createdAt, context)}</td></tr>`;
}
