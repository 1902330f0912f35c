import type { IncidentUpdated } from "../../../jobs/update-incident.ts";
import { count } from "../../../ops/words.ts";
import {
  customersOf,
  type HangingTicket,
  type Incident,
  LONGEST_NEWS,
} from "../../../tickets/incident/incident.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { Shown } from "../page.ts";

const MOST_LISTED = 50;

/** What an admin's form says of an incident. */
export interface IncidentForm {
  readonly code: string;
  readonly act: "tell" | "close" | "reopen";
  /** What is new, in their words; empty: that it is known. */
  readonly text: string;
  /** It is over, and nobody is told. */
  readonly silent: boolean;
}

/** What may be said of an incident as it stands. Every form only shows what it would do. */
export function incidentForms({ code, closedAt }: Incident, text: string): Html {
  const action = (act: IncidentForm["act"]): string => `/incidents/${encodeURIComponent(code)}/${act}`;
  const isOver = closedAt !== null;
  const tell = html`<form method="post" action="${action("tell")}" class="stack"><label>What is new, as customers read it <textarea name="text" rows="4" maxlength="${LONGEST_NEWS}" aria-describedby="as-written">
${text}</textarea></label><span class="sub" id="as-written">It goes as it is written, in the letter of the desk in each customer’s language. With nothing here they are told that the incident is known.</span>
<button>Look whom it would tell</button></form>`;
  const over = isOver ? "Tell who came since that it is over" : "It is over: look whom it would tell";
  return html`<section class="card" aria-labelledby="say"><h2 id="say">Tell its customers</h2>
${isOver ? null : tell}
<div class="acts"><form method="post" action="${action("close")}"><button class="quiet">${over}</button></form>
${isOver ? html`<form method="post" action="${action("reopen")}"><button class="quiet">It goes on after all</button></form>` : html`<form method="post" action="${action("close")}"><input type="hidden" name="silent" value="yes"><button class="quiet">It is over, and nobody is told</button></form>`}</div>
<p class="sub">Nothing is done before you have seen whom it would tell.</p></section>`;
}

const QUESTIONS = {
  known: "is known: tell its customers?",
  news: "has news: tell its customers?",
  resolved: "is over?",
  reopen: "goes on after all?",
} as const;

/** Whom a form would tell and what, and the button that does it; `again`: it would do something else than was shown before. */
export function askWhetherToTell(
  form: IncidentForm,
  { telling, preview }: IncidentUpdated & { readonly kind: "done" },
  seen: string,
  again: boolean,
): Shown {
  const { code, act, text, silent } = form;
  const kind = act === "tell" ? (text.trim() === "" ? "known" : "news") : act === "close" ? "resolved" : act;
  const page = `/incidents/${encodeURIComponent(code)}`;
  const customers = count(customersOf(telling.now), "customer");
  const tellsNobody = telling.now.length === 0;
  const button = tellsNobody
    ? act === "reopen"
      ? "It goes on"
      : "It is over; nobody is told"
    : `Tell ${customers}`;
  return {
    title: `${code} ${QUESTIONS[kind]}`,
    ...(again ? { status: 409 } : {}),
    main: html`<div class="head"><p class="crumb"><a href="/incidents">Incidents</a> <a href="${page}">${code}</a></p><h1>${code} ${QUESTIONS[kind]}</h1>
<p class="lead">${tellsNobody ? "Nobody would be told." : `${count(telling.now.length, "ticket")} of ${customers} would be told, each in their language.`} Nothing is done yet.</p></div>
${again ? html`<p class="problem" role="alert">Nothing was done: meanwhile something has changed, and other customers would be told. This is what it would do now.</p>` : null}
${
  tellsNobody && act === "tell"
    ? html`<p class="note">There is nobody to tell. <a href="${page}">Back to the incident</a></p>`
    : html`<form method="post" action="${page}/${act}" class="acts"><input type="hidden" name="text" value="${text}"><input type="hidden" name="silent" value="${silent ? "yes" : ""}"><input type="hidden" name="seen" value="${seen}"><button>${button}</button> <a href="${page}">Leave it</a></form>`
}
${list("would-be-told", "Would be told", telling.now)}${list("told-before", "Told before, and not again", telling.already)}${list("left-out", "Not told: solved already", telling.left)}
${preview.length < 2 ? null : html`<section><h2 id="mails">What they would get</h2>${preview.slice(1).map((mail) => html`<div class="card text">${said(mail)}</div>`)}</section>`}`,
  };
}

function list(id: string, title: string, tickets: readonly HangingTicket[]): Html | null {
  if (tickets.length === 0) return null;
  const more = tickets.length - MOST_LISTED;
  return html`<section><h2 id="${id}">${title}</h2><ul class="clocks">${tickets
    .slice(0, MOST_LISTED)
    .map(
      ({ number, customer, language, subject }) =>
        html`<li><span class="name"><a href="/tickets/${number}">#${number} ${said(subject || "(no subject)")}</a></span> ${said(customer)}<span class="sub">${language}</span></li>`,
    )}</ul>${more > 0 ? html`<p class="sub">and ${more} more</p>` : null}</section>`;
}

const DONE: Readonly<Record<string, string>> = {
  tell: "Said.",
  close: "It is over.",
  reopen: "It goes on; nobody is told by that.",
};

/** What was done, by what the way back says. */
export function doneWords(query: URLSearchParams): string | undefined {
  const words = DONE[query.get("done") ?? ""];
  const told = Number(query.get("told"));
  if (words === undefined || query.get("done") === "reopen") return words;
  return `${words} ${told > 0 ? `Customers of ${count(told, "ticket")} are being told.` : "Nobody is told."}`;
}
