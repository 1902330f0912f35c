import { sayMinutes } from "../../../commands/working-time.ts";
import type { CaseRows } from "../../postgres/ops-queries-case.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said, time, withQuery } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

/** What a ticket is: whose, who has it, how it is sorted, and what was worked, offered and said of it in the end. */
export function drawFacts(
  { ticket }: TicketPageRows,
  { time: worked, rating, offers }: CaseRows,
  context: PageContext,
): Html {
  const row = (name: string, value: Html | string | null): Html | null =>
    value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">Ticket</h2><dl class="facts">
${row("Customer", customer(ticket.customer))}
${row("Requester", ticket.deletedAt !== null ? null : html`${said(ticket.requester)}<span class="sub">${said(ticket.requesterAddress)}</span>`)}
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
${row("Worked", worked.entries === 0 ? null : sayMinutes(worked.minutes))}
${offers.map(({ offer, agent }) => row("Price", priceOf(offer, agent, context)))}
${row("Rating", rating === null ? null : html`${rating.score} of 5 <span class="sub">${rating.by === null ? null : html`${said(rating.by)}, `}${time(rating.at, context)}</span>${rating.comment === "" ? null : html`<span class="text">${said(rating.comment)}</span>`}`)}
</dl></section>`;
}

function customer(name: string | null): Html {
  if (name === null) return html`<span class="faint">unknown</span>`;
  return html`<a href="${withQuery("/people", new URLSearchParams(), { q: name })}">${said(name)}</a>`;
}

type Offer = CaseRows["offers"][number]["offer"];

function priceOf(offer: Offer, agent: string | null, context: PageContext): Html {
  const answer =
    offer.answeredAt === null
      ? html`<span class="state soon">no answer yet</span>`
      : html`<span class="state ${offer.accepted ? "calm" : "late"}">${offer.accepted ? "accepted" : "refused"}</span>`;
  return html`${said(offer.price)} ${answer}<span class="sub">offered${agent === null ? null : html` by ${said(agent)}`} ${time(offer.offeredAt, context)}</span>`;
}
