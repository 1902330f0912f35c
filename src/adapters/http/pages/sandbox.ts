import { replyDraft } from "../../../ops/reply-draft.ts";
import { momentInFull } from "../../../ops/words.ts";
import { said, timeAgo, withQuery } from "../bits.ts";
import { flag, type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import type {
  SandboxAccount,
  SandboxDraft,
  SandboxExample,
  SandboxMail,
  SandboxPort,
  SandboxSummary,
} from "../sandbox-port.ts";

export type Side = "customer" | "agent";

/** A mail the server did not take, kept for its writer to change. */
export interface Refused {
  readonly side: Side;
  readonly draft: SandboxDraft;
  readonly because: string;
}

interface Half {
  readonly side: Side;
  readonly accounts: readonly SandboxAccount[];
  readonly account: SandboxAccount;
  readonly mails: readonly SandboxSummary[];
  readonly open: SandboxMail | null;
  readonly examples: readonly SandboxExample[];
  readonly desk: string;
  readonly refused: Refused | null;
}

/** The two mailboxes. Which account, which mail and whether one is being written stand in the address, so it works without script. */
export async function showSandbox(
  port: SandboxPort,
  refused: Refused | null,
  context: PageContext,
): Promise<Shown> {
  const [accounts, examples] = await Promise.all([port.accounts(), port.examples()]);
  const desk = accounts.find(({ role }) => role === "desk")?.address ?? "";
  const halves = await Promise.all(
    (["customer", "agent"] as const).map((side) =>
      loadHalf(port, side, accounts, examples, desk, refused, context),
    ),
  );
  return {
    title: "Sandbox",
    status: refused === null ? 200 : 422,
    main: html`
<div class="head"><h1>Sandbox</h1><p class="lead">Write to <strong>${desk}</strong> as a customer, then answer from the agent’s mailbox. No mail leaves this machine.</p></div>
<div class="halves">${halves.map((half) => (half === null ? null : drawHalf(half, context)))}</div>`,
  };
}

async function loadHalf(
  port: SandboxPort,
  side: Side,
  all: readonly SandboxAccount[],
  examples: readonly SandboxExample[],
  desk: string,
  refused: Refused | null,
  { query }: PageContext,
): Promise<Half | null> {
  const accounts = all.filter(({ role }) => role === side);
  const account = accounts.find(({ address }) => address === query.get(side)) ?? accounts[0];
  if (account === undefined) return null;
  const id = query.get(`${side}-mail`);
  const [mails, open] = await Promise.all([
    port.list(account.address),
    id === null ? null : port.read(account.address, id),
  ]);
  return {
    side,
    accounts,
    account,
    mails,
    open,
    desk,
    examples: examples.filter((example) => example.for === side),
    refused: refused?.side === side ? refused : null,
  };
}

function drawHalf(half: Half, context: PageContext): Html {
  const { side, account } = half;
  const writing = context.query.get(`${side}-write`);
  const head = side === "customer" ? "Customer" : "Agent";
  return html`<section class="half card" data-key="${side}" aria-labelledby="${side}">
<header class="half-head"><h2 id="${side}">${head}</h2>${accountTabs(half, context)}</header>
<p class="actions"><a class="button${writing === null ? "" : " quiet"}" href="${link(half, context, { write: "new" })}">Write a mail</a>
${context.query.get("sent") === side && writing === null ? html`<span class="good" role="status">Sent.</span>` : null}</p>
${writing === "reply" || (writing === null && half.mails.length > 0) ? null : starters(half, context)}
${half.refused !== null || writing !== null ? compose(half, writing ?? "new", context) : null}
${half.open === null ? null : reading(half, half.open, context)}
<h3 class="sr">Mails of ${account.name}</h3>
${half.mails.length === 0 ? html`<p class="empty">No mail yet.</p>` : html`<ul class="mails">${half.mails.map((mail) => summary(half, mail, context))}</ul>`}
</section>`;
}

/** Mails to pick: one click and a Send away from a first ticket. */
function starters(half: Half, context: PageContext): Html | null {
  if (half.examples.length === 0) return null;
  return html`<div class="starters"><span class="sub">Or start from an example:</span>${half.examples.map(
    (example) =>
      html` <a class="chip" href="${link(half, context, { write: example.id })}">${example.name}</a>`,
  )}</div>`;
}

function link(
  { side }: Half,
  { query }: PageContext,
  to: { write?: string; mail?: string; account?: string },
): string {
  const base = to.account === undefined ? {} : { [side]: to.account, [`${side}-mail`]: "" };
  return withQuery("/sandbox", query, {
    ...base,
    ...(to.mail === undefined ? {} : { [`${side}-mail`]: to.mail }),
    [`${side}-write`]: to.write ?? "",
    sent: "",
  });
}

function accountTabs(half: Half, context: PageContext): Html {
  return html`<nav class="tabs small" aria-label="Mailbox of the ${half.side}"><ul>${half.accounts.map(
    ({ address, name }) =>
      html`<li><a href="${link(half, context, { account: address })}" title="${address}"${address === half.account.address ? html` aria-current="true"` : null}>${name}</a></li>`,
  )}</ul></nav>`;
}

function summary(half: Half, mail: SandboxSummary, context: PageContext): Html {
  const sent = mail.folder === "sent";
  return html`<li data-key="${half.side}-${mail.id}"><a href="${link(half, context, { mail: mail.id })}"${half.open?.id === mail.id ? html` aria-current="true"` : null}>
<span class="who-line">${sent ? html`<span class="faint">to</span> ${said(mail.to)}` : said(mail.from)}</span>${timeAgo(mail.at, context)}
<span class="subject-line">${sent ? html`<span class="tag">sent</span> ` : null}${said(mail.subject || "(no subject)")}</span></a></li>`;
}

function reading(half: Half, mail: SandboxMail, context: PageContext): Html {
  return html`<article class="reading" data-key="${half.side}-open-${mail.id}" aria-label="Open mail"><header><h3>${said(mail.subject || "(no subject)")}</h3>
<p class="sub">From ${said(mail.from)} to ${said(mail.to)} · ${timeAgo(mail.at, context)}</p></header>
<div class="text">${said(mail.text)}</div>
<p class="actions"><a class="button" href="${link(half, context, { write: "reply" })}">Reply</a> <a href="${link(half, context, { mail: "" })}">Close</a></p></article>`;
}

function compose(half: Half, writing: string, context: PageContext): Html {
  const draft = half.refused?.draft ?? startOf(half, writing, context);
  const key = `${half.side}-compose-${half.account.address}-${writing}-${half.open?.id ?? ""}`;
  return html`<form class="compose stack" method="post" action="/sandbox/send" data-key="${key}" aria-label="Write as ${half.account.name}">
${half.refused === null ? null : html`<p class="problem" role="alert">${half.refused.because}</p>`}
<input type="hidden" name="side" value="${half.side}"><input type="hidden" name="from" value="${half.account.address}">
<input type="hidden" name="back" value="${context.query.toString()}"><input type="hidden" name="inReplyTo" value="${draft.inReplyTo ?? ""}"><input type="hidden" name="references" value="${draft.references.join(" ")}">
<label>To <input name="to" type="text" inputmode="email" value="${draft.to}" required maxlength="900" spellcheck="false"></label>
<label>Subject <input name="subject" value="${draft.subject}" maxlength="900"></label>
<label>Text <textarea name="text" rows="9"${flag("autofocus", writing === "reply" && half.refused === null)}>
${draft.text}</textarea></label>
<p class="actions"><button>Send</button> <a href="${link(half, context, {})}">Discard</a></p></form>`;
}

function startOf(half: Half, writing: string, { timeZone }: PageContext): Omit<SandboxDraft, "from"> {
  if (writing === "reply" && half.open !== null) {
    // One's own mail is answered to whom it went, as mail clients do: a second thought on the same thread.
    const { open } = half;
    const to = open.folder === "sent" ? open.to : open.replyTo;
    return replyDraft({ ...open, replyTo: to }, `On ${momentInFull(open.at, timeZone)}, ${open.from} wrote:`);
  }
  const example = half.examples.find(({ id }) => id === writing);
  const { to, subject, text } = example ?? {
    to: half.side === "customer" ? half.desk : "",
    subject: "",
    text: "",
  };
  return { to, subject, text, inReplyTo: null, references: [] };
}
