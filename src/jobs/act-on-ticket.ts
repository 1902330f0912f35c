import { type OperatorCommand, type OperatorDecision, operatorAct } from "../tickets/agents/operator-act.ts";
import { worldOf } from "./decide-agent-mail.ts";
import type { Ports } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

export interface TicketOrder {
  /** Of the ticket. */
  readonly number: number;
  readonly commands: readonly OperatorCommand[];
  readonly operator: { readonly id: string; readonly name: string };
}

export type TicketActed =
  | { readonly kind: "done" }
  | (OperatorDecision & { readonly kind: "refused" })
  | { readonly kind: "unknown" };

/**
 * Does to a ticket what an operator ordered, in one transaction with the ticket's lock, its ledger and the audit. What is due
 * after it the relay finds.
 */
export function actOnTicket(
  ports: Pick<Ports, "transact" | "promises" | "mint">,
  { number, commands, operator }: TicketOrder,
): Promise<TicketActed> {
  return ports.transact(async (tx) => {
    const state = await tx.ticketByNumber(number);
    if (state === null) return { kind: "unknown" };
    const promises = await promisesOf(ports, state);
    const world = await worldOf(ports, tx, commands, { ticketId: state.ticket.id, messageId: null });
    const { mint } = ports;
    const decided = operatorAct({ commands, operator, world, state, promises, mint, now: tx.now });
    if (decided.kind === "refused") return decided;
    await tx.apply(decided.decision);
    return { kind: "done" };
  });
}
