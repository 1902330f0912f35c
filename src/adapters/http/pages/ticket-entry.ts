import { eventWords, type TimelineEntry } from "../../../ops/ticket-timeline.ts";
import { fileSize } from "../../../values/file-size.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { mailState, said, time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import { drawEvidence, proofTag } from "./ticket-evidence.ts";
import { allowForm } from "./ticket-people.ts";

type Message = TicketPageRows["messages"][number];
type MailOut = TicketPageRows["mailsOut"][number];
type MailIn = TicketPageRows["mailsIn"][number];

export interface TicketParts {
  readonly number: number;
  readonly attachments: TicketPageRows["attachments"];
  readonly mayShowHtml: boolean;
  /** They are of a conversation with upstream. */
  readonly isUpstream?: boolean;
  readonly context: PageContext;
}

/** One line of a ticket's timeline. */
export function drawEntry(entry: TimelineEntry<Message, MailOut, MailIn>, parts: TicketParts): Html {
  switch (entry.kind) {
    case "message":
      return drawMessage(entry.message, entry.mails, parts, entry.key);
    case "event":
      return drawEvent(entry, parts);
    case "mail-out":
      return drawMailOut(entry.mail, parts, entry.key);
    case "mail-in":
      return drawMailIn(entry.mail, parts, entry.key);
  }
}

const AUTHORS = {
  customer: "customer",
  agent: "agent",
  upstream: "upstream",
  automatic: "automatic",
} as const;

function drawMessage(message: Message, mails: readonly MailOut[], parts: TicketParts, key: string): Html {
  const files = parts.attachments.filter((file) => file.messageId === message.id);
  const kind = message.direction === "note" ? "internal" : message.author;
  return html`<li class="message ${kind}" data-key="${key}"><article>
<header><strong>${said(message.agent ?? (message.authorName || message.authorAddress))}</strong> <span class="tag">${message.direction === "note" ? "internal note" : AUTHORS[message.author]}</span>
${proofTag(message)}
<span class="address">${said(message.authorAddress)}</span> ${time(message.at, parts.context)}</header>
<div class="text">${message.visibleText === "" ? html`<span class="faint">(no text)</span>` : said(message.visibleText)}</div>
${message.fullText !== message.visibleText ? html`<details data-key="${key}full"><summary>Whole mail, with what it quotes</summary><div class="text">${said(message.fullText)}</div></details>` : null}
${parts.mayShowHtml && message.inboundId !== null ? html`<details data-key="${key}html"><summary>As the writer laid it out</summary><iframe sandbox="" loading="lazy" title="The mail as HTML" src="/tickets/${parts.number}/messages/${message.id}/html"></iframe></details>` : null}
${files.length === 0 ? null : attachmentList(files, parts)}
${mails.map((mail) => delivery(mail, parts.context))}
${drawEvidence(message, key)}
${message.unverified ? held(message, parts) : null}
${message.inboundId === null ? null : explainLink(message.inboundId, "How the desk read this mail")}
</article></li>`;
}

/** What becomes of a held mail. In a conversation with upstream `#allow` is about whom its notice shows, so agents say it there. */
function held({ authorAddress }: Message, { number, isUpstream, context }: TicketParts): Html {
  if (isUpstream === true) {
    return html`<div class="held"><p class="sub">It is kept here and changes nothing: nothing says that its sender speaks for them. An agent lets it in with <code>#allow</code> in reply to its notice.</p></div>`;
  }
  return html`<div class="held"><p class="sub">It is kept here and changes nothing: nothing says that its sender belongs to the ticket. An agent lets it in with <code>#allow</code>, or makes a ticket of its own of it with <code>#move new</code>.</p>${allowForm(number, authorAddress, context)}</div>`;
}

function explainLink(inboundId: string, words: string): Html {
  return html`<p class="sub"><a href="/explain/mails/${inboundId}">${words}</a></p>`;
}

function attachmentList(files: TicketPageRows["attachments"], { number }: TicketParts): Html {
  return html`<ul class="files" aria-label="Attachments">${files.map(
    (file) =>
      html`<li><a href="/tickets/${number}/attachments/${file.id}" download>${said(file.filename)}</a> <span class="faint">${fileSize(file.size)}, ${file.contentType}</span></li>`,
  )}</ul>`;
}

function delivery(mail: MailOut, context: PageContext): Html {
  const to = mail.recipients.map(({ address }) => address).join(", ");
  const error = mail.lastError === null ? null : html`<span class="sub">${said(mail.lastError)}</span>`;
  return html`<p class="delivery">${mailState(mail.state)} to ${said(to)} <span class="faint">${said(mail.because)}${mail.acceptedAt === null ? null : html` · ${time(mail.acceptedAt, context)}`}</span>${error}</p>`;
}

function drawEvent(
  { event, key }: Extract<TimelineEntry<Message, MailOut, MailIn>, { kind: "event" }>,
  { context }: TicketParts,
): Html {
  const who = event.agent ?? event.actor;
  return html`<li class="event" data-key="${key}"><span class="what">${eventWords(event)}</span> <span class="faint">by ${said(who)}</span> ${time(event.at, context)}
${event.because === "" ? null : html`<span class="because">because ${said(event.because)}</span>`}</li>`;
}

function drawMailOut(mail: MailOut, { context }: TicketParts, key: string): Html {
  const to = mail.recipients.map(({ address }) => address).join(", ");
  return html`<li class="mail" data-key="${key}"><details><summary><span class="what">${mail.purpose}</span> <span class="faint">to ${mail.audience}</span> ${mailState(mail.state)} ${time(mail.createdAt, context)}</summary>
<p class="delivery">To ${said(to)} <span class="faint">${said(mail.because)}</span></p><p class="subject">${said(mail.subject)}</p><div class="text">${said(mail.text)}</div></details>
${mail.lastError === null ? null : html`<span class="because">${said(mail.lastError)}</span>`}</li>`;
}

function drawMailIn(mail: MailIn, { context }: TicketParts, key: string): Html {
  return html`<li class="event" data-key="${key}"><span class="what">mail: ${mail.disposition ?? mail.state}</span> ${time(mail.receivedAt ?? mail.seenAt, context)}
${mail.because === null ? null : html`<span class="because">because ${said(mail.because)}</span>`}${explainLink(mail.id, "How the desk read it")}</li>`;
}
