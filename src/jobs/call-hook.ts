import { HOOK_LEASE_MS, type HookCall, hookCall, settleHook } from "../tickets/clock/hook-call.ts";
import { plus } from "../values/instant.ts";
import type { DueRow, EscalationWork, Ports, Receipt, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

/** A claimed call: whose claim it is shows the generation it was claimed by. */
export interface ClaimedHook {
  readonly id: string;
  readonly generation: number;
  readonly attempts: number;
  readonly call: HookCall;
}

export type BegunHook =
  | { readonly kind: "call"; readonly hook: ClaimedHook }
  | { readonly kind: "done"; readonly due: readonly DueRow[]; readonly receipt: Receipt };

/** Claims a rung's webhook in this transaction: the call is made after its commit, and never inside of one. */
export async function beginHook(ports: Ports, tx: Tx, found: EscalationWork): Promise<BegunHook> {
  const ticket = { ticket: found.ticketId };
  const nothingLeaves = ports.callHook === undefined || (await tx.desk()).shadow;
  if (nothingLeaves) {
    await tx.finishEscalation(found.id, "cancelled", "nothing leaves this desk");
    return { kind: "done", due: [], receipt: { outcome: "cancelled", ...ticket } };
  }
  const state = (await tx.ticket(found.ticketId))!;
  const promises = await promisesOf(ports, state);
  const begun = hookCall({ escalation: found, state, promises, mint: ports.mint, now: tx.now });
  if (begun.kind === "later") {
    const due = await tx.postpone("escalations", found.id, begun.until);
    return { kind: "done", due: [due], receipt: { outcome: "later", because: begun.because, ...ticket } };
  }
  if (begun.kind === "cancelled") {
    await tx.finishEscalation(found.id, "cancelled", begun.because);
    return { kind: "done", due: [], receipt: { outcome: "cancelled", because: begun.because, ...ticket } };
  }
  const claim = await tx.claimEscalation(found.id, plus(tx.now, HOOK_LEASE_MS));
  return { kind: "call", hook: { id: found.id, ...claim, call: begun.call } };
}

/** Makes a claimed call and saves what came of it, unless another claim has taken the row over since. */
export async function callHook(ports: Ports, hook: ClaimedHook): Promise<Receipt> {
  const outcome = await ports.callHook!(hook.call);
  await ports.checkpoint("escalations.called");
  const { due, receipt } = await ports.transact(async (tx) => {
    const found = await tx.escalation(hook.id);
    if (found === null || found.generation !== hook.generation || found.state !== "ready")
      return { due: [], receipt: { outcome: "stale", because: "another claim has taken it over" } };
    const state = (await tx.ticket(found.ticketId))!;
    const settled = settleHook(
      { escalation: found, state, mint: ports.mint, now: tx.now },
      outcome,
      hook.attempts,
    );
    const receipt = { outcome: settled.kind, because: settled.because, ticket: found.ticketId };
    if (settled.kind === "later")
      return { due: [await tx.postpone("escalations", hook.id, settled.until)], receipt };
    const due = await tx.apply(settled.decision);
    await tx.finishEscalation(hook.id, settled.kind, settled.because);
    return { due, receipt };
  });
  await ports.publish(due);
  return receipt;
}
