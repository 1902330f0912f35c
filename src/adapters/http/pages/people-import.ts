import { count } from "../../../ops/words.ts";
import type { Problem } from "../../../policy/problem.ts";
import type { Imported } from "../../postgres/customers-import.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { Operator } from "../operators.ts";
import type { Shown } from "../page.ts";

const MOST_SHOWN = 200;

/** What a file would do or did, row by row. */
export interface FileOutcome {
  readonly name: string;
  readonly rows: readonly Imported[];
  readonly problems: readonly Problem[];
  /** Columns that mean nothing here. */
  readonly ignored: readonly string[];
}

/** The form that takes a file. Who may only look is told who may. */
export function askForFile(
  { role }: Operator,
  refused: { readonly status: number; readonly because: string } | null,
): Shown {
  return {
    title: "Import customers",
    ...(refused === null ? {} : { status: refused.status }),
    main: html`${head("Import customers", "From Partner Center’s export as it is, from a spreadsheet’s CSV, or from YAML.")}
${refused === null ? null : html`<p class="problem" role="alert">${refused.because}</p>`}
${
  role === "admin"
    ? html`<form method="post" action="/people/import" enctype="multipart/form-data" class="card stack"><label>File <input type="file" name="file" accept=".csv,.yaml,.yml,.txt,text/csv" required></label><button>Look at it</button></form>`
    : html`<p class="empty">Viewers may look, not change anything: ask an admin to import.</p>`
}
<dl class="meanings"><div><dt>What happens</dt><dd>First you see what would be new and what would change, and every row that is wrong with its line. Nothing is done until you say so, and then with these very bytes.</dd></div>
<div><dt>Columns</dt><dd>A company name, and any of: tenant id, primary domain, other domains, plan, language, time zone, contacts. Others are left alone, and so is what a row leaves out. Large files: <code>answerable customers import FILE --dry-run</code></dd></div></dl>`,
  };
}

/** What a file would do, and the button that does it. */
export function showPreview(outcome: FileOutcome, hash: string, again: boolean): Shown {
  const changes = outcome.rows.filter(({ kind }) => kind !== "same").length;
  return {
    title: `Import of ${outcome.name}`,
    ...(again ? { status: 409 } : {}),
    main: html`${head(html`Would be imported from ${said(outcome.name)}`, summary(outcome))}
${again ? html`<p class="problem" role="alert">Nothing was done: meanwhile the customers have changed, and the file would do something else. This is what it would do now.</p>` : null}
${
  changes === 0
    ? html`<p class="note">Nothing would change. <a href="/people/import">Another file</a></p>`
    : html`<form method="post" action="/people/import/apply" class="acts"><input type="hidden" name="file" value="${hash}"><button>Import ${count(changes, "customer")}</button> <a href="/people/import">Another file</a> <a href="/people">Leave it</a></form>`
}
${bad(outcome, "They are left out; correct them and give the file again.")}${changed(outcome)}${ignored(outcome)}`,
  };
}

/** What was done. */
export function showDone(outcome: FileOutcome): Shown {
  return {
    title: "Imported",
    main: html`${head(html`Imported from ${said(outcome.name)}`, summary(outcome))}
<p class="note" role="status">Done. The same file again changes nothing. <a href="/people">To the customers</a></p>
${bad(outcome, "They were left out; correct them and give the file again.")}${changed(outcome)}`,
  };
}

function head(title: Html | string, lead: Html | string): Html {
  return html`<div class="head"><p class="crumb"><a href="/people">People</a></p><h1>${title}</h1><p class="lead">${lead}</p></div>`;
}

function summary({ rows, problems }: FileOutcome): Html {
  const of = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  return html`${of("new")} new, ${of("changed")} changed, ${of("same")} as they are${problems.length === 0 ? null : html`, <strong>${count(problems.length, "problem")}</strong>`}.`;
}

function bad({ problems }: FileOutcome, next: string): Html | null {
  if (problems.length === 0) return null;
  return html`<section><h2 id="bad">Rows that are wrong</h2><p class="sub">${next}</p>
<div class="scroll" role="region" aria-label="Rows that are wrong" tabindex="0"><table><thead><tr><th scope="col" class="num">Line</th><th scope="col">Field</th><th scope="col">What it says</th><th scope="col">What is expected</th></tr></thead>
<tbody>${problems
    .slice(0, MOST_SHOWN)
    .map(
      ({ line, path, read, expected }) =>
        html`<tr><th scope="row" class="num">${line === 0 ? "–" : line}</th><td>${path}</td><td class="why">${said(read)}</td><td class="why">${said(expected)}</td></tr>`,
    )}</tbody></table></div>${more(problems.length)}</section>`;
}

function changed({ rows }: FileOutcome): Html | null {
  const told = rows.filter(({ kind }) => kind !== "same");
  if (told.length === 0) return null;
  return html`<section><h2 id="rows">New and changed</h2>
<div class="scroll" role="region" aria-label="New and changed" tabindex="0"><table><thead><tr><th scope="col" class="num">Line</th><th scope="col">Customer</th><th scope="col"><span class="sr">New or changed</span></th><th scope="col">What is added or other</th></tr></thead>
<tbody>${told
    .slice(0, MOST_SHOWN)
    .map(
      ({ line, name, kind, what }) =>
        html`<tr><td class="num">${line}</td><th scope="row">${said(name)}</th><td><span class="state ${kind === "new" ? "calm" : "soon"}">${kind}</span></td><td class="why">${said(what.join(", "))}</td></tr>`,
    )}</tbody></table></div>${more(told.length)}</section>`;
}

function more(all: number): Html | null {
  return all > MOST_SHOWN ? html`<p class="sub">… and ${all - MOST_SHOWN} more</p>` : null;
}

function ignored({ ignored: columns }: FileOutcome): Html | null {
  return columns.length === 0
    ? null
    : html`<p class="sub">Columns not used: ${said(columns.join(", ").slice(0, 2000))}</p>`;
}
