import { everyAgent } from "../../postgres/agents.ts";
import type { Db } from "../../postgres/connect.ts";
import { contactsOfCustomer, type ListedCustomer, listCustomers } from "../../postgres/customers.ts";
import { absencesFrom, teamsInForce } from "../../postgres/ops-queries-people.ts";
import { said, withQuery } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { drawAgents, drawTeams } from "./people-agents.ts";

const ROWS_A_PAGE = 50;
const CONTACTS_SHOWN = 5;
const LONGEST_SEARCH = 200;
const LAST_PAGE = 10_000;

/** Who is served and who answers: customers with their domains and contacts, agents, and their teams. */
export async function showPeople(db: Db, context: PageContext): Promise<Shown> {
  const { query } = context;
  const words = (query.get("q") ?? "").slice(0, LONGEST_SEARCH);
  const at = /^\d{1,5}$/.test(query.get("page") ?? "") ? Number(query.get("page")) : 1;
  const page = Math.min(Math.max(at, 1), LAST_PAGE);
  const [found, agents, absences, teams] = await Promise.all([
    listCustomers(db, words, { limit: ROWS_A_PAGE + 1, offset: (page - 1) * ROWS_A_PAGE }),
    everyAgent(db),
    absencesFrom(db, context.now),
    teamsInForce(db, context.now),
  ]);
  const shown = found.slice(0, ROWS_A_PAGE);
  const contacts = await Promise.all(shown.map(({ id }) => contactsOfCustomer(db, id, CONTACTS_SHOWN)));
  return {
    title: "People",
    main: html`
<div class="head"><h1>People</h1>${context.operator.role === "admin" ? html`<p class="lead"><a href="/people/import">Import customers</a> from Partner Center’s export, CSV or YAML.</p>` : null}</div>
<section><h2>Customers</h2>
<form class="filters" method="get" action="/people" role="search"><label>Name, domain, address or tenant <input type="search" name="q" size="30" maxlength="${LONGEST_SEARCH}" value="${words}" autocomplete="off"></label> <button class="quiet">Find</button>${words === "" ? null : html` <a href="/people">All</a>`}</form>
${shown.length === 0 ? nobody(words) : customersTable(shown, contacts)}
${pager(query, page, found.length > ROWS_A_PAGE)}</section>
<section><h2>Agents</h2>
${drawAgents(agents, absences, context)}</section>
<section><h2>Teams</h2>
${drawTeams(teams, agents)}</section>`,
  };
}

function nobody(words: string): Html {
  if (words !== "") return html`<p class="empty">No customer is found by ${said(words)}.</p>`;
  return html`<p class="empty">No customers yet. <a href="/people/import">Bring them in</a>, or <code>answerable customers import FILE --dry-run</code></p>`;
}

function customersTable(
  rows: readonly ListedCustomer[],
  contacts: readonly Awaited<ReturnType<typeof contactsOfCustomer>>[],
): Html {
  return html`<div class="scroll" role="region" aria-label="Customers" tabindex="0"><table><thead><tr><th scope="col">Customer</th><th scope="col">Plan</th><th scope="col" class="wide">Language</th><th scope="col">Domains</th><th scope="col">Contacts</th><th scope="col" class="num">Open tickets</th></tr></thead>
<tbody>${rows.map((row, n) => {
    const shown = contacts[n] ?? [];
    const more = row.contacts - shown.length;
    return html`<tr data-key="c${row.id}"><td class="main"><a href="/people/customers/${row.id}">${said(row.name)}</a>${row.tenantId === null ? null : html`<span class="sub mono">${row.tenantId}</span>`}</td><td>${row.plan ?? html`<span class="faint">the desk’s</span>`}</td><td class="wide">${row.language ?? html`<span class="faint">–</span>`}<span class="sub">${row.timeZone}</span></td>
<td>${row.domains.length === 0 ? html`<span class="faint">none</span>` : said(row.domains.join(", "))}</td>
<td>${shown.map(({ name, address }) => html`<span class="sub">${said(`${name} <${address}>`.trim())}</span>`)}${more > 0 ? html`<span class="sub">and ${more} more</span>` : null}</td><td class="num">${row.open}</td></tr>`;
  })}</tbody></table></div>`;
}

function pager(query: URLSearchParams, page: number, more: boolean): Html | null {
  if (page === 1 && !more) return null;
  return html`<nav class="pager" aria-label="Pages">${page === 1 ? null : html`<a href="${withQuery("/people", query, { page: page === 2 ? "" : String(page - 1) })}">Before</a>`}
${more ? html`<a href="${withQuery("/people", query, { page: String(page + 1) })}">More</a>` : null}</nav>`;
}
