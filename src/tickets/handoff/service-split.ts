import { type ServiceSplit, splitService, type TurnEvent } from "../../escalation/split-service.ts";
import type { ClockContext } from "../../sla/clock.ts";
import type { Instant } from "../../values/instant.ts";
import { clockEvents } from "../ledger.ts";
import type { EventRow } from "../rows.ts";

const TURNS: ReadonlySet<string> = new Set<TurnEvent["type"]>([
  "handoff_sent",
  "upstream_written",
  "upstream_withdrawn",
  "upstream_message",
  "handed_back",
  "handoff_closed",
  "handoff_failed",
  "handoff_came",
  "handoff_left",
]);

/** Whether it says whose turn it is with a handoff. */
export function isTurn({ type, data }: Pick<EventRow, "type" | "data">): boolean {
  return TURNS.has(type) && typeof (data as { readonly escalation?: unknown }).escalation === "string";
}

/**
 * Where a ticket's service time went, from its ledger: ours, upstream's, the customer's. What was handed on from a ticket that was
 * merged into it counts from the merge on; the time before stays with that ticket. Null without events.
 */
export function serviceSplit(
  events: readonly EventRow[],
  context: ClockContext,
  asOf: Instant,
): ServiceSplit | null {
  return splitService(clockEvents(events), turnEvents(events), context, asOf);
}

function turnEvents(events: readonly EventRow[]): readonly TurnEvent[] {
  return events.filter(isTurn).map(({ at, seq, type, data }) => {
    const { escalation, mail } = data as { readonly escalation: string; readonly mail?: unknown };
    return {
      at,
      seq,
      type: type as TurnEvent["type"],
      escalation,
      mail: typeof mail === "string" ? mail : null,
    };
  });
}
