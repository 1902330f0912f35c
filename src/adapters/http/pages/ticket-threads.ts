import { timeline } from "../../../ops/ticket-timeline.ts";
import type { CaseRows } from "../../postgres/ops-queries-case.ts";
import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said, time } from "../bits.ts";
import { type Html, html } from "../html.ts";
import { drawEntry, type TicketParts } from "./ticket-entry.ts";
import { numberList } from "./ticket-escalations.ts";

type Leg = CaseRows["legs"][number];
type Conversation = Pick<TicketPageRows, "messages" | "mailsOut">;

/** A ticket's messages and mails out: those of the customer's conversation and notes, and those of each one with upstream. */
export function conversationsOf({ messages, mailsOut }: Conversation, legs: CaseRows["legs"]) {
  const upstream = legs.filter(({ kind }) => kind === "upstream");
  const ids = new Set(upstream.map(({ id }) => id));
  const of = (isWanted: (legId: string | null) => boolean): Conversation => ({
    messages: messages.filter(({ legId }) => isWanted(legId)),
    mailsOut: mailsOut.filter(({ legId }) => isWanted(legId)),
  });
  return {
    customer: of((legId) => legId === null || !ids.has(legId)),
    upstream: upstream.map((leg) => ({ leg, ...of((legId) => legId === leg.id) })),
  };
}

/** A conversation with somebody else about the ticket, which the customer sees nothing of. */
export function drawThread(
  { leg, messages, mailsOut }: Conversation & { readonly leg: Leg },
  { handoffs }: CaseRows,
  parts: TicketParts,
): Html {
  const { context } = parts;
  const numbers = handoffs.find(({ row }) => row.legId === leg.id)?.numbers ?? [];
  const entries = timeline(messages, [], mailsOut, []);
  return html`<section class="thread" aria-labelledby="leg${leg.id}"><h2 id="leg${leg.id}">With ${said(leg.withWhom ?? "upstream")}</h2>
<p class="sub">The customer sees nothing of this. Opened ${time(leg.openedAt, context)}${leg.closedAt === null ? null : html`, closed ${time(leg.closedAt, context)}`}.</p>${numberList(numbers)}
${entries.length === 0 ? html`<p class="empty">Nothing was written yet.</p>` : html`<ol class="timeline">${entries.map((entry) => drawEntry(entry, { ...parts, isUpstream: true }))}</ol>`}</section>`;
}
