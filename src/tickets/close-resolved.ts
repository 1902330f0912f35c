import { type Instant, plus } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import type { TicketState } from "./state.ts";

/** A resolved ticket is closed once `closeAfter` has passed since it was resolved; exactly then it is. Null: not yet. */
export function closeResolved(state: TicketState, promises: Promises, now: Instant): Decision | null {
  const { ticket } = state;
  if (ticket.status !== "resolved" || ticket.resolvedAt === null) return null;
  if (now < plus(ticket.resolvedAt, promises.closing.closeAfterMs)) return null;
  const events = writeDown(ticket.id, state.events, now, [
    { at: now, type: "closed", actor: "desk", because: "resolved for as long as the policy says" },
  ]);
  return { changed: { id: ticket.id, set: { status: "closed", closedAt: now } }, events };
}
