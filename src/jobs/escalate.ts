import { offerSlip } from "../tickets/offer-slip.ts";
import { SLIP } from "../tickets/slip.ts";
import { tellRung } from "../tickets/tell-rung.ts";
import type { Ports, Receipt, RowRef } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

/** Carries out an escalation that is due: tells the people of a rung. Sending the mail is the replies queue's. */
export async function escalate(ports: Ports, row: RowRef): Promise<Receipt> {
  const { due, receipt } = await ports.transact(async (tx) => {
    const found = await tx.escalation(row.id);
    if (found === null || found.generation !== row.generation || found.state !== "ready") {
      return {
        due: [],
        receipt: { outcome: "stale", because: found ? `already ${found.state}` : "no such row" },
      };
    }
    const state = (await tx.ticket(found.ticketId))!;
    const promises = await promisesOf(ports, state);
    const agents = await tx.agents();
    const tell = found.rung === SLIP ? offerSlip : tellRung;
    const told = tell({ escalation: found, state, agents, promises, mint: ports.mint, now: tx.now });
    if (told.kind === "later") {
      const again = await tx.postpone("escalations", row.id, told.until);
      return { due: [again], receipt: { outcome: "later", because: told.because, ticket: found.ticketId } };
    }
    const due = await tx.apply(told.decision);
    await tx.finishEscalation(row.id, told.kind, told.because);
    await ports.checkpoint("escalations.decided");
    return { due, receipt: { outcome: told.kind, because: told.because, ticket: found.ticketId } };
  });
  await ports.checkpoint("escalations.committed");
  await ports.publish(due);
  return receipt;
}
