import type { CaseRows } from "../../postgres/ops-queries-case.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";

const ROLES = { requester: "requester", copied: "copied", upstream: "upstream" } as const;

/** Who takes part in each conversation of a ticket; who is held gets nothing, and an admin may let them in. */
export function drawPeople(
  { ticket }: TicketPageRows,
  { legs, participants }: CaseRows,
  context: PageContext,
): Html | null {
  if (participants.length === 0) return null;
  const told = legs.filter((leg) => participants.some(({ legId }) => legId === leg.id));
  return html`<section class="card" aria-labelledby="people"><h2 id="people">Participants</h2>${told.map(
    (leg) => html`
${told.length > 1 || leg.kind === "upstream" ? html`<h3>${leg.kind === "customer" ? "The customer’s side" : html`With ${said(leg.withWhom ?? "upstream")}`}</h3>` : null}
<ul class="people">${participants
      .filter(({ legId }) => legId === leg.id)
      .map(
        (person) =>
          html`<li data-key="p${leg.id}${person.address}">${person.name === "" ? null : html`${said(person.name)} `}<span class="address">${said(person.address)}</span> <span class="tag">${ROLES[person.role]}</span>${person.held ? html` <span class="tag warn">held</span>${leg.kind === "customer" ? allowForm(ticket.number, person.address, context) : null}` : null}</li>`,
      )}</ul>`,
  )}
${participants.some(({ held }) => held) ? html`<p class="sub">Who is held was only named by somebody else. They get no mail until an agent writes <code>#allow</code>${context.operator.role === "admin" ? " or you allow them" : null}.</p>` : null}</section>`;
}

/** The button that does what `#allow` does, for one address. Who may only look is offered none. */
export function allowForm(number: number, address: string, { operator }: PageContext): Html | null {
  if (operator.role !== "admin") return null;
  return html`<form method="post" action="/tickets/${number}/allow" class="inline"><input type="hidden" name="address" value="${address}"><button class="quiet">Allow<span class="sr"> ${address}</span></button></form>`;
}
