import { closeResolved } from "../tickets/clock/close-resolved.ts";
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
  const due = await ports.transact(async (tx) => {
    const state = await tx.ticket(id);
    if (state === null) return null;
    const promises = await promisesOf(ports, state);
    // As with budgets, what the desk says now counts, not what it said when the ticket was opened.
    const { closedNotice } = await ports.promises(await tx.policyInForce(tx.now));
    const decision = closeResolved({ state, promises, tells: closedNotice, mint: ports.mint, now: tx.now });
    if (decision === null) return null;
    const due = await tx.apply(decision);
    await ports.checkpoint("closing.decided");
    return due;
  });
  if (due === null) return false;
  await ports.checkpoint("closing.committed");
  await ports.publish(due);
  return true;
}
