import type { Reading, Receiver } from "../../../mail/reading.ts";
import { fileSize } from "../../../values/file-size.ts";
import type { KeptMail } from "../../postgres/ops-queries-explain.ts";
import type { quarantineRows } from "../../postgres/ops-queries-quarantine.ts";
import { said, time } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { drawReading, fact } from "./explained-mail.ts";

export const RECEIVERS: readonly Receiver["provider"][] = ["generic", "microsoft365", "google", "sandbox"];
const RECEIVER_WORDS = {
  generic: "Any server",
  microsoft365: "Microsoft 365",
  google: "Google",
  sandbox: "The sandbox",
} as const;

export interface Chosen {
  readonly provider: Receiver["provider"];
  readonly authservId: string;
}

/** What somebody asked to be explained, and what came of it. */
export type Asked =
  | ({ readonly kind: "refused"; readonly status: number; readonly because: string } & Chosen)
  | ({
      readonly kind: "read";
      readonly name: string;
      readonly size: number;
      readonly reading: Reading;
    } & Chosen);

type AsideRow = Awaited<ReturnType<typeof quarantineRows>>[number];

/** The form, and above it the explanation of what was given with it. */
export function showExplain(asked: Asked | null, aside: readonly AsideRow[], context: PageContext): Shown {
  const read = asked?.kind === "read" ? asked : null;
  const lead =
    read === null
      ? "See what the desk makes of a mail: who wrote it, what they wrote, and whether it may be answered. Nothing is stored or changed."
      : html`${said(read.name)}, ${fileSize(read.size)}, as if a mailbox of ${RECEIVER_WORDS[read.provider].toLowerCase()} had received it. It is not kept.`;
  return {
    title: "Explain a mail",
    ...(asked?.kind === "refused" ? { status: asked.status } : {}),
    main: html`
<div class="head"><h1>Explain a mail</h1><p class="lead">${lead}</p></div>
${asked?.kind === "refused" ? html`<p class="problem" role="alert">${asked.because}</p>` : null}
${read === null ? null : drawReading(read.reading)}
${form(asked, read !== null)}
${read === null ? asideList(aside, context) : null}`,
  };
}

function form(asked: Asked | null, again: boolean): Html {
  const provider = asked?.provider ?? "generic";
  return html`<section class="card" aria-labelledby="give"><h2 id="give">${again ? "Another mail" : "A mail of yours"}</h2>
<form class="stack" method="post" action="/explain" enctype="multipart/form-data">
<label>Mail file (.eml), up to 25 MB <input type="file" name="file" accept=".eml,message/rfc822"></label>
<label>or its source, pasted <textarea name="text" rows="8" spellcheck="false" placeholder="From: …"></textarea></label>
<label>Received by <select name="provider">${RECEIVERS.map((name) => html`<option value="${name}"${flag("selected", name === provider)}>${RECEIVER_WORDS[name]}</option>`)}</select></label>
<label>Whose Authentication-Results are believed <input name="authservId" maxlength="255" autocomplete="off" spellcheck="false" value="${asked?.authservId ?? ""}"></label>
<button>Explain</button></form>
<form class="filters" method="get" action="/explain/mails"><label>or a kept mail, by its id <input name="id" size="38" maxlength="60" required autocomplete="off" spellcheck="false"></label> <button class="quiet">Open</button></form></section>`;
}

function asideList(rows: readonly AsideRow[], context: PageContext): Html {
  return html`<section aria-labelledby="aside"><h2 id="aside">In <a href="/quarantine">quarantine</a></h2>${
    rows.length === 0
      ? html`<p class="empty">No mail waits aside: every one could be read.</p>`
      : html`<div class="scroll" role="region" aria-label="Table of mails aside" tabindex="0"><table><thead><tr><th scope="col">Seen</th><th scope="col">Where</th><th scope="col">Why</th><th scope="col"><span class="sr">Open</span></th></tr></thead><tbody>${rows.map(
          (
            row,
          ) => html`<tr><td>${time(row.seenAt, context)}</td><td>${row.mailbox} / ${said(row.folder)}, UID ${row.uid}</td>
<td class="why">${said(row.because ?? row.lastError ?? "")}</td><td><a href="/explain/mails/${row.id}">Explain<span class="sr"> UID ${row.uid} of ${row.folder}</span></a></td></tr>`,
        )}</tbody></table></div>`
  }</section>`;
}

/** A mail the desk has: what became of it, and the same explanation. `reading` null: its bytes are not there. */
export function showKeptMail(mail: KeptMail, reading: Reading | null, context: PageContext): Shown {
  const subject = reading?.kind === "message" ? reading.message.subject : "";
  return {
    title: `Mail ${mail.uid} explained`,
    main: html`
<div class="head"><p class="crumb"><a href="/explain">Explain a mail</a></p><h1>${said(subject || "(no subject)")}</h1></div>
<section class="card" aria-labelledby="kept"><h2 id="kept">In the desk</h2><dl class="facts">
${fact("Mailbox", html`${mail.mailbox} / ${said(mail.folder)}, UID ${mail.uid}`)}
${fact("Seen", time(mail.seenAt, context))}
${fact("Became", mail.disposition ?? STATES[mail.state])}
${fact("Because", mail.because === null && mail.lastError === null ? null : said(mail.because ?? mail.lastError ?? ""))}
${fact("Ticket", mail.ticket === null ? null : html`<a href="/tickets/${mail.ticket}">#${mail.ticket}</a>`)}
${fact("Raw mail", reading === null ? "not kept" : context.operator.role === "admin" ? html`<a href="/quarantine/${mail.id}/raw" download>download${mail.size === null ? null : ` (${fileSize(mail.size)})`}</a>` : null)}
</dl></section>
${reading === null ? html`<p class="empty">${mail.state === "seen" ? "Its bytes have not been fetched yet." : "Its bytes are not there any more, or never were."}</p>` : drawReading(reading)}`,
  };
}

const STATES = {
  seen: "seen, not fetched yet",
  stored: "stored, not processed yet",
  done: "done",
  aside: "aside: it waits for a person",
} as const;
