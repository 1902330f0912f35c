import { type Described, describeReading } from "../../../mail/describe.ts";
import type { Address } from "../../../mail/message.ts";
import type { Forward, Reading } from "../../../mail/reading.ts";
import { count } from "../../../ops/words.ts";
import { fileSize } from "../../../values/file-size.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";

/** As much of a text as a page shows; the raw mail has the rest. */
const MOST_CHARS = 200_000;
const MOST_HTML_CHARS = 1_000_000;
const MOST_ADDRESSES = 50;
const MOST_ROWS = 500;

const UNREADABLE: Readonly<Record<string, string>> = {
  empty: "It is empty.",
  malformed: "It is no Internet message that could be taken apart.",
  "too-slow": "Reading it took longer than any honest mail takes, so it was stopped.",
  "too-large": "It is larger than any mail the desk reads.",
  "parser-died": "Reading it took more memory than a mail may, so it was stopped.",
};

/** Everything the desk knows of a mail before it looks at any ticket, with its reasons. */
export function drawReading(reading: Reading): Html {
  const mail = describeReading(reading, () => null);
  if (reading.kind === "unreadable" || mail.unreadable !== null) return drawUnreadable(mail);
  return html`${verdict(mail)}
<div class="two"><div>
${written(mail, reading.split.cut)}
${layout(mail)}
${mail.forward === null ? null : forwarded(mail.forward)}
${mail.deliveryReport === null ? null : report(mail.deliveryReport)}
</div><div class="side">
${header(mail)}${files(mail)}${defects(mail)}
</div></div>`;
}

function drawUnreadable({ unreadable }: Described): Html {
  const { because = "", detail = "" } = unreadable ?? {};
  return html`<section class="card" aria-labelledby="verdict"><h2 id="verdict">Unreadable</h2>
<p class="problem"><strong>${because}.</strong> ${UNREADABLE[because] ?? "It could not be read."} ${said(detail)}</p>
<p class="sub">The raw mail is kept as it came. A mail that cannot be read waits for a person; it is never answered.</p></section>`;
}

function verdict({ origin, authentication }: Described): Html {
  const proved = authentication?.proved ?? null;
  return html`<section class="card" aria-labelledby="verdict"><h2 id="verdict">What it is</h2><dl class="facts">
${fact("Origin", html`<span class="state ${origin?.kind === "person" ? "calm" : "none"}">${origin?.kind}</span> <span class="faint">because ${said(origin?.because ?? "")}</span>`)}
${fact("Answered", origin?.mayAutoReply ? "It may be acknowledged by itself." : "Never automatically.")}
${fact("Sender", proved === null ? html`<span class="state soon">not proved</span> <span class="faint">because ${said(authentication?.because ?? "")}</span>` : html`<span class="state calm">proved</span> ${said(proved.address)} by ${proved.method}${proved.authservId === null ? null : html`, says ${said(proved.authservId)}`} <span class="faint">because ${said(authentication?.because ?? "")}</span>`)}
</dl></section>`;
}

function header({ message }: Described): Html | null {
  if (message === null) return null;
  const { from, replyTo, to, cc, subject, date, messageId, inReplyTo, references } = message;
  return html`<section class="card" aria-labelledby="header"><h2 id="header">Header</h2><dl class="facts">
${fact("From", from === null ? html`<span class="faint">nobody</span>` : drawAddress(from))}
${fact("Reply-To", addresses(replyTo))}${fact("To", addresses(to))}${fact("Cc", addresses(cc))}
${fact("Subject", subject === "" ? html`<span class="faint">none</span>` : said(subject))}
${fact("Date", date === null ? html`<span class="faint">none</span>` : html`<time datetime="${date}">${date}</time>`)}
${fact("Message-ID", messageId === null ? html`<span class="faint">none</span>` : said(messageId))}
${fact("In-Reply-To", ids(inReplyTo))}${fact("References", ids(references))}
</dl></section>`;
}

function drawAddress({ name, address }: Address): Html {
  return html`${name === "" ? null : said(name)} ${said(address)}`;
}

function addresses(all: readonly Address[]): Html | null {
  return listed(all.map((address) => drawAddress(address)));
}

function ids(all: readonly string[]): Html | null {
  return listed(all.map((id) => said(id)));
}

function listed(items: readonly Html[]): Html | null {
  if (items.length === 0) return null;
  const more = items.length - MOST_ADDRESSES;
  return html`${items.slice(0, MOST_ADDRESSES).map((item) => html`<span class="line">${item}</span>`)}${more > 0 ? html`<span class="sub">and ${more} more</span>` : null}`;
}

