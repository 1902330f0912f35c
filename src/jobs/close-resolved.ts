import { closeResolved } from "../tickets/close-resolved.ts";
import type { Ports, Receipt } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

const BATCH = 200;

/** Closes tickets that have been resolved for longer than their policy says. One transaction a ticket. */
export async function closeResolvedTickets(
  ports: Ports & { resolvedTickets(limit: number, after: string): Promise<readonly string[]> },
): Promise<Receipt> {
  let closed = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const ids = await ports.resolvedTickets(BATCH, after);
    for (const id of ids) if (await closeOne(ports, id)) closed++;
    const last = ids.at(-1);
    if (last === undefined || ids.length < BATCH) return { outcome: "closed", tickets: closed };
    after = last;
  }
}

async function closeOne(ports: Ports, id: string): Promise<boolean> {
  const closed = await ports.transact(async (tx) => {
    const state = await tx.ticket(id);
    if (state === null) return false;
    const promises = await promisesOf(ports, state);
    const decision = closeResolved(state, promises, tx.now);
    if (decision === null) return false;
    await tx.apply(decision);
    await ports.checkpoint("closing.decided");
    return true;
  });
  if (closed) await ports.checkpoint("closing.committed");
  return closed;
}
