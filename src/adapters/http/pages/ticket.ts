import { viewPromise } from "../../../ops/promise.ts";
import { timeline } from "../../../ops/ticket-timeline.ts";
import type { Db } from "../../postgres/connect.ts";
import { MOST_MESSAGES, type TicketPageRows, ticketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { promiseBadge, said, severityBadge, statusBadge, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, serviceTimeOn } from "../promises-shown.ts";
import { type Clocks, clocksOf, drawClocks } from "./ticket-clocks.ts";
import { drawEntry, type TicketParts } from "./ticket-entry.ts";
import { drawLedgers } from "./ticket-ledger.ts";

/** One ticket: its promise, its clocks, and everything that happened with the reasons. Null: no such number. */
export async function showTicket(
  db: Db,
  book: Book,
  mayShowHtml: boolean,
  context: PageContext,
): Promise<Shown | null> {
  const number = /^\d{1,15}$/.test(context.params["number"] ?? "") ? Number(context.params["number"]) : null;
  const rows = number === null ? null : await ticketPageRows(db, number);
  if (rows === null) return null;
  const { ticket } = rows;
  const clocks = await clocksOf(db, book, rows, context);
  const parts: TicketParts = { number: ticket.number, attachments: rows.attachments, mayShowHtml, context };
  const entries = timeline(rows.messages, rows.events, rows.mailsOut, rows.mailsIn);
  return {
    title: `#${ticket.number} ${ticket.subject}`,
    main: html`
<div class="head"><p class="crumb"><a href="/">Desk</a></p>
<h1><span class="number">#${ticket.number}</span> ${said(ticket.subject || "(no subject)")}</h1>
<p class="lead">${severityBadge(ticket.severity)} ${statusBadge(ticket.status)} ${headPromise(rows, clocks, context)}</p></div>
<div class="two">
<section aria-labelledby="story"><h2 id="story">Timeline</h2>
${rows.messages.length >= MOST_MESSAGES ? html`<p class="empty">Only the newest ${MOST_MESSAGES} messages are shown.</p>` : null}
<ol class="timeline">${entries.map((entry) => drawEntry(entry, parts))}</ol>
${drawLedgers(rows, clocks, context)}</section>
<div class="side">${facts(rows, context)}${drawClocks(rows, clocks, context)}${escalationList(rows, context)}</div>
</div>`,
  };
}

function headPromise({ targets, ticket }: TicketPageRows, { promises }: Clocks, context: PageContext): Html {
  const open = targets.filter(
    (target) => target.endedAt === null && ["running", "late"].includes(target.state),
  );
  const next = open
    .filter((target) => target.promisedAt !== null)
    .sort((a, b) => a.promisedAt! - b.promisedAt!)[0];
  if (next === undefined) {
    const waiting = targets.some((target) => target.state === "paused");
    return html`<span class="faint" data-announce>${waiting ? "Its clocks are paused." : `No promise is running${ticket.closedAt ? "; the ticket is closed" : ""}.`}</span>`;
  }
  const view = viewPromise(next, context.now, serviceTimeOn(promises, next.calendar));
  return html`${promiseBadge(view)} <span data-announce>${view.what} promised for ${time(next.promisedAt!, context)}</span>`;
}

function facts({ ticket }: TicketPageRows, context: PageContext): Html {
  const row = (name: string, value: Html | string | null): Html | null =>
    value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">Ticket</h2><dl class="facts">
${row("Customer", ticket.customer === null ? html`<span class="faint">unknown</span>` : said(ticket.customer))}
${row("Requester", html`${said(ticket.requester)}<span class="sub">${said(ticket.requesterAddress)}</span>`)}
${row("Assignee", ticket.assignee === null ? html`<span class="faint">nobody</span>` : said(ticket.assignee))}
${row("Team", ticket.team)}
${row("Plan", ticket.plan)}
${row("Kind", ticket.kind)}
${row("Service", ticket.service)}
${row("Language", ticket.language)}
${row("Policy", html`<a href="/policies/${encodeURIComponent(ticket.policyVersion)}">${ticket.policyVersion}</a>`)}
${row("Opened", time(ticket.openedAt, context))}
${row("Resolved", ticket.resolvedAt === null ? null : time(ticket.resolvedAt, context))}
${row("Closed", ticket.closedAt === null ? null : time(ticket.closedAt, context))}
${row("Merged into", ticket.mergedIntoNumber === null ? null : html`<a href="/tickets/${ticket.mergedIntoNumber}">#${ticket.mergedIntoNumber}</a>`)}
</dl></section>`;
}

function escalationList({ escalations }: TicketPageRows, context: PageContext): Html | null {
  if (escalations.length === 0) return null;
  return html`<section class="card" aria-labelledby="escalations"><h2 id="escalations">Escalations</h2><ul class="clocks">${escalations.map(
    (
      row,
    ) => html`<li data-key="x${row.id}"><span class="name">${row.rung ?? row.kind}</span> <span class="state ${row.state === "failed" ? "late" : "none"}">${row.state}</span>
<span class="sub">to ${said(row.to)} · ${said(row.because)} · ${timeAgo(row.createdAt, context)}</span></li>`,
  )}</ul></section>`;
}