function written(
  { text, visibleText }: Described,
  cut: Extract<Reading, { kind: "message" }>["split"]["cut"],
): Html {
  return html`<section class="card" aria-labelledby="written"><h2 id="written">What was written</h2>
<div class="text">${visibleText ? shortened(visibleText) : html`<span class="faint">(no text)</span>`}</div>
${cut.slice(0, 20).map((part) => html`<details><summary>Cut as ${part.kind}, ${count(part.text.split("\n").length, "line")}</summary><div class="text">${shortened(part.text)}</div></details>`)}
${text === null || text === visibleText ? null : html`<details><summary>The whole text</summary><div class="text">${shortened(text)}</div></details>`}</section>`;
}

function shortened(text: string): Html {
  const more = text.length - MOST_CHARS;
  return html`${said(text.slice(0, MOST_CHARS))}${more > 0 ? html`<span class="sub">… ${more} characters more</span>` : null}`;
}

/** The frame may run, load and submit nothing, and has no origin; what stands in it was reduced to the safe subset before. */
function layout({ html: body }: Described): Html | null {
  if (body === null) return null;
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>Mail</title><base target="_blank">${body}`;
  if (body.length > MOST_HTML_CHARS)
    return html`<p class="sub">Its HTML has ${body.length} characters, too many to be shown here.</p>`;
  return html`<details class="card"><summary>As the writer laid it out</summary><iframe sandbox="" loading="lazy" title="The mail as HTML" srcdoc="${page}"></iframe></details>`;
}

function forwarded({ from, to, cc, subject, date, text, above, confidence }: Forward): Html {
  return html`<section class="card" aria-labelledby="forward"><h2 id="forward">A mail passed on</h2><dl class="facts">
${fact("From", from === null ? html`<span class="faint">not told</span>` : drawAddress(from))}
${fact("To", addresses(to))}${fact("Cc", addresses(cc))}${fact("Subject", said(subject))}${fact("Date", said(date))}
${fact("Certainty", `${Math.round(confidence * 100)} %`)}
</dl>${above === "" ? null : html`<h3>Written above it</h3><div class="text">${shortened(above)}</div>`}
<h3>The mail</h3><div class="text">${shortened(text)}</div></section>`;
}

function report({ kind, recipients, originalMessageId }: NonNullable<Described["deliveryReport"]>): Html {
  return html`<section class="card" aria-labelledby="report"><h2 id="report">Delivery report: ${kind}</h2>
<p class="sub">About ${originalMessageId === null ? "a mail it does not name" : said(originalMessageId)}</p>
<div class="scroll" role="region" aria-label="Recipients of the delivery report" tabindex="0"><table><thead><tr><th scope="col">Recipient</th><th scope="col">Action</th><th scope="col">Status</th><th scope="col">Class</th><th scope="col">Diagnostic</th></tr></thead><tbody>${recipients
    .slice(0, MOST_ROWS)
    .map(
      (
        to,
      ) => html`<tr><th scope="row">${said(to.address)}</th><td>${said(to.action)}</td><td>${said(to.status || "–")}</td>
<td><span class="state ${to.class === "hard" ? "late" : "soon"}">${to.class}</span></td><td class="why">${said(to.diagnostic)}</td></tr>`,
    )}</tbody></table></div></section>`;
}

function files({ attachments }: Described): Html {
  return html`<section class="card" aria-labelledby="files"><h2 id="files">Attachments</h2>${
    attachments.length === 0
      ? html`<p class="faint">None.</p>`
      : html`<ul class="clocks">${attachments.slice(0, MOST_ROWS).map(
          (
            file,
          ) => html`<li><span>${said(file.filename)}</span>${file.inline ? html` <span class="tag">inline</span>` : null}
<span class="sub">${said(file.contentType)}, ${fileSize(file.size)}${file.contentId === null ? null : html`, cid ${said(file.contentId)}`}</span><span class="sub mono digest">${file.sha256}</span></li>`,
        )}</ul>`
  }</section>`;
}

function defects({ defects: all }: Described): Html {
  return html`<section class="card" aria-labelledby="defects"><h2 id="defects">Defects</h2>${
    all.length === 0
      ? html`<p class="faint">None: it is as the standards ask.</p>`
      : html`<ul class="clocks">${all.slice(0, MOST_ROWS).map(({ code, detail }) => html`<li><code>${code}</code><span class="sub">${said(detail)}</span></li>`)}</ul>`
  }</section>`;
}

/** A line of a list of facts; nothing where there is no value. */
export function fact(name: string, value: Html | string | null): Html | null {
  return value === null || value === "" ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
