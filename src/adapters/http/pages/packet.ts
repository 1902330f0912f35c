import type { HandoffDetail } from "../../../escalation/handoff.ts";
import { packetToLeave } from "../../../escalation/packet-text.ts";
import { serviceSpan } from "../../../ops/words.ts";
import type { Db } from "../../postgres/connect.ts";
import { handoffOf } from "../../postgres/ops-queries-case.ts";
import { mailState, said, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, readVersion } from "../promises-shown.ts";
import { packetFiles } from "./packet-files.ts";
import { type PacketPart, packetParts } from "./packet-parts.ts";
import { escalationState, numberList } from "./ticket-escalations.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
type Handoff = NonNullable<Awaited<ReturnType<typeof handoffOf>>>;

/** What leaves the desk with an issue: to whom, as a mail or as fields of a portal, and where each part came from. */
export async function showPacket(db: Db, book: Book, context: PageContext): Promise<Shown | null> {
  const { number = "", id = "" } = context.params;
  const found = /^\d{1,15}$/.test(number) && UUID.test(id) ? await handoffOf(db, Number(number), id) : null;
  if (found === null) return null;
  const { row } = found;
  const deskAddress =
    found.ticket.deskAddress ?? (await readVersion(book, found.ticket.policyVersion))?.desk.address;
  const detail = found.detail && cleaned(found.detail, found, deskAddress);
  return {
    title: `#${number}: what goes to ${row.to}`,
    main: html`
<div class="head"><p class="crumb"><a href="/escalations">Escalations</a> · <a href="/tickets/${number}">#${number} ${said(found.ticket.subject || "(no subject)")}</a></p>
<h1>What goes to ${said(row.to)}</h1>
<p class="lead">${escalationState(row, context.now)} <span data-announce>${lead(row.state, detail)}</span></p></div>
${detail === null ? html`<p class="problem" role="alert">What this handoff holds cannot be read: it was written by another version of the desk, or edited.</p>` : drawDetail(found, detail, context)}`,
  };
}

/** As the rule lets it leave: nothing of the customer's people and of agents stands in it (R18). */
function cleaned(
  detail: HandoffDetail,
  { ticket, keptOut }: Handoff,
  deskAddress: string | undefined,
): HandoffDetail {
  const packet = { ...detail.packet, number: ticket.number };
  return { ...detail, packet: packetToLeave(packet, deskAddress ?? packet.contact.address, keptOut) };
}

function lead(state: Handoff["row"]["state"], detail: HandoffDetail | null): string {
  if (state === "prepared") return "An agent files it at the portal and reports the number with #upstream.";
  if (state === "ready") return "It leaves as soon as a worker takes it.";
  return detail?.route.by === "portal" ? "It was filed at a portal." : "It went by mail.";
}

function drawDetail(found: Handoff, detail: HandoffDetail, context: PageContext): Html {
  const { route, packet } = detail;
  const parts = packetParts(packet, found.diagnosis?.fields ?? null, found.names);
  return html`<div class="two"><div>
${route.by === "portal" ? portal(route) : mail(found, route, context)}
<section aria-labelledby="fields"><h2 id="fields">${route.by === "portal" ? "Field by field" : "What is in it"}</h2>
<p class="sub">Nothing else of the ticket leaves. The contact is the desk, never the customer.</p>
${route.by === "portal" ? html`<div class="stack copy">${parts.map((part, n) => copyable(part, n))}</div>` : table(parts)}</section>
${packetFiles(found, context)}</div>
<div class="side">${facts(found, detail, context)}</div></div>`;
}

function mail({ sent }: Handoff, route: HandoffDetail["route"] & { by: "mail" }, context: PageContext): Html {
  if (sent === null) {
    return html`<section class="card" aria-labelledby="mail"><h2 id="mail">The mail</h2><p>It is not written yet. It goes to ${said(`${route.name} <${route.address}>`)} and holds what stands below, and no more.</p></section>`;
  }
  const to = sent.recipients.map(({ address }) => address).join(", ");
  return html`<section class="card" aria-labelledby="mail"><h2 id="mail">The mail</h2>
<p class="delivery">${mailState(sent.state)} to ${said(to)} ${time(sent.acceptedAt ?? sent.createdAt, context)} <span class="faint">${said(sent.because)}</span></p>
<p class="subject">${said(sent.subject)}</p><div class="text">${said(sent.text)}</div></section>`;
}

