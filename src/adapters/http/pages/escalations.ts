import type { Profile } from "../../../escalation/profile.ts";
import { count } from "../../../ops/words.ts";
import type { Db } from "../../postgres/connect.ts";
import { listEntitlements } from "../../postgres/entitlements.ts";
import {
  countOpen,
  type EscalationRow,
  type EscalationsWanted,
  escalationRows,
  MOST_ESCALATIONS,
} from "../../postgres/ops-queries-escalations.ts";
import { said, severityBadge, time, timeAgo, withQuery } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, profileInForce, vehicleName } from "../promises-shown.ts";
import { drawEntitlements } from "./entitlements.ts";
import { escalationState, isOverdue } from "./ticket-escalations.ts";

const LONGEST_SEARCH = 100;
const VIEWS = [
  ["open", "Open"],
  ["ended", "Ended"],
] as const;
const KINDS = [
  ["", "everything"],
  ["handoff", "handed on"],
  ["rung", "rungs of the ladder"],
] as const;

/** What has climbed the ladder or was handed on, and how much of each entitlement is left. */
export async function showEscalations(db: Db, book: Book, context: PageContext): Promise<Shown> {
  const wanted = wantedBy(context.query);
  const [found, open, rights, profile] = await Promise.all([
    escalationRows(db, wanted),
    countOpen(db, context.now),
    listEntitlements(db),
    profileInForce(db, book, context.now),
  ]);
  const rows = inOrder(found.slice(0, MOST_ESCALATIONS), wanted, context);
  return {
    title: open.late > 0 ? `(${open.late}) Escalations` : "Escalations",
    main: html`
<div class="head"><h1>Escalations</h1><p class="lead" data-announce>${headline(open)}</p><p class="sub"><a href="/incidents">Published incidents</a> that tickets hang on</p></div>
<nav class="tabs" aria-label="Escalations by whether they have ended"><ul>${VIEWS.map(
      ([view, name]) =>
        html`<li><a href="${withQuery("/escalations", context.query, { view: view === "open" ? "" : view })}"${view === wanted.view ? html` aria-current="true"` : null}>${name}</a></li>`,
    )}</ul></nav>
${filters(wanted)}
${rows.length === 0 ? nothing(wanted) : table(rows, profile, context)}
${found.length > MOST_ESCALATIONS ? html`<p class="sub">Only ${MOST_ESCALATIONS} are shown. Search for the others.</p>` : null}
${drawEntitlements(rights, profile, context)}
<dl class="meanings"><div><dt>Rungs</dt><dd>A promise runs out or is broken, and somebody more senior was told. Answering that mail, or <code>#ack</code>, takes note; the ladder is in desk.yaml.</dd></div>
<div><dt>Handed on</dt><dd>An agent wrote <code>#escalate</code>. The ticket, its owner and its promise stay ours. What is to be filed at a portal waits until its number is reported with <code>#upstream</code>.</dd></div></dl>`,
  };
}

function wantedBy(query: URLSearchParams): EscalationsWanted {
  const kind = query.get("kind");
  return {
    view: query.get("view") === "ended" ? "ended" : "open",
    kind: kind === "handoff" || kind === "rung" ? kind : null,
    words: (query.get("q") ?? "").trim().slice(0, LONGEST_SEARCH),
  };
}

/** Overdue ones first; the rest as the database gives them: by when an answer is expected. */
function inOrder(rows: readonly EscalationRow[], { view }: EscalationsWanted, { now }: PageContext) {
  const rank = ({ row }: EscalationRow): number => (isOverdue(row, now) || row.state === "failed" ? 0 : 1);
  return view === "ended" ? rows : rows.toSorted((a, b) => rank(a) - rank(b));
}

function headline({ handoffs, late }: { readonly handoffs: number; readonly late: number }): string {
  if (handoffs === 0) return "Nothing is handed on.";
  const overdue = late === 0 ? "no answer is overdue" : `${count(late, "answer is", "answers are")} overdue`;
  return `${count(handoffs, "ticket is", "tickets are")} handed on, ${overdue}.`;
}

function filters({ view, kind, words }: EscalationsWanted): Html {
  return html`<form class="filters" method="get" action="/escalations" role="search">${view === "ended" ? html`<input type="hidden" name="view" value="ended">` : null}
<label>Show <select name="kind">${KINDS.map(([value, name]) => html`<option value="${value}"${flag("selected", value === (kind ?? ""))}>${name}</option>`)}</select></label>
<label>Customer, to whom, or a number <input type="search" name="q" size="24" maxlength="${LONGEST_SEARCH}" value="${words}" autocomplete="off"></label> <button class="quiet">Filter</button>${words === "" && kind === null ? null : html` <a href="/escalations${view === "ended" ? "?view=ended" : ""}">All</a>`}</form>`;
}

function nothing({ view, kind, words }: EscalationsWanted): Html {
  if (words !== "" || kind !== null) return html`<p class="empty">No escalation is found by that.</p>`;
  if (view === "ended") return html`<p class="empty">None has ended yet.</p>`;
  return html`<p class="empty">No promise has called for help, and nothing is handed on. Rungs come by themselves when a promise runs out; a ticket is handed on when an agent answers its notice with <code>#escalate</code>.</p>`;
}

function table(rows: readonly EscalationRow[], profile: Profile | null, context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Escalations" tabindex="0"><table><thead><tr><th scope="col">Ticket</th><th scope="col">To</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Answer expected</th><th scope="col" class="wide">Who has it</th></tr></thead>
<tbody>${rows.map((one) => line(one, profile, context))}</tbody></table></div>`;
}

function line(one: EscalationRow, profile: Profile | null, context: PageContext): Html {
  const { row, number, subject, severity, customer, assignee, numbers } = one;
  const isHandoff = row.kind === "handoff";
  return html`<tr data-key="x${row.id}"${isOverdue(row, context.now) ? html` class="late"` : null}><td class="main">${severityBadge(severity)} <a href="/tickets/${number}">#${number} ${said(subject || "(no subject)")}</a><span class="sub">${customer === null ? "unknown customer" : said(customer)}</span></td>
<td class="why">${said(row.to)}<span class="sub">${isHandoff ? (row.vehicle === null ? "handed on" : vehicleName(row.vehicle, profile, context.now, context.timeZone)) : (row.rung ?? "rung")}</span>${numbers.length === 0 ? null : html`<span class="sub">their number: ${numbers.map((text, n) => html`${n > 0 ? ", " : null}<code>${text}</code>`)}</span>`}${isHandoff ? html`<a class="sub" href="/tickets/${number}/packet/${row.id}">What goes to them<span class="sr">: #${number}</span></a>` : null}</td>
<td>${escalationState(row, context.now)}<span class="sub">${said(row.because)}</span>${row.reminders === 0 ? null : html`<span class="sub">reminded ${row.reminders}×</span>`}</td>
<td>${timeAgo(row.createdAt, context)}${row.endedAt === null ? null : html`<span class="sub">ended ${time(row.endedAt, context)}</span>`}${row.acknowledgedAt === null ? null : html`<span class="sub">acknowledged ${timeAgo(row.acknowledgedAt, context)}</span>`}</td>
<td>${row.expectedAt === null ? html`<span class="faint">–</span>` : time(row.expectedAt, context)}${row.answeredAt === null ? null : html`<span class="sub">last heard ${timeAgo(row.answeredAt, context)}</span>`}</td>
<td class="wide">${assignee === null ? html`<span class="faint">nobody</span>` : said(assignee)}</td></tr>`;
}
