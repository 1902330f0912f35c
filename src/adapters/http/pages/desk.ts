import { dueChart } from "../../../ops/due-chart.ts";
import { viewPromise } from "../../../ops/promise.ts";
import { count } from "../../../ops/words.ts";
import type { Promises } from "../../../tickets/promises/promises.ts";
import { fromMs, HOUR } from "../../../values/instant.ts";
import type { Db } from "../../postgres/connect.ts";
import {
  activeAgents,
  type DeskCounts,
  type DeskCursor,
  type DeskFilter,
  type DeskRow,
  deskCounts,
  deskRows,
  OPEN_STATUSES,
  type TicketStatus,
} from "../../postgres/ops-queries-desk.ts";
import {
  promiseBadge,
  type StatusName,
  said,
  severityBadge,
  statusBadge,
  statusWords,
  time,
  timeAgo,
  withQuery,
} from "../bits.ts";
import { drawDueChart } from "../due-chart-svg.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, readVersion, serviceTimeOn } from "../promises-shown.ts";

const ROWS_A_PAGE = 50;
const STATUSES: readonly StatusName[] = ["new", "in-progress", "waiting", "resolved", "closed"];

type Versions = ReadonlyMap<string, Promises | null>;

/** The Desk: open tickets by promise. */
export async function showDesk(db: Db, book: Book, context: PageContext): Promise<Shown> {
  const filter = filterOf(context.query);
  const after = cursorOf(context.query.get("after"));
  const [rows, counts, agents] = await Promise.all([
    deskRows(db, filter, after, ROWS_A_PAGE),
    deskCounts(db, context.now),
    activeAgents(db),
  ]);
  const versions = new Map<string, Promises | null>();
  for (const { policyVersion } of rows)
    if (!versions.has(policyVersion)) versions.set(policyVersion, await readVersion(book, policyVersion));
  const chart = dueChart(counts.due, counts.late, context.now, context.timeZone);
  const open = OPEN_STATUSES.reduce((sum, status) => sum + (counts.byStatus.get(status) ?? 0), 0);
  return {
    title: counts.late > 0 ? `(${counts.late} late) Desk` : "Desk",
    main: html`
<div class="head"><h1>Desk</h1>
<p class="lead" data-announce>${count(open, "open ticket")}, ${count(counts.late, "promise")} late.</p></div>
<section class="strip" aria-label="What is due">${figures(counts, open, context)}${drawDueChart(chart)}</section>
<section aria-label="Tickets">
${statusTabs(context.query, counts, open)}
${filterForm(context.query, agents)}
${rows.length === 0 ? empty(context.query) : ticketTable(rows.slice(0, ROWS_A_PAGE), versions, context)}
${nextPage(rows, context.query, after)}
</section>`,
  };
}

function figures(counts: DeskCounts, open: number, { now }: PageContext): Html {
  const soon = counts.due.filter((at) => at - now < HOUR).length;
  const figure = (tone: string, n: number, words: string): Html =>
    html`<div class="${n > 0 ? tone : ""}"><dt>${words}</dt><dd>${n}</dd></div>`;
  return html`<dl class="figures">${figure("late", counts.late, "late")}${figure("soon", soon, "due within the hour")}${figure("", counts.byStatus.get("new") ?? 0, "not answered yet")}${figure("", open, "open")}</dl>`;
}

function filterOf(query: URLSearchParams): DeskFilter {
  const status = STATUSES.find((name) => name === query.get("status"));
  const severity = (["A", "B", "C"] as const).find((name) => name === query.get("severity")) ?? null;
  const assignee = query.get("assignee") ?? "";
  return {
    statuses: status === undefined ? OPEN_STATUSES : [status as TicketStatus],
    severity,
    assignee:
      assignee === "none" || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(assignee) ? assignee : null,
  };
}

/** `<promised ms or never>.<number>`; anything else is the first page. */
function cursorOf(text: string | null): DeskCursor | null {
  const match = /^(\d{1,15}|never)\.(\d{1,15})$/.exec(text ?? "");
  if (match === null) return null;
  return { promisedAt: match[1] === "never" ? null : fromMs(Number(match[1])), number: Number(match[2]) };
}

