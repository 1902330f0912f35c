import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { Told } from "../clock/tell-rung.ts";
import { both } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { type IncidentUpdate, isDone, updateKey } from "./incident.ts";
import { incidentsOn } from "./incident-ledger.ts";

/** What a row of work holds: an update of a published incident, for the customer of one ticket. */
export interface NewsDetail {
  readonly code: string;
  readonly round: number;
  readonly update: IncidentUpdate;
  /** The agent who said it by mail; left out: an operator. */
  readonly by?: string;
}

export function newsDetail(detail: Json): NewsDetail {
  return detail as unknown as NewsDetail;
}

interface TellIncident {
  readonly detail: NewsDetail;
  /** The ticket, or the one it was merged into. */
  readonly state: TicketState;
  /** It was written to this ticket's customer before. */
  readonly written: boolean;
  /** The ticket was merged into this one: what hangs on the incident is in the other's ledger. */
  readonly merged: boolean;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * Writes an update of a published incident to the customer's side of one ticket: in their language, from the desk, about nothing
 * but the incident. It is no answer, so no clock moves, and the ticket stays as it is. Not where the ticket was taken off
 * meanwhile, is solved, or has it already.
 */
export function tellIncident(tell: TellIncident): Exclude<Told, { readonly kind: "later" }> {
  const { detail, state, promises, mint, now } = tell;
  const { ticket } = state;
  const { code, update } = detail;
  const needless = whyNot(tell);
  if (needless !== null) return { kind: "cancelled", because: needless, decision: {} };
  const because = `${code}: ${update.kind}`;
  const mail = writeToCustomer({
    state,
    promises,
    mint,
    now,
    because: `their ticket hangs on a published incident (${because})`,
    words: () =>
      promises.wording.incidentNews({ number: ticket.number, incident: code, update, ...readerOf(state) }),
    once: updateKey(detail, update, ticket.id),
  });
  const events = writeDown(ticket.id, state.events, now, [
    {
      at: now,
      type: "incident_told",
      actor: "desk",
      because,
      data: { incident: code, update: update.kind, mail: mail.mails![0]!.id },
    },
  ]);
  return { kind: "told", because, decision: both({ events }, mail) };
}

function whyNot({ detail, state, written, merged }: TellIncident): string | null {
  const { ticket, events } = state;
  if (written) return "written before";
  if (ticket.practice === true) return "a ticket to practise on";
  if (isDone(ticket.status)) return `the ticket is ${ticket.status}`;
  return merged || incidentsOn(events).includes(detail.code)
    ? null
    : `the ticket hangs on ${detail.code} no more`;
}
