import { count } from "../../../ops/words.ts";
import {
  customersOf,
  type HangingTicket,
  hangingOn,
  type Incident,
} from "../../../tickets/incident/incident.ts";
import type { Db } from "../../postgres/connect.ts";
import { incidentRows, loadIncident } from "../../postgres/incidents.ts";
import { said, severityBadge, statusBadge, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { doneWords, incidentForms } from "./incident-acts.ts";

const MOST_INCIDENTS = 100;
type Row = Awaited<ReturnType<typeof incidentRows>>[number];

/** Published incidents of the vendor's, with how many tickets and customers hang on each: those that go on first. */
export async function showIncidents(db: Db, context: PageContext): Promise<Shown> {
  const found = await incidentRows(db, MOST_INCIDENTS + 1);
  const rows = found.slice(0, MOST_INCIDENTS);
  const open = rows.filter(({ closedAt }) => closedAt === null);
  const tickets = open.reduce((sum, one) => sum + one.tickets, 0);
  return {
    title: "Incidents",
    main: html`
<div class="head"><p class="crumb"><a href="/escalations">Escalations</a></p><h1>Incidents</h1><p class="lead" data-announce>${open.length === 0 ? "No published incident goes on that a ticket has to do with." : `${count(open.length, "published incident goes", "published incidents go")} on, ${count(tickets, "ticket hangs", "tickets hang")} on ${open.length === 1 ? "it" : "them"}.`}</p></div>
${rows.length === 0 ? html`<p class="empty">A notice of the vendor’s that a customer passes on comes here by itself; an agent hangs a ticket on an incident with <code>#incident</code> and its number.</p>` : table(rows, context)}
${found.length > MOST_INCIDENTS ? html`<p class="sub">The newest ${MOST_INCIDENTS} are shown. <code>answerable incidents show</code> and a number finds the others.</p>` : null}
${meanings()}`,
  };
}

function table(rows: readonly Row[], context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Incidents" tabindex="0"><table><thead><tr><th scope="col">Incident</th><th scope="col">State</th><th scope="col">Tickets</th><th scope="col">Customers</th><th scope="col">Notice seen, not linked</th><th scope="col">First seen</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr data-key="i${row.code}"><td class="main"><a href="/incidents/${encodeURIComponent(row.code)}">${said(row.code)}</a></td><td>${stateOf(row, context)}</td><td>${row.tickets}${numbersOf(row)}</td><td>${row.customers}</td><td>${row.seen === 0 ? html`<span class="faint">–</span>` : row.seen}</td><td>${timeAgo(row.firstSeenAt, context)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Links to the tickets on one, whether it goes on or is over. */
function numbersOf({ numbers, tickets }: Row): Html | null {
  if (numbers.length === 0) return null;
  const links = numbers.map(
    (number, n) => html`${n === 0 ? "" : ", "}<a href="/tickets/${number}">#${number}</a>`,
  );
  return html`<span class="sub">${links}${tickets > numbers.length ? ", …" : ""}</span>`;
}

export function stateOf({ closedAt }: Pick<Incident, "closedAt">, context: PageContext): Html {
  return closedAt === null
    ? html`<span class="state soon">goes on</span>`
    : html`<span class="state calm">over</span><span class="sub">${timeAgo(closedAt, context)}</span>`;
}

function meanings(): Html {
  return html`<dl class="meanings"><div><dt>Telling customers</dt><dd>An agent answers a notice of any ticket on it with <code>#incident</code>, the number, and <code>tell</code> or <code>resolved</code>; <code>#dryrun</code> above that shows whom it would write to. An admin says it on the incident’s page, or runs <code>answerable incidents tell</code> or <code>close</code>. Each customer is told once, in their language.</dd></div>
<div><dt>Seen, not linked</dt><dd>A notice of the vendor’s was recognised, and nothing proves who wrote it. The ticket is worked on as any other until somebody says that it hangs on the incident.</dd></div></dl>`;
}

/** One incident, what hangs on it, and for an admin what may be said of it. Null: no ticket ever had to do with it. */
export async function showIncident(
  db: Db,
  refused: Refused | null,
  context: PageContext,
): Promise<Shown | null> {
  const code = context.params["code"] ?? "";
  const incident = /^[A-Z0-9-]{3,40}$/.test(code) ? await loadIncident(db, code) : null;
  if (incident === null) return null;
  const linked = hangingOn(incident);
  const others = incident.tickets.filter(({ state, practice }) => state !== "linked" && !practice);
  const done = refused === null ? doneWords(context.query) : undefined;
  return {
    title: `Incident ${incident.code}`,
    ...(refused === null ? {} : { status: 409 }),
    main: html`
<div class="head"><p class="crumb"><a href="/incidents">Incidents</a></p><h1>Incident ${said(incident.code)}</h1>
<p class="lead">${stateOf(incident, context)} <span data-announce>${count(linked.length, "ticket", "tickets")} of ${count(customersOf(linked), "customer", "customers")}</span></p></div>
${refused === null ? null : html`<p class="problem" role="alert">Nothing was done: ${refused.because}.</p>`}${done === undefined ? null : html`<p class="note" role="status">${done}</p>`}
${context.operator.role === "admin" ? incidentForms(incident, refused?.text ?? "") : null}
<section><h2 id="on">On it</h2>${linked.length === 0 ? html`<p class="empty">No ticket hangs on it.</p>` : tickets("On it", linked, incident, context)}</section>
${others.length === 0 ? null : html`<section><h2 id="off">Seen, or taken off</h2>${tickets("Seen, or taken off", others, incident, context)}</section>`}
${meanings()}`,
  };
}

/** Why a form was not carried out, and what it said, to be put right. */
interface Refused {
  readonly because: string;
  readonly text: string;
}

const STATES: { readonly [state in HangingTicket["state"]]: string } = {
  seen: "a notice was seen",
  linked: "hangs on it",
  unlinked: "taken off",
};
const BY: { readonly [by in HangingTicket["by"]]: string } = {
  notice: "by a notice",
  agent: "by an agent",
  operator: "by an operator",
};

function tickets(
  label: string,
  rows: readonly HangingTicket[],
  { told }: Incident,
  context: PageContext,
): Html {
  const isTold = (id: string, which: string): boolean =>
    [...told].some((key) => key.endsWith(`.${id}`) && key.includes(`.${which}`));
  const words = (id: string): readonly string[] => [
    ...(isTold(id, "known") ? ["that it is known"] : []),
    ...(isTold(id, "news") ? ["news"] : []),
    ...(isTold(id, "resolved") ? ["that it is over"] : []),
  ];
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table><thead><tr><th scope="col">Ticket</th><th scope="col">Status</th><th scope="col">Customer</th><th scope="col">Language</th><th scope="col">Hangs on it</th><th scope="col">Was told</th></tr></thead>
<tbody>${rows.map((one) => {
    const was = words(one.tellId);
    return html`<tr data-key="t${one.number}"><td class="main">${severityBadge(one.severity)} <a href="/tickets/${one.number}">#${one.number} ${said(one.subject || "(no subject)")}</a></td><td>${statusBadge(one.status)}${one.merged ? html`<span class="sub">merged</span>` : null}</td><td>${said(one.customer)}</td><td>${one.language}</td><td>${STATES[one.state]}<span class="sub">${BY[one.by]}, ${timeAgo(one.at, context)}</span></td><td>${was.length === 0 ? html`<span class="faint">nothing</span>` : was.join(", ")}</td></tr>`;
  })}</tbody></table></div>`;
}
