import { mayAct, type OutgoingOrder } from "../../../ops/outgoing-act.ts";
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

const DONE: Readonly<Record<string, string>> = {
  retry: "The mail is due now.",
  cancel: "The mail is cancelled. It is kept.",
};

/** Mails out, newest first, with why each is where it is. */
export async function showOutgoing(db: Db, problem: string | null, context: PageContext): Promise<Shown> {
  const view = VIEWS.find(([key]) => key === (context.query.get("state") ?? "")) ?? VIEWS[0]!;
  const after = cursorOf(context.query.get("after"));
  const [rows, counts] = await Promise.all([
    outgoingRows(db, view[2], after, ROWS_A_PAGE),
    unsettledOutgoing(db),
  ]);
  const total = (states: readonly OutboundState[]): number =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const trouble = total(VIEWS[1]![2]);
  const done = DONE[context.query.get("done") ?? ""];
  return {
    ...(problem === null ? {} : { status: 409 }),
    title: trouble > 0 ? `(${trouble} in trouble) Outgoing` : "Outgoing",
    main: html`
<div class="head"><h1>Outgoing</h1><p class="lead" data-announce>${total(VIEWS[0]![2])} on their way, ${trouble} in trouble.</p></div>
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}${done === undefined ? null : html`<p class="note" role="status">${done}</p>`}
<nav class="tabs" aria-label="Mails by state"><ul>${VIEWS.map(([key, name, states]) => {
      const n = key === "" || key === "trouble" ? html` <span class="n">${total(states)}</span>` : null;
      return html`<li><a href="${withQuery("/outgoing", context.query, { state: key, after: "", done: "" })}"${key === view[0] ? html` aria-current="true"` : null}>${name}${n}</a></li>`;
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
  return html`<div class="scroll" role="region" aria-label="Mails" tabindex="0"><table><thead><tr><th scope="col">State</th><th scope="col">Mail</th><th scope="col">Why</th><th scope="col">Ticket</th><th scope="col" class="wide">Written</th>${context.operator.role === "admin" ? html`<th scope="col">What to do</th>` : null}</tr></thead>
<tbody>${rows.map((row) => line(row, context))}</tbody></table></div>`;
}

function line(row: Row, context: PageContext): Html {
  const again = row.dueAt !== null && row.attempts > 0 ? ` Next try ${ago(row.dueAt, context.now)}.` : "";
  return html`<tr data-key="o${row.id}"><td>${mailState(row.state)}</td><td class="main">${said(row.subject)}<span class="sub">${row.purpose} to ${row.audience}</span>${recipientList(row)}</td>
<td class="why">${said(row.because)}${row.lastError === null || row.lastError === row.because ? null : html`<span class="sub">${said(row.lastError)}</span>`}${again}</td>
<td>${row.ticket === null ? html`<span class="faint">–</span>` : html`<a href="/tickets/${row.ticket}">#${row.ticket}</a>`}</td><td class="wide faint">${time(row.createdAt, context)}</td>${context.operator.role === "admin" ? html`<td>${actions(row, context)}</td>` : null}</tr>`;
}

/** What the server said to each, where it said something. */
function recipientList({ recipients }: Row): Html {
  return html`<ul class="recipients">${recipients.map(
    ({ address, state, reply }) =>
      html`<li>${said(address)}${state === "waiting" && reply === "" ? null : html` ${mailState(state)}`}${reply === "" ? null : html`<span class="sub">${said(reply)}</span>`}</li>`,
  )}</ul>`;
}

function actions({ id, state, subject }: Row, { query }: PageContext): Html {
  const button = (act: OutgoingOrder["act"], words: string): Html | null =>
    mayAct(act, state)
      ? html`<form method="post" action="/outgoing/${id}/${act}"><input type="hidden" name="back" value="${query.toString()}"><button class="quiet">${words}<span class="sr"> “${subject}”</span></button></form>`
      : null;
  return html`<div class="acts">${button("retry", state === "deferred" ? "Send now" : "Send again")}${button("cancel", "Cancel")}</div>`;
}

/** Asked before a mail is sent again that may have arrived. */
export function askTwice(id: string, because: string, back: string): Shown {
  return {
    title: "Send it again?",
    status: 409,
    main: html`<div class="narrow-page"><h1>Send it again?</h1><p>This mail is unsure: ${because}. The second copy has the same Message-ID and says so, but people may see both. Ask the recipient first where you can.</p>
<form method="post" action="/outgoing/${id}/retry" class="acts"><input type="hidden" name="back" value="${back}"><input type="hidden" name="sure" value="yes"><button>Send it again</button> <a href="/outgoing?${back}">Leave it</a></form></div>`,
  };
}
