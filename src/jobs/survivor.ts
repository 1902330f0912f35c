import type { EvidenceRow } from "../conversation/evidence.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Tx } from "./ports.ts";

const MOST_MERGES = 20;

/** Follows merges to the ticket that stayed; bounded, and a ring would end where it began. */
export async function survivorOf(tx: Tx, id: string): Promise<TicketState | null> {
  let state = await tx.ticket(id);
  for (let hops = 0; hops < MOST_MERGES && state !== null && state.ticket.mergedInto !== null; hops++) {
    state = await tx.ticket(state.ticket.mergedInto);
  }
  return state;
}

/** The ticket that what becomes of a mail of ours is written down on: of one to upstream the ticket in which its handoff goes on. */
export function ticketOfMail(tx: Tx, id: string, purpose: string): Promise<TicketState | null> {
  return purpose === "upstream" ? survivorOf(tx, id) : tx.ticket(id);
}

/** The tickets that leads point to, locked in the order of their ids; a merged one leads on to its survivor. */
export async function loadTickets(
  tx: Tx,
  evidence: readonly EvidenceRow[],
): Promise<ReadonlyMap<string, TicketState>> {
  const states = new Map<string, TicketState>();
  for (const id of [...new Set(evidence.map(({ ticketId }) => ticketId))].sort()) {
    const state = await survivorOf(tx, id);
    if (state) states.set(id, state);
  }
  return states;
}
