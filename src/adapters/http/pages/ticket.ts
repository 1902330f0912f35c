import { viewPromise } from "../../../ops/promise.ts";
import { timeline } from "../../../ops/ticket-timeline.ts";
import type { Db } from "../../postgres/connect.ts";
import { caseRows } from "../../postgres/ops-queries-case.ts";
import { MOST_MESSAGES, type TicketPageRows, ticketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { promiseBadge, said, severityBadge, statusBadge, time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, profileOf, serviceTimeOn } from "../promises-shown.ts";
import { type Clocks, clocksOf, drawClocks } from "./ticket-clocks.ts";
import { drawEntry, type TicketParts } from "./ticket-entry.ts";
import { drawDiagnosis, drawHandoffs, drawRungs } from "./ticket-escalations.ts";
import { drawFacts } from "./ticket-facts.ts";
import { drawIncidents } from "./ticket-incidents.ts";
import { drawLedgers } from "./ticket-ledger.ts";
import { drawPeople } from "./ticket-people.ts";
import { conversationsOf, drawThread } from "./ticket-threads.ts";
import { drawTriage } from "./ticket-triage.ts";
import { drawTurns } from "./ticket-turns.ts";

const DONE: Readonly<Record<string, string>> = {
  allow: "Allowed: their mail counts from now on, and they get the customer’s mails.",
  sort: "Saved. The promise follows, and the customer is told where it became later.",
};

const DELETED_BY = { retention: "by retention", erasure: "at the wish of a person" } as const;

export interface TicketPlace {
  readonly book: Book;
  readonly mayShowHtml: boolean;
  /** What an order could not do; null: there was none, or it was done. */
  readonly problem: string | null;
}

/** One ticket: its promise, its clocks, and everything that happened with the reasons. Null: no such number. */
export async function showTicket(
  db: Db,
  { book, mayShowHtml, problem }: TicketPlace,
  context: PageContext,
): Promise<Shown | null> {
  const number = /^\d{1,15}$/.test(context.params["number"] ?? "") ? Number(context.params["number"]) : null;
  const rows = number === null ? null : await ticketPageRows(db, number);
  if (rows === null) return null;
  const { ticket } = rows;
  const [clocks, more] = await Promise.all([clocksOf(db, book, rows, context), caseRows(db, ticket.id)]);
  const parts: TicketParts = { number: ticket.number, attachments: rows.attachments, mayShowHtml, context };
  const { customer, upstream } = conversationsOf(rows, more.legs);
  const entries = timeline(customer.messages, rows.events, customer.mailsOut, rows.mailsIn);
  const profile = profileOf(clocks.promises);
  const done = DONE[context.query.get("done") ?? ""];
  return {
    title: `#${ticket.number} ${ticket.subject}`,
    ...(problem === null ? {} : { status: 409 }),
    main: html`
<div class="head"><p class="crumb"><a href="/">Desk</a></p>
<h1><span class="number">#${ticket.number}</span> ${said(ticket.subject || "(no subject)")}</h1>
<p class="lead">${severityBadge(ticket.severity)} ${statusBadge(ticket.status)} ${ticket.practice ? html`<span class="tag">practice</span> ` : null}${headPromise(rows, clocks, context)}</p></div>
${ticket.deletedAt === null ? null : html`<p class="note">Its content was deleted on ${time(ticket.deletedAt, context)} ${DELETED_BY[ticket.deletedBecause ?? "retention"]}. What figures are counted from is still here.</p>`}
${problem === null ? null : html`<p class="problem" role="alert">Nothing was done: ${problem}.</p>`}${done === undefined ? null : html`<p class="note" role="status">${done}</p>`}
<div class="two">
<div><section aria-labelledby="story"><h2 id="story">Timeline</h2>
${rows.messages.length >= MOST_MESSAGES ? html`<p class="empty">Only the newest ${MOST_MESSAGES} messages are shown.</p>` : null}
<ol class="timeline">${entries.map((entry) => drawEntry(entry, parts))}</ol></section>
${upstream.map((thread) => drawThread(thread, more, parts))}
${drawLedgers(rows, clocks, context)}</div>
<div class="side">${drawFacts(rows, more, context)}${drawClocks(rows, clocks, context)}${drawTurns(clocks.split)}${drawIncidents(rows, more, context)}${drawHandoffs(rows, more, profile, context)}${drawRungs(more, context)}${drawPeople(rows, more, context)}${drawDiagnosis(more, profile, context)}${drawTriage(ticket, more, clocks.promises?.services ?? [], context)}</div>
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
