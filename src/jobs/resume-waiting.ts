import { resumeTicket } from "../tickets/clock/resume-ticket.ts";
import type { Ports, Receipt } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { rosterNow } from "./roster-now.ts";

const BATCH = 200;

/** Ends waits whose time has come: the ticket is open again and its people are told. One transaction a ticket. */
export async function resumeWaiting(
  ports: Ports & { waitsOver(limit: number): Promise<readonly string[]> },
): Promise<Receipt> {
  let resumed = 0;
  for (const id of await ports.waitsOver(BATCH)) {
    const due = await ports.transact(async (tx) => {
      const state = await tx.ticket(id);
      if (state === null) return [];
      const promises = await promisesOf(ports, state);
      const decision = resumeTicket({
        state,
        promises,
        roster: await rosterNow(ports, tx),
        mint: ports.mint,
        now: tx.now,
      });
      if (decision === null) return [];
      resumed += 1;
      return tx.apply(decision);
    });
    await ports.publish(due);
  }
  return { outcome: "resumed", tickets: resumed };
}
