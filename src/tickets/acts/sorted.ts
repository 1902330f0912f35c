import type { Decision } from "../decision.ts";
import { byDoer, type SharedAct, type SharedContext } from "./act.ts";

/** `#sorted`: kind, service and severity are right as they stand, and nobody need look any more. */
export const sorted: SharedAct = (_argument, context) => ({
  kind: "done",
  events: [{ ...byDoer(context, "sorted"), type: "sort_confirmed" }],
  decision: lookedAt(context, {}),
  line: "it is sorted as it stands",
});

/** Somebody looked at how a ticket is sorted: what they say instead of what was proposed, if they say anything else. */
export function lookedAt(
  { mail, state }: SharedContext,
  corrected: Readonly<Record<string, string>>,
): Decision {
  return {
    sorted: [{ ticketId: state.ticket.id, at: mail.receivedAt, agentId: mail.agent?.id ?? null, corrected }],
  };
}
