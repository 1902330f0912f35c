import { updateKey } from "../tickets/incident.ts";
import { newsDetail, tellIncident } from "../tickets/tell-incident.ts";
import type { BegunHook } from "./call-hook.ts";
import type { EscalationWork, Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { survivorOf } from "./survivor.ts";

/** Tells the customer of one ticket what is new about a published incident; of tickets that were merged, once. */
export async function tellIncidentNews(ports: Ports, tx: Tx, found: EscalationWork): Promise<BegunHook> {
  const detail = newsDetail(found.detail);
  const state = (await survivorOf(tx, found.ticketId))!;
  const key = updateKey(detail, detail.update, state.ticket.id);
  const written = (await tx.writtenOnce([key])).has(key);
  const merged = state.ticket.id !== found.ticketId;
  const promises = await promisesOf(ports, state);
  const told = tellIncident({ detail, state, written, merged, promises, mint: ports.mint, now: tx.now });
  const due = await tx.apply(told.decision);
  await tx.finishEscalation(found.id, told.kind, told.because);
  await ports.checkpoint("escalations.decided");
  const receipt = { outcome: told.kind, because: told.because, ticket: state.ticket.id };
  return { kind: "done", due, receipt };
}
