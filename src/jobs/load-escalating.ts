import { parseCommands } from "../commands/parse.ts";
import { type Escalating, needsOf } from "../tickets/acts/world.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Ports, Tx } from "./ports.ts";
import { answeringFrom } from "./promises-of.ts";

/**
 * What is written down for the decision where a ticket goes; null: no command of the mail asks for it. Partners, profile
 * and delivery are those of the version in force now. What entitlements have left is locked until the end of the
 * transaction, so that two tickets never take the same unit.
 */
export async function loadEscalating(
  ports: Ports,
  tx: Tx,
  visible: string,
  { ticket, customer }: TicketState,
): Promise<Escalating | null> {
  const request = parseCommands(visible);
  if (request.kind === "held" || !needsOf(request.commands).escalation) return null;
  const terms = await ports.promises(await tx.policyInForce(tx.now));
  const records = await tx.escalationRecords(ticket.id, customer?.id ?? null);
  return { records, terms: answeringFrom(terms, ticket.deskAddress ?? null) };
}
