import { count } from "../../../ops/words.ts";
import type { Db } from "../../postgres/connect.ts";
import { countToSort, MOST_TO_SORT, toSortRows } from "../../postgres/ops-queries-to-sort.ts";
import { said, severityBadge, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { type Book, readVersion } from "../promises-shown.ts";
import { evidenceList, proposalWords, sortForm, sureness } from "./ticket-triage.ts";

type Row = Awaited<ReturnType<typeof toSortRows>>[number];

/** Tickets whose kind, service or severity triage is not sure of: what it thinks and why, and the form to say what is right. */
export async function showToSort(db: Db, book: Book, context: PageContext): Promise<Shown> {
  const [found, all] = await Promise.all([toSortRows(db), countToSort(db)]);
  const rows = found.slice(0, MOST_TO_SORT);
  const versions = [...new Set(rows.map(({ policyVersion }) => policyVersion))];
  const read = await Promise.all(versions.map((version) => readVersion(book, version)));
  const services = new Map(versions.map((version, n) => [version, read[n]?.services ?? []]));
  const isSaved = context.query.get("done") === "sort";
  return {
    title: all > 0 ? `(${all}) To sort` : "To sort",
    main: html`
<div class="head"><h1>To sort</h1><p class="lead" data-announce>${all === 0 ? "Every ticket is sorted." : `${count(all, "ticket waits", "tickets wait")} for somebody to look.`}</p></div>
${isSaved ? html`<p class="note" role="status">Saved. The promise follows, and the customer is told where it became later.</p>` : null}
${rows.length === 0 ? html`<p class="empty">Nothing is left. A ticket comes here when its mail did not say clearly enough whether it is commercial or technical, which service it is about, or how bad it is. It is worked on all the same, under the desk’s own severity.</p>` : html`<ul class="cards">${rows.map((row) => card(row, services.get(row.policyVersion) ?? [], context))}</ul>`}
${found.length > MOST_TO_SORT ? html`<p class="sub">The ${MOST_TO_SORT} that wait longest are shown.</p>` : null}
${meanings(context)}`,
  };
}

function card(row: Row, services: readonly string[], context: PageContext): Html {
  const { proposal, number, subject, severity, customer, requester, requesterAddress, firstWords } = row;
  return html`<li class="card" data-key="t${number}"><h2>${severityBadge(severity)} <a href="/tickets/${number}">#${number} ${said(subject || "(no subject)")}</a></h2>
<p class="sub">${customer === null ? "unknown customer" : said(customer)} · ${said(requester || requesterAddress)} · ${timeAgo(row.openedAt, context)}</p>
${firstWords === null || firstWords === "" ? null : html`<p class="text faint">${said(firstWords)}</p>`}
<p>Proposed: ${proposalWords(proposal)} ${sureness(proposal.confidence)}</p>
${evidenceList(proposal)}
${context.operator.role === "admin" ? sortForm(row, services, "/to-sort") : null}</li>`;
}

function meanings({ operator }: PageContext): Html {
  return html`<dl class="meanings"><div><dt>How it is corrected</dt><dd>An agent answers the ticket’s notice with <code>#kind technical</code>, <code>#service azure</code> or <code>#severity B</code>; <code>#sorted</code> says that it is right as it stands.${operator.role === "admin" ? " Here an admin does the same." : " Here an admin may do the same."}</dd></div></dl>`;
}
