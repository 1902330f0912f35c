import { wakeTicketTarget } from "../tickets/clock/wake-ticket-target.ts";
import type { Ports, Receipt, RowRef } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

/**
 * A target's timer went off: the ticket is loaded and folded anew, and the stored row decides what that means. The timer
 * itself proves nothing.
 */
export async function wakeTarget(ports: Ports, row: RowRef): Promise<Receipt> {
  const { due, receipt } = await ports.transact(async (tx) => {
    const target = await tx.target(row.id);
    if (target === null) return { due: [], receipt: { outcome: "stale", because: "no such target" } };
    if (target.generation !== row.generation)
      return { due: [], receipt: { outcome: "stale", because: "armed again" } };
    const state = (await tx.ticket(target.ticketId))!;
    const promises = await promisesOf(ports, state);
    const woken = wakeTicketTarget({ state, targetId: row.id, promises, mint: ports.mint, now: tx.now });
    const due = await tx.apply(woken.decision);
    await ports.checkpoint("targets.decided");
    const receipt: Receipt = { outcome: woken.kind, because: woken.because, ticket: target.ticketId };
    return { due, receipt };
  });
  await ports.checkpoint("targets.committed");
  await ports.publish(due);
  return receipt;
}
