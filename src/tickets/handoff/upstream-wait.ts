import type { NewEvent } from "../ledger.ts";
import type { TicketState } from "../state.ts";

/** A ticket that waits for nobody any more. */
export const OPEN_AGAIN = { status: "in-progress", waitingUntil: null } as const;

/**
 * The end of a ticket's wait for upstream, where it waits for them: they wrote, or nobody there has the case any more. A wait for
 * the customer goes on.
 */
export function waitIsOver(
  { ticket, events }: Pick<TicketState, "ticket" | "events">,
  by: Pick<NewEvent, "at" | "actor" | "agentId" | "because">,
): readonly NewEvent[] {
  const last = events.findLast(({ type }) => type === "status")?.data as
    | { readonly to?: unknown }
    | undefined;
  if (ticket.status !== "waiting" || last?.to !== "waiting_vendor") return [];
  return [{ ...by, type: "status", data: { to: "open" } }];
}
