import { proposedOf } from "../arrival/triage-first.ts";
import type { Decision } from "../decision.ts";
import { byDoer, type SharedAct, type SharedContext } from "./act.ts";

/**
 * `#sorted`: kind, service and severity are right as they stand, and nobody need look any more. What of kind and service
 * was proposed and is not filled in yet is taken over; the severity stays, and with it what is promised.
 */
export const sorted: SharedAct = (_argument, context) => {
  const { ticket, events } = context.state;
  const proposed = proposedOf(events);
  const kind = ticket.kind ?? (proposed?.kind === "not_support" ? null : (proposed?.kind ?? null));
  const service = ticket.service ?? context.promises.services.find((id) => id === proposed?.service) ?? null;
  const filled = {
    ...(kind === ticket.kind ? {} : { kind }),
    ...(service === ticket.service ? {} : { service }),
  };
  const isFilled = Object.keys(filled).length > 0;
  const by = byDoer(context, "sorted");
  return {
    kind: "done",
    ...(isFilled ? { ticket: filled } : {}),
    events: [
      ...(isFilled ? [{ ...by, type: "sorted" as const, data: filled }] : []),
      { ...by, type: "sort_confirmed" },
    ],
    decision: lookedAt(context, {}),
    line: isFilled ? `sorted: ${Object.values(filled).join(", ")}` : "it is sorted as it stands",
  };
};

/** Somebody looked at how a ticket is sorted: what they say instead of what was proposed, if they say anything else. */
export function lookedAt(
  { mail, state }: SharedContext,
  corrected: Readonly<Record<string, string>>,
): Decision {
  return {
    sorted: [{ ticketId: state.ticket.id, at: mail.receivedAt, agentId: mail.agent?.id ?? null, corrected }],
  };
}
