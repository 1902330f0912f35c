import { promiseName } from "../../../ops/promise.ts";
import { count } from "../../../ops/words.ts";
import { type Difference, describeDiff } from "../../../policy/diff.ts";
import type { MovedPromise } from "../../../tickets/clock/promised-otherwise.ts";
import type { OpenTicket } from "../../postgres/open-tickets.ts";
import type { ShownVersion } from "../../postgres/ops-queries-policy.ts";
import type { ListedVersion } from "../../postgres/policy-versions.ts";
import { said, severityBadge, time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import type { PageContext, Shown } from "../page.ts";
import { compareForm } from "./policies.ts";

export interface OtherwisePromised {
  readonly ticket: OpenTicket;
  readonly moved: readonly MovedPromise[];
}

/** What came of looking through the open tickets. */
export interface TicketsUnder {
  readonly found: readonly OtherwisePromised[];
  readonly looked: number;
  /** Of those, tickets of a version that cannot be read. */
  readonly unreadable: number;
  /** False: there are more open tickets than were looked at. */
  readonly isAll: boolean;
}

interface Compared {
  readonly versions: readonly ListedVersion[];
  readonly from: ShownVersion | null;
  readonly to: ShownVersion | null;
  /** Null: nothing could be compared. */
  readonly under: TicketsUnder | null;
}

const MOST_SHOWN = 200;

/** What changes from one version to another, in words, and which open tickets would have been promised otherwise. */
export function showPolicyDiff({ versions, from, to, under }: Compared, context: PageContext): Shown {
  const missing = from === null || to === null;
  return {
    title: "What changed in the policy",
    ...(missing ? { status: 404 } : {}),
    main: html`<div class="head"><p class="crumb"><a href="/policies">Policy</a></p><h1>What changed</h1>
${missing ? html`<p class="problem" role="alert">One of these versions is not there. Choose two that are.</p>` : html`<p class="lead">From <a href="/policies/${encodeURIComponent(from.version)}">${from.version}</a> to <a href="/policies/${encodeURIComponent(to.version)}">${to.version}</a>.</p>`}</div>
${versions.length === 0 ? null : compareForm(versions, from?.version ?? null, to?.version ?? null)}
${missing ? null : compared(from, to)}
${under === null || to === null ? null : tickets(under, to.version, context)}`,
  };
}

function compared(from: ShownVersion, to: ShownVersion): Html {
  if (from.kept === null || to.kept === null)
    return html`<p class="problem" role="alert">${(from.kept === null ? from : to).version} cannot be read by this program.</p>`;
  const differences = describeDiff(from.kept.published, to.kept.published);
  if (differences.length === 0)
    return html`<p class="empty">No difference: both say and promise the same.</p>`;
  return html`<div class="cards">${ABOUT.map(([about, heading]) => group(heading, about, differences))}</div>`;
}

const ABOUT: readonly (readonly [Difference["about"], string])[] = [
  ["promise", "Promises and prices"],
  ["hours", "Service hours"],
  ["text", "What customers read"],
  ["desk", "The desk's own settings"],
];

function group(heading: string, about: Difference["about"], all: readonly Difference[]): Html | null {
  const own = all.filter((each) => each.about === about);
  if (own.length === 0) return null;
  return html`<section class="card" aria-labelledby="about-${about}"><h2 id="about-${about}">${heading}</h2><ul class="differences">${own.map(({ words }) => html`<li>${said(words)}</li>`)}</ul></section>`;
}

function tickets({ found, looked, unreadable, isAll }: TicketsUnder, to: string, context: PageContext): Html {
  const more = found.length - MOST_SHOWN;
  return html`<section aria-labelledby="otherwise"><h2 id="otherwise">Open tickets promised otherwise under ${to}</h2>
<p class="sub">${isAll ? `${count(looked, "open ticket")} looked at` : `The oldest ${looked} open tickets looked at; answerable policy diff looks at all`}${unreadable === 0 ? null : `, ${unreadable} of them under a version that cannot be read`}. Nothing is moved here: tickets keep their version until answerable policy apply.</p>
${
  found.length === 0
    ? html`<p class="empty">No open ticket would have been promised otherwise.</p>`
    : html`<div class="scroll" role="region" aria-label="Table of tickets promised otherwise" tabindex="0"><table><thead><tr><th scope="col">Ticket</th><th scope="col">Plan</th><th scope="col"><span class="sr">Severity</span></th><th scope="col">Promise</th></tr></thead><tbody>${found
        .slice(0, MOST_SHOWN)
        .map(({ ticket, moved }) => row(ticket, moved, context))}</tbody></table></div>`
}
${more > 0 ? html`<p class="sub">and ${more} more</p>` : null}</section>`;
}

function row(ticket: OpenTicket, moved: readonly MovedPromise[], context: PageContext): Html {
  return html`<tr><td class="main"><a href="/tickets/${ticket.number}"><span class="number">#${ticket.number}</span> ${said(ticket.subject || "(no subject)")}</a></td><td>${ticket.plan}</td><td>${severityBadge(ticket.severity)}</td>
<td>${moved.map(({ kind, was, is }) => html`<span class="line">${promiseName(kind)}: ${is === null ? "no promise" : html`due ${time(is, context)}`}, ${was === null ? "was not promised" : html`was ${time(was, context)}`}</span>`)}</td></tr>`;
}
