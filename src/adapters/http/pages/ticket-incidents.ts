import type { CaseRows } from "../../postgres/ops-queries-case.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said, timeAgo } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext } from "../page.ts";
import { stateOf } from "./incidents.ts";

const STATES = { seen: "a notice of it was seen", linked: "hangs on it", unlinked: "taken off it" } as const;
const HOW: Readonly<Record<"direct" | "forwarded" | "pasted", string>> = {
  direct: "came from there",
  forwarded: "was passed on",
  pasted: "stands in their own words",
};

/** The published incidents a ticket has to do with, and notices of the vendor's in its mails, with by what each was recognised. */
export function drawIncidents(
  { events }: TicketPageRows,
  { incidents }: CaseRows,
  context: PageContext,
): Html | null {
  const notices = events
    .filter(({ type }) => type === "vendor_notice")
    .map(({ data, at }) => ({ ...read(data), at }));
  if (incidents.length === 0 && notices.length === 0) return null;
  const hangs = incidents.some(({ link }) => link.state === "linked");
  return html`<section class="card" aria-labelledby="incidents"><h2 id="incidents">Published incidents</h2>
${incidents.length === 0 ? null : html`<ul class="clocks">${incidents.map(({ link, incident, others }) => html`<li data-key="i${incident.code}"><span class="name"><a href="/incidents/${encodeURIComponent(incident.code)}">${said(incident.code)}</a></span> ${stateOf(incident, context)}<span class="sub">${STATES[link.state]}, ${timeAgo(link.at, context)}</span><span class="sub">${others === 0 ? "no other ticket is on it" : `${others} other ${others === 1 ? "ticket is" : "tickets are"} on it`}</span></li>`)}</ul>`}
${notices.map(
  ({ about, how, signs, proved, at }) =>
    html`<p class="sub">${about === "subscription" ? html`<span class="tag warn">suspicious</span> It claims to be the vendor’s and is about a subscription; the vendor mails nobody about those.` : html`A notice of the vendor’s ${HOW[how]}.`} ${proved ? "Its sender is proved." : "Nothing proves who wrote it."} Recognised by ${signs.map((sign, n) => html`${n > 0 ? ", " : null}<q>${said(sign)}</q>`)}, ${timeAgo(at, context)}</p>`,
)}
<p class="sub">${hangs ? html`Next: tell the customer. <code>#incident</code> lists all that hang on it.` : html`<code>#incident</code> and the number hangs it on one; <code>#escalate</code> does so too, and files nothing.`}</p></section>`;
}

/** What an event of a recognised notice holds; of one that was edited less is shown, not nothing. */
function read(data: unknown) {
  const { about, how, signs, proved } = (data ?? {}) as Readonly<Record<string, unknown>>;
  return {
    about: about === "subscription" ? ("subscription" as const) : ("incident" as const),
    how:
      how === "direct"
        ? ("direct" as const)
        : how === "pasted"
          ? ("pasted" as const)
          : ("forwarded" as const),
    signs: (Array.isArray(signs) ? signs : []).filter((sign): sign is string => typeof sign === "string"),
    proved: proved === true,
  };
}
