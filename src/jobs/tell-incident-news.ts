import { updateKey } from "../tickets/incident/incident.ts";
import { type NewsDetail, newsDetail, tellIncident } from "../tickets/incident/tell-incident.ts";
import type { Instant } from "../values/instant.ts";
import type { BegunHook } from "./call-hook.ts";
import type { EscalationWork, Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { survivorOf } from "./survivor.ts";

/**
 * Tells the customer of one ticket what is new about a published incident; of tickets that were merged, once. Not before the agent who
 * said it can take it back no more, and while a mail of theirs that may do so is not read yet.
 */
export async function tellIncidentNews(ports: Ports, tx: Tx, found: EscalationWork): Promise<BegunHook> {
  const detail = newsDetail(found.detail);
  const later = await waitsUntil(tx, found, detail);
  if (later !== null) {
    const again = await tx.postpone("escalations", found.id, later);
    const because = "its author may still take it back";
    return { kind: "done", due: [again], receipt: { outcome: "later", because, ticket: found.ticketId } };
  }
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

async function waitsUntil(
  tx: Tx,
  { createdAt, dueAt }: EscalationWork,
  { by }: NewsDetail,
): Promise<Instant | null> {
  if (dueAt !== null && dueAt > tx.now) return dueAt;
  return by === undefined ? null : tx.waitsForAgent(by, createdAt);
}
