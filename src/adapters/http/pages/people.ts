import { everyAgent } from "../../postgres/agents.ts";
import type { Db } from "../../postgres/connect.ts";
import { contactsOfCustomer, type ListedCustomer, listCustomers } from "../../postgres/customers.ts";
import { said, timeAgo, withQuery } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

const ROWS_A_PAGE = 50;
const CONTACTS_SHOWN = 5;
const LONGEST_SEARCH = 200;
const LAST_PAGE = 10_000;
type Agent = Awaited<ReturnType<typeof everyAgent>>[number];

/** Who is served and who answers: customers with their domains and contacts, and agents. */
export async function showPeople(db: Db, context: PageContext): Promise<Shown> {
  const { query } = context;
  const words = (query.get("q") ?? "").slice(0, LONGEST_SEARCH);
  const at = /^\d{1,5}$/.test(query.get("page") ?? "") ? Number(query.get("page")) : 1;
  const page = Math.min(Math.max(at, 1), LAST_PAGE);
  const [found, agents] = await Promise.all([
    listCustomers(db, words, { limit: ROWS_A_PAGE + 1, offset: (page - 1) * ROWS_A_PAGE }),
    everyAgent(db),
  ]);
  const shown = found.slice(0, ROWS_A_PAGE);
  const contacts = await Promise.all(shown.map(({ id }) => contactsOfCustomer(db, id, CONTACTS_SHOWN)));
  return {
    title: "People",
    main: html`
<div class="head"><h1>People</h1></div>
<section><h2>Customers</h2>
<form class="filters" method="get" action="/people" role="search"><label>Name, domain, address or tenant <input type="search" name="q" size="30" maxlength="${LONGEST_SEARCH}" value="${words}" autocomplete="off"></label> <button class="quiet">Find</button>${words === "" ? null : html` <a href="/people">All</a>`}</form>
${shown.length === 0 ? nobody(words) : customersTable(shown, contacts)}
${pager(query, page, found.length > ROWS_A_PAGE)}</section>
<section><h2>Agents</h2>
${agents.length === 0 ? html`<p class="empty">No agents. Add one: <code>answerable agents add ADDRESS --name NAME</code></p>` : agentsTable(agents, context)}</section>`,
  };
}

function nobody(words: string): Html {
  if (words !== "") return html`<p class="empty">No customer is found by ${said(words)}.</p>`;
  return html`<p class="empty">No customers yet. Bring them in: <code>answerable customers import FILE --dry-run</code></p>`;
}

function customersTable(
  rows: readonly ListedCustomer[],
  contacts: readonly Awaited<ReturnType<typeof contactsOfCustomer>>[],
): Html {
  return html`<div class="scroll" role="region" aria-label="Customers" tabindex="0"><table><thead><tr><th scope="col">Customer</th><th scope="col">Plan</th><th scope="col">Domains</th><th scope="col">Contacts</th><th scope="col" class="num">Open tickets</th></tr></thead>
<tbody>${rows.map((row, n) => {
    const shown = contacts[n] ?? [];
    const more = row.contacts - shown.length;
    return html`<tr data-key="c${row.id}"><td class="main">${said(row.name)}${row.tenantId === null ? null : html`<span class="sub mono">${row.tenantId}</span>`}</td><td>${row.plan ?? html`<span class="faint">the desk’s</span>`}</td>
<td>${row.domains.length === 0 ? html`<span class="faint">none</span>` : said(row.domains.join(", "))}</td>
<td>${shown.map(({ name, address }) => html`<span class="sub">${said(`${name} <${address}>`.trim())}</span>`)}${more > 0 ? html`<span class="sub">and ${more} more</span>` : null}</td><td class="num">${row.open}</td></tr>`;
  })}</tbody></table></div>`;
}

const RECEIPTS = {
  always: "after every mail",
  exceptions: "when something is to be said",
  digest: "in the work list",
} as const;

function agentsTable(rows: readonly Agent[], context: PageContext): Html {
  return html`<div class="scroll" role="region" aria-label="Agents" tabindex="0"><table><thead><tr><th scope="col">Agent</th><th scope="col">Role</th><th scope="col">Hours</th><th scope="col">Undo</th><th scope="col">Receipts</th></tr></thead>
<tbody>${rows.map(
    ({ id, name, address, role, hours, undoSeconds, receipts, removedAt }) =>
      html`<tr data-key="a${id}"><td class="main">${said(name)}<span class="sub">${said(address)}</span></td><td>${removedAt === null ? role : html`removed <span class="sub">${timeAgo(removedAt, context)}</span>`}</td>
<td>${hours === null ? html`<span class="faint">the team’s</span>` : said(hours)}</td><td>${undoSeconds === null ? html`<span class="faint">the desk’s</span>` : `${undoSeconds} s`}</td><td>${RECEIPTS[receipts]}</td></tr>`,
  )}</tbody></table></div>`;
}

function pager(query: URLSearchParams, page: number, more: boolean): Html | null {
  if (page === 1 && !more) return null;
  return html`<nav class="pager" aria-label="Pages">${page === 1 ? null : html`<a href="${withQuery("/people", query, { page: page === 2 ? "" : String(page - 1) })}">Before</a>`}
${more ? html`<a href="${withQuery("/people", query, { page: String(page + 1) })}">More</a>` : null}</nav>`;
}
