import { type MailHead, readHead } from "../../../mail/head.ts";
import { count } from "../../../ops/words.ts";
import { fileSize } from "../../../values/file-size.ts";
import type { Db } from "../../postgres/connect.ts";
import { countAside, type QuarantineView, quarantineRows } from "../../postgres/ops-queries-quarantine.ts";
import { rawHeads } from "../../postgres/quarantine.ts";
import { said, timeAgo, withQuery } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";

const ROWS_A_PAGE = 25;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
type Row = Awaited<ReturnType<typeof quarantineRows>>[number];

const VIEWS: readonly (readonly [view: QuarantineView, name: string, empty: string])[] = [
  ["aside", "Aside", "No mail is aside: every one could be read and processed."],
  ["refused", "Refused", "No mail was refused."],
];

const DONE: Readonly<Record<string, string>> = {
  replay: "The mail is being processed again.",
  release: "The mail is being processed as a person’s mail.",
  dismiss: "The mail is done. It stays kept, with your name beside it.",
};

/** Mails that went no usual way: those that wait for a person, and those that the rules refused. */
export async function showQuarantine(db: Db, problem: string | null, context: PageContext): Promise<Shown> {
  const { query } = context;
  const [view, , empty] = VIEWS.find(([key]) => key === query.get("view")) ?? VIEWS[0]!;
  const before = UUID.test(query.get("before") ?? "") ? query.get("before") : null;
  const [rows, aside] = await Promise.all([quarantineRows(db, view, before, ROWS_A_PAGE), countAside(db)]);
  const shown = rows.slice(0, ROWS_A_PAGE);
  const raw = await rawHeads(
    db,
    shown.map(({ id }) => id),
  );
  const heads = new Map([...raw].map(([id, bytes]) => [id, readHead(bytes)]));
  const done = DONE[query.get("done") ?? ""];
  return {
    title: aside > 0 ? `(${aside}) Quarantine` : "Quarantine",
    ...(problem === null ? {} : { status: 409 }),
    main: html`
<div class="head"><h1>Quarantine</h1><p class="lead" data-announce>${aside === 0 ? "No mail waits for you." : `${count(aside, "mail waits", "mails wait")} for you.`}</p></div>
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}${done === undefined ? null : html`<p class="note" role="status">${done}</p>`}
<nav class="tabs" aria-label="Mails by what became of them"><ul>${VIEWS.map(([key, name]) => {
      const n = key === "aside" ? html` <span class="n">${aside}</span>` : null;
      return html`<li><a href="${withQuery("/quarantine", query, { view: key === "aside" ? "" : key, before: "", done: "" })}"${key === view ? html` aria-current="true"` : null}>${name}${n}</a></li>`;
    })}</ul></nav>
${shown.length === 0 ? html`<p class="empty">${empty}</p>` : table(shown, view, heads, context)}
${pager(rows, query, before)}
${meanings(context)}`,
  };
}

function table(
  rows: readonly Row[],
  view: QuarantineView,
  heads: ReadonlyMap<string, MailHead>,
  context: PageContext,
): Html {
  return html`<div class="scroll" role="region" aria-label="Mails" tabindex="0"><table><thead><tr><th scope="col">Mail</th><th scope="col">Why</th><th scope="col">Where</th><th scope="col" class="num">Tries</th><th scope="col">Since</th><th scope="col">What to do</th></tr></thead>
<tbody>${rows.map((row) => line(row, view, heads.get(row.id), context))}</tbody></table></div>`;
}

function line(row: Row, view: QuarantineView, head: MailHead | undefined, context: PageContext): Html {
  const subject =
    head === undefined
      ? html`<span class="faint">bytes not kept</span>`
      : said(head.subject || "(no subject)");
  const from = head?.from == null ? null : `${head.from.name} <${head.from.address}>`.trim();
  const error = row.lastError === null || row.lastError === row.because ? null : row.lastError;
  return html`<tr data-key="m${row.id}"><td class="main">${subject}${from === null ? null : html`<span class="sub">${said(from)}</span>`}<span class="sub mono">${row.id}</span></td>
<td class="why">${said(row.because ?? row.lastError ?? "no reason kept")}${error === null ? null : html`<span class="sub">${said(error)}</span>`}</td>
<td>${said(row.folder)}<span class="sub">UID ${row.uid}${row.size === null ? null : `, ${fileSize(row.size)}`}</span><span class="sub">${row.mailbox}</span></td>
<td class="num">${row.attempts}${row.replays === 0 ? null : html`<span class="sub">replayed ${row.replays}×</span>`}</td><td>${timeAgo(row.settledAt ?? row.seenAt, context)}</td>
<td>${actions(row, view, head !== undefined, context)}</td></tr>`;
}

/** Who may only look is offered no more than that. */
function actions(row: Row, view: QuarantineView, hasBytes: boolean, { operator }: PageContext): Html {
  const what = html`<span class="sr"> mail UID ${row.uid} of ${row.folder}</span>`;
  if (operator.role !== "admin")
    return hasBytes
      ? html`<a href="/explain/mails/${row.id}">Explain${what}</a>`
      : html`<span class="faint">for admins</span>`;
  const button = (act: string, words: string): Html =>
    html`<form method="post" action="/quarantine/${row.id}/${act}"><button class="quiet">${words}${what}</button></form>`;
  return html`<div class="acts">${view === "aside" ? button("replay", "Replay") : null}${hasBytes ? button("release", "Release") : null}${view === "aside" ? button("dismiss", "Dismiss") : null}
${hasBytes ? html`<a href="/explain/mails/${row.id}">Explain${what}</a>` : null}
${hasBytes ? html`<a href="/quarantine/${row.id}/raw" download>Raw${what}</a>` : null}</div>`;
}

function meanings({ operator }: PageContext): Html | null {
  if (operator.role !== "admin") return null;
  return html`<dl class="meanings"><div><dt>Replay</dt><dd>Goes through the rules as they are now, after a fix. Many at once: <code>answerable replay --because …</code></dd></div>
<div><dt>Release</dt><dd>Is processed as a person’s mail, although its signs or its folder say otherwise. A mail that must not be answered automatically still is not.</dd></div>
<div><dt>Dismiss</dt><dd>Is done and becomes nothing. Its bytes stay kept.</dd></div></dl>`;
}

function pager(rows: readonly Row[], query: URLSearchParams, before: string | null): Html | null {
  const last = rows.length > ROWS_A_PAGE ? rows[ROWS_A_PAGE - 1] : undefined;
  if (last === undefined && before === null) return null;
  return html`<nav class="pager" aria-label="Pages">${before === null ? null : html`<a href="${withQuery("/quarantine", query, { before: "" })}">Newest</a>`}
${last === undefined ? null : html`<a href="${withQuery("/quarantine", query, { before: last.id, done: "" })}">Older</a>`}</nav>`;
}
