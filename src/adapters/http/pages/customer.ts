import { sayMinutes } from "../../../commands/working-time.ts";
import { contactOn } from "../../../escalation/support-contact.ts";
import type { Instant } from "../../../values/instant.ts";
import type { Db } from "../../postgres/connect.ts";
import { type CustomerShown, customerShown } from "../../postgres/ops-queries-people.ts";
import { said, severityBadge, statusBadge, time, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

type Bought = CustomerShown["subscriptions"][number];

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** One customer: plan, tenant and our access to it, how we stand to the vendor for them, what they bought, who they are. */
export async function showCustomer(db: Db, context: PageContext): Promise<Shown | null> {
  const id = context.params["id"] ?? "";
  const shown = UUID.test(id) ? await customerShown(db, id) : null;
  if (shown === null) return null;
  const { customer } = shown;
  return {
    title: customer.name,
    main: html`
<div class="head"><p class="crumb"><a href="/people">People</a></p><h1>${said(customer.name)}</h1></div>
<div class="two"><div>
${tickets(shown, context)}
${bought(shown, context)}
${people(shown)}
${ratings(shown, context)}</div>
<div class="side">${facts(shown, context)}${models(shown, context)}</div></div>`,
  };
}

function facts({ customer, domains, workedMinutes, average }: CustomerShown, context: PageContext): Html {
  const row = (name: string, value: Html | string | null): Html | null =>
    value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">Customer</h2><dl class="facts">
${row("Plan", customer.plan ?? html`<span class="faint">the desk’s</span>`)}
${row("Language", customer.language)}
${row("Time zone", customer.timeZone)}
${row("Tenant", customer.tenantId === null ? html`<span class="faint">not known</span>` : html`<span class="mono">${customer.tenantId}</span>`)}
${row("Cloud", customer.cloud)}
${row("Our access", access(customer.access, customer.accessUntil, context))}
${row("Domains", domains.length === 0 ? html`<span class="faint">none</span>` : html`${domains.map(({ domain, verifiedAt }) => html`<span class="line">${said(domain)}${verifiedAt === null ? html` <span class="tag warn">not verified</span>` : null}</span>`)}`)}
${row("Worked", workedMinutes === 0 ? null : sayMinutes(workedMinutes))}
${row("Rated", average.score === null ? null : html`${average.score.toFixed(1)} of 5 <span class="sub">from ${average.n} of their tickets</span>`)}
${row("Since", time(customer.createdAt, context))}
</dl></section>`;
}

/** Delegated access to the tenant; what ends, or has, is said. */
function access(access: string | null, until: Instant | null, context: PageContext): Html {
  if (access === null) return html`<span class="faint">not written down</span>`;
  if (access === "none") return html`<span class="state soon">none</span>`;
  if (until === null) return html`granted`;
  return until <= context.now
    ? html`<span class="state late">ended</span> ${time(until, context)}`
    : html`granted until ${time(until, context)}`;
}

const MODELS = { direct_bill: "direct bill", indirect_reseller: "indirect reseller" } as const;

function models({ models }: CustomerShown, context: PageContext): Html {
  return html`<section class="card" aria-labelledby="models"><h2 id="models">How we stand to the vendor</h2>
${
  models.length === 0
    ? html`<p class="sub">As desk.yaml says for all. Another way for this customer: <code>answerable customers model</code></p>`
    : html`<ul class="people">${models.map(
        ({ model, subscription }) =>
          html`<li data-key="m${model.id}">${MODELS[model.model]}${model.provider === null ? null : html` of ${said(model.provider)}`}<span class="sub">from ${model.validFrom}${model.subscriptionId === null ? ", for all" : html`, for ${said(subscription ?? "one subscription")}`}${model.validFrom > dayIn(context) ? ", to come" : null}</span></li>`,
      )}</ul>`
}</section>`;
}

function dayIn({ now, timeZone }: PageContext): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
}

function tickets({ open }: CustomerShown, context: PageContext): Html {
  return html`<section><h2>Open tickets</h2>${
    open.length === 0
      ? html`<p class="empty">None is open.</p>`
      : html`<div class="scroll" role="region" aria-label="Open tickets" tabindex="0"><table><thead><tr><th scope="col">Ticket</th><th scope="col">Status</th><th scope="col">Last mail</th></tr></thead>
<tbody>${open.map(({ number, subject, status, severity, lastMessageAt }) => html`<tr data-key="t${number}"><td class="main">${severityBadge(severity)} <a href="/tickets/${number}">#${number} ${said(subject || "(no subject)")}</a></td><td>${statusBadge(status)}</td><td>${timeAgo(lastMessageAt, context)}</td></tr>`)}</tbody></table></div>`
  }</section>`;
}

/** Who answers for a subscription's support today, and who will next. */
function answering({ supportContacts }: CustomerShown, one: Bought, context: PageContext): Html {
  const today = dayIn(context);
  const now = contactOn(supportContacts, one, today);
  const next = supportContacts.findLast(
    ({ subscriptionId, validFrom }) => subscriptionId === one.id && validFrom > today,
  );
  const name = (partner: string | null): Html => (partner === null ? html`us` : said(partner));
  return html`${now === null ? html`<span class="faint">–</span>` : html`${name(now.partner)}<span class="sub">from ${now.validFrom}${now.validTo === null ? null : ` to ${now.validTo}`}</span>`}${next === undefined ? null : html`<span class="sub">to come: ${name(next.partner)} from ${next.validFrom}</span>`}`;
}

function bought(shown: CustomerShown, context: PageContext): Html {
  const { subscriptions } = shown;
  return html`<section><h2>Subscriptions</h2>${
    subscriptions.length === 0
      ? html`<p class="empty">None is written down. <code>answerable customers subscription add</code> does; triage and escalation look at them.</p>`
      : html`<div class="scroll" role="region" aria-label="Subscriptions" tabindex="0"><table><thead><tr><th scope="col">Subscription</th><th scope="col">Service</th><th scope="col">Publisher</th><th scope="col">Support contact</th><th scope="col">Bought</th><th scope="col">Until</th></tr></thead>
<tbody>${subscriptions.map(
          (one) =>
            html`<tr data-key="s${one.id}"><td class="main">${said(one.name)}${one.reference === null ? null : html`<span class="sub mono">${said(one.reference)}</span>`}</td><td>${one.service}${one.commerce === null ? null : html`<span class="sub">${one.commerce} commerce</span>`}</td><td>${one.publisher === null ? html`<span class="faint">the vendor</span>` : said(one.publisher)}</td><td>${answering(shown, one, context)}</td>
<td>${one.boughtAt === null ? html`<span class="faint">–</span>` : time(one.boughtAt, context)}${one.renewedAt === null ? null : html`<span class="sub">renewed ${time(one.renewedAt, context)}</span>`}</td><td>${one.endsAt === null ? html`<span class="faint">–</span>` : html`${time(one.endsAt, context)}${one.endsAt <= context.now ? html` <span class="state late">ended</span>` : null}`}</td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}

function people({ contacts, moreContacts }: CustomerShown): Html {
  return html`<section><h2>Contacts</h2>${
    contacts.length === 0
      ? html`<p class="empty">Nobody has written yet. Who writes from a domain of theirs appears here.</p>`
      : html`<div class="scroll" role="region" aria-label="Contacts" tabindex="0"><table><thead><tr><th scope="col">Contact</th><th scope="col">Language</th><th scope="col">Time zone</th></tr></thead>
<tbody>${contacts.map(({ id, name, address, language, timeZone }) => html`<tr data-key="p${id}"><td class="main">${said(name || address)}<span class="sub">${said(address)}</span></td><td>${language ?? html`<span class="faint">–</span>`}</td><td>${timeZone ?? html`<span class="faint">–</span>`}</td></tr>`)}</tbody></table></div>${moreContacts ? html`<p class="sub">Only some are shown.</p>` : null}`
  }</section>`;
}

function ratings({ ratings: rated }: CustomerShown, context: PageContext): Html | null {
  if (rated.length === 0) return null;
  return html`<section><h2>Ratings</h2><ul class="people">${rated.map(
    ({ rating, number, by }) =>
      html`<li data-key="r${number}"><strong>${rating.score} of 5</strong> <a href="/tickets/${number}">#${number}</a> <span class="faint">${by === null ? null : html`${said(by)}, `}${timeAgo(rating.at, context)}</span>${rating.comment === "" ? null : html`<span class="line">${said(rating.comment)}</span>`}</li>`,
  )}</ul></section>`;
}
