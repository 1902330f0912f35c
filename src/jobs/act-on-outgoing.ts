import { decideOutgoing, type OutgoingDecision, type OutgoingOrder } from "../ops/outgoing-act.ts";
import { afterDelivery } from "../tickets/delivery/after-delivery.ts";
import type { Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

export interface OutgoingAct extends Omit<OutgoingOrder, "shadow"> {
  readonly id: string;
  readonly actor: string;
}

/**
 * Sends a mail again, or never, because an operator says so. One transaction, the ticket's lock first: the mail's row
 * with a new fence, so that a worker that still has it in its hands saves nothing over it; what its ticket must hear; and
 * the audit.
 */
export function actOnOutgoing(
  ports: Pick<Ports, "transact" | "promises" | "mint">,
  order: OutgoingAct,
): Promise<OutgoingDecision> {
  const { id, actor, act } = order;
  return ports.transact(async (tx) => {
    const ticketId = await tx.outboundTicket(id);
    if (ticketId === undefined) return { kind: "nothing", because: "there is no such mail" };
    const state = ticketId === null ? null : await tx.ticket(ticketId);
    const { shadow } = await tx.desk();
    const mail = (await tx.lockOutbound(id))!;
    const decided = decideOutgoing(mail, { ...order, shadow });
    if (decided.kind === "ask" || decided.kind === "nothing") return decided;
    await tx.armOutbound(id, decided, actor);
    if (decided.kind === "cancel" && decided.wasOnItsWay && state)
      await tellTicket(ports, tx, state, mail, actor);
    await tx.apply({ audit: [{ actor, action: `outgoing.${act}`, detail: { mail: id, was: mail.state } }] });
    return decided;
  });
}

/** An answer that is not sent after all leaves its promise open. */
async function tellTicket(
  ports: Pick<Ports, "promises" | "mint">,
  tx: Tx,
  state: NonNullable<Awaited<ReturnType<Tx["ticket"]>>>,
  mail: NonNullable<Awaited<ReturnType<Tx["lockOutbound"]>>>,
  actor: string,
): Promise<void> {
  const because = `cancelled by ${actor}`;
  const { recipients } = mail;
  const delivery = { state: "cancelled", because, dueAt: null, recipients, repeat: false } as const;
  const promises = await promisesOf(ports, state);
  await tx.apply(afterDelivery({ state, promises, work: mail, delivery, now: tx.now, mint: ports.mint }));
}