/** A link is one only where it leads to a web page by TLS; anything else is shown as text. */
function portal({ name, link, checklist }: HandoffDetail["route"] & { by: "portal" }): Html {
  const isWeb = /^https:\/\/[^\s"'<>]+$/i.test(link);
  return html`<section class="card" aria-labelledby="portal"><h2 id="portal">Filed at ${said(name)}</h2>
<p class="text">${isWeb ? html`<a href="${link}" rel="noreferrer noopener" target="_blank">${link}</a>` : said(link)}</p>
${checklist.length === 0 ? null : html`<h3>While filing</h3><ol class="numbered">${checklist.map((line) => html`<li>${said(line)}</li>`)}</ol>`}</section>`;
}

const LONGEST_BOX = 12;

/** One field in a box of its own: a click or Tab and Ctrl+A take it whole. */
function copyable({ label, value, source, personal }: PacketPart, n: number): Html {
  const rows = Math.min(LONGEST_BOX, value.split("\n").length);
  return html`<div><label for="f${n}">${said(label)}</label><textarea id="f${n}" readonly rows="${rows}" aria-describedby="s${n}">
${value}</textarea><span class="sub" id="s${n}">from ${source}${personal.map((what) => html` <span class="tag warn">${what}</span>`)}</span></div>`;
}

function table(parts: readonly PacketPart[]): Html {
  return html`<div class="scroll" role="region" aria-label="Fields and where they came from" tabindex="0"><table><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Came from</th></tr></thead>
<tbody>${parts.map(
    ({ label, value, source, personal }) =>
      html`<tr><th scope="row">${said(label)}</th><td class="why"><span class="text">${said(value)}</span>${personal.map((what) => html` <span class="tag warn">${what}</span>`)}</td><td>${source}</td></tr>`,
  )}</tbody></table></div>`;
}

function facts(
  { row, ticket, customer, agent, numbers }: Handoff,
  detail: HandoffDetail,
  context: PageContext,
): Html {
  const { decision } = detail;
  const line = (name: string, value: Html | string | null): Html | null =>
    value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const source = decision.expected_response_source;
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">Handoff</h2><dl class="facts">
${line("Customer", customer === null ? null : said(customer))}
${line("Severity", ticket.severity)}
${line("Who has it", agent === null ? html`<span class="faint">nobody</span>` : said(agent))}
${line("Vehicle", decision.vehicle ?? row.vehicle)}
${line("Decided by", html`row <code>${decision.row}</code><span class="sub">${said(decision.because)}</span>`)}
${line("Profile", row.profile === null ? null : html`${row.profile}${row.profileHash === null ? null : html`<span class="sub mono">${row.profileHash.slice(0, 12)}</span>`}`)}
${line("Costs us", decision.partner_pays === null ? null : String(decision.partner_pays))}
${line("Answer within", detail.expectedMs === null ? "nothing is promised" : html`${serviceSpan(detail.expectedMs)}${detail.expectedHours === null ? null : html` of ${detail.expectedHours}`}${source === null ? null : html`<span class="sub">${said(source.source)}, ${source.date}</span>`}`)}
${line("Expected", row.expectedAt === null ? null : time(row.expectedAt, context))}
${line("Asked for", timeAgo(row.createdAt, context))}
${line("Sent", row.sentAt === null ? null : time(row.sentAt, context))}
${line("Last heard", row.answeredAt === null ? null : time(row.answeredAt, context))}
${line("Reminded", row.reminders === 0 ? null : `${row.reminders}×`)}
${line("Ended", row.endedAt === null ? null : time(row.endedAt, context))}
</dl>${numberList(numbers)}</section>`;
}
