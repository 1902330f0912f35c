import type { TicketPageRows } from "../../postgres/ops-queries-ticket.ts";
import { said } from "../bits.ts";
import { type Html, html } from "../html.ts";

type Message = TicketPageRows["messages"][number];

const SIGNS: Readonly<Record<string, string>> = {
  token: "the address it was written to holds a token of ours",
  "msg-id": "it answers a message we know",
  awaited: "an answer to it had come before",
  tag: "the subject holds a ticket’s tag",
  "case-number": "it holds a case number we know",
};
const MOST_SIGNS = 20;

/** Whether something proves who wrote a mail. What came in by no mail has nothing to prove. */
export function proofTag({ inboundId, direction, proof, unverified }: Message): Html | null {
  if (inboundId === null) return null;
  if (unverified) return html`<span class="tag warn">held: not of this ticket</span>`;
  if (proof !== null) return html`<span class="tag">sender proved: ${proof}</span>`;
  return direction === "in" ? html`<span class="tag warn">sender not proved</span>` : null;
}

/** What led a mail to its ticket, strongest first, and which sign decided. */
export function drawEvidence({ evidence }: Message, key: string): Html | null {
  if (evidence.length === 0) return null;
  return html`<details data-key="${key}why"><summary>Why it is here</summary><ul class="signs">${evidence
    .slice(0, MOST_SIGNS)
    .map(
      ({ by, agreed, ticket, sure, decided }) =>
        html`<li>${decided ? html`<strong>${SIGNS[by] ?? by}</strong>` : (SIGNS[by] ?? by)}${by === "token" ? null : html`: ${said(agreed)}`}
<span class="sub">leads to <a href="/tickets/${ticket}">#${ticket}</a>, ${Math.round(sure * 100)} % sure${decided ? "; it decided" : null}</span></li>`,
    )}</ul></details>`;
}