function nextPage(rows: readonly DeskRow[], query: URLSearchParams, after: DeskCursor | null): Html | null {
  const last = rows[ROWS_A_PAGE - 1];
  const more = rows.length > ROWS_A_PAGE && last !== undefined;
  if (!more && after === null) return null;
  return html`<nav class="pager" aria-label="Pages">
${after === null ? null : html`<a href="${withQuery("/", query, { after: "" })}">First page</a>`}
${more ? html`<a href="${withQuery("/", query, { after: `${last.promise?.promisedAt ?? "never"}.${last.number}` })}">Next page</a>` : null}
</nav>`;
}

function statusTabs(query: URLSearchParams, counts: DeskCounts, open: number): Html {
  const current = query.get("status") ?? "";
  const tab = (status: string, name: string, n: number | null): Html =>
    html`<li><a href="${withQuery("/", query, { status, after: "" })}"${status === current ? html` aria-current="true"` : null}>${name}${n === null ? null : html` <span class="n">${n}</span>`}</a></li>`;
  return html`<nav class="tabs" aria-label="Tickets by status"><ul>
${tab("", "Open", open)}
${STATUSES.map((status) => tab(status, statusWords(status), status === "closed" ? null : (counts.byStatus.get(status) ?? 0)))}
</ul></nav>`;
}

function filterForm(
  query: URLSearchParams,
  agents: readonly { readonly id: string; readonly name: string }[],
): Html {
  const option = (name: string, value: string, label: string): Html =>
    html`<option value="${value}"${flag("selected", (query.get(name) ?? "") === value)}>${label}</option>`;
  return html`<form class="filters" method="get" action="/">
${query.get("status") ? html`<input type="hidden" name="status" value="${query.get("status")}">` : null}
<label>Severity <select name="severity">${option("severity", "", "Any")}${["A", "B", "C"].map((name) => option("severity", name, name))}</select></label>
<label>Assignee <select name="assignee">${option("assignee", "", "Anybody")}${option("assignee", "none", "Nobody")}${agents.map(({ id, name }) => option("assignee", id, name))}</select></label>
<button class="quiet">Filter</button></form>`;
}

function ticketTable(rows: readonly DeskRow[], versions: Versions, context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Table of tickets" tabindex="0"><table class="tickets">
<thead><tr><th scope="col">Promise</th><th scope="col"><span class="sr">Severity</span></th><th scope="col">Ticket</th><th scope="col" class="wide">Status</th>
<th scope="col" class="wide">Assignee</th><th scope="col" class="wide">Last message</th></tr></thead>
<tbody>${rows.map((row) => ticketRow(row, versions.get(row.policyVersion) ?? null, context))}</tbody></table></div>`;
}

function ticketRow(row: DeskRow, promises: Promises | null, context: PageContext): Html {
  const serviceTime = row.promise === null ? undefined : serviceTimeOn(promises, row.promise.calendar);
  const promise = viewPromise(row.promise, context.now, serviceTime);
  return html`<tr data-key="t${row.number}" class="${promise.tone}">
<td class="due">${promiseBadge(promise)}<span class="sub">${promise.at === null ? promise.what : html`${promise.what} ${time(promise.at, context)}`}</span></td>
<td>${severityBadge(row.severity)}</td>
<td class="main"><a href="/tickets/${row.number}"><span class="number">#${row.number}</span> ${said(row.subject || "(no subject)")}</a>
<span class="sub">${said(row.customer ?? row.requesterAddress)} · ${said(row.requester || row.requesterAddress)}<span class="narrow"> · ${statusWords(row.status)} · ${row.assignee ?? "nobody"}</span></span></td>
<td class="wide">${statusBadge(row.status)}</td>
<td class="wide">${row.assignee === null ? html`<span class="faint">nobody</span>` : said(row.assignee)}</td>
<td class="wide faint">${timeAgo(row.lastMessageAt, context)}</td></tr>`;
}

function empty(query: URLSearchParams): Html {
  const filtered = ["status", "severity", "assignee", "after"].some((name) => query.get(name));
  return filtered
    ? html`<p class="empty">No ticket matches. <a href="/">Show all open tickets</a></p>`
    : html`<p class="empty">No open tickets. A mail to the desk's address opens one.</p>`;
}
