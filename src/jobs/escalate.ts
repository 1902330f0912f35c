import { ASKED, tellAsked } from "../tickets/arrival/manager-asked.ts";
import { isHook } from "../tickets/clock/hook-call.ts";
import { offerSlip } from "../tickets/clock/offer-slip.ts";
import { SLIP } from "../tickets/clock/slip.ts";
import { tellRung } from "../tickets/clock/tell-rung.ts";
import { INCIDENT_NEWS } from "../tickets/incident/incident.ts";
import { type BegunHook, beginHook, callHook } from "./call-hook.ts";
import { carryOutHandoff } from "./carry-out-handoff.ts";
import type { EscalationWork, Ports, Receipt, RowRef, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { tellIncidentNews } from "./tell-incident-news.ts";

/**
 * Carries out an escalation that is due: tells the people of a rung, or its webhook. Sending the mail is the replies
 * queue's. A handoff goes its own way.
 */
export async function escalate(ports: Ports, row: RowRef): Promise<Receipt> {
  const isHandoff = await ports.transact(async (tx) => (await tx.handoff(row.id)) !== null);
  if (isHandoff) return carryOutHandoff(ports, row);
  const begun = await ports.transact(async (tx): Promise<BegunHook> => {
    const found = await tx.escalation(row.id);
    if (found === null || found.generation !== row.generation || found.state !== "ready") {
      const because = found ? `already ${found.state}` : "no such row";
      return { kind: "done", due: [], receipt: { outcome: "stale", because } };
    }
    if (found.rung === INCIDENT_NEWS) return tellIncidentNews(ports, tx, found);
    return isHook(found.to) ? beginHook(ports, tx, found) : tellPeople(ports, tx, found);
  });
  await ports.checkpoint("escalations.committed");
  if (begun.kind === "call") return callHook(ports, begun.hook);
  await ports.publish(begun.due);
  return begun.receipt;
}

async function tellPeople(ports: Ports, tx: Tx, found: EscalationWork): Promise<BegunHook> {
  const state = (await tx.ticket(found.ticketId))!;
  const [pinned, inForce] = [await promisesOf(ports, state), await tx.policyInForce(tx.now)];
  // People come and go: whom a rung means is said by the settings in force now.
  const promises = { ...pinned, teams: (await ports.promises(inForce)).teams };
  const agents = await tx.agents();
  const tell = found.rung === SLIP ? offerSlip : found.rung === ASKED ? tellAsked : tellRung;
  const told = tell({ escalation: found, state, agents, promises, mint: ports.mint, now: tx.now });
  const ticket = { ticket: found.ticketId };
  if (told.kind === "later") {
    const again = await tx.postpone("escalations", found.id, told.until);
    return { kind: "done", due: [again], receipt: { outcome: "later", because: told.because, ...ticket } };
  }
  const due = await tx.apply(told.decision);
  await tx.finishEscalation(found.id, told.kind, told.because);
  await ports.checkpoint("escalations.decided");
  return { kind: "done", due, receipt: { outcome: told.kind, because: told.because, ...ticket } };
}
