import { giveBack, takenUnits, type Units } from "../handoff/units.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { TicketState } from "../state.ts";
import type { ActContext } from "./act.ts";

/**
 * Units of a ticket that goes on in another. Where that one has been handed on itself, or the merge says so, the case of this one is
 * the duplicate of the other's, and its unit comes back as its vehicle's rules say. Else the case goes on there and its unit stays
 * taken; should they close it as a duplicate, the receipt has the command for it.
 */
export function mergedUnits(outcome: string | null, into: TicketState, context: ActContext): Units {
  const isTwice = into.handoffs.some(isThere);
  const units = giveBack(outcome ?? (isTwice ? "duplicate" : null), "merge", context);
  const going = takenUnits(context).filter(({ endedAt }) => endedAt === null);
  const lines = going.map(({ detail, numbers }) => {
    const case_ = numbers.at(-1) ?? "the case";
    return units.events.length > 0
      ? `close ${case_} with ${detail.route.name} as a duplicate: #handback in #${into.ticket.number} tells them where it goes by mail`
      : `${case_} with ${detail.route.name} goes on in #${into.ticket.number}, and its unit stays taken; if they close it as a duplicate, an operator runs: answerable entitlements refund ${context.state.ticket.number} --because duplicate`;
  });
  return { ...units, lines: [...units.lines, ...lines] };
}

/** What the merge of a ticket gave back: the escalations. */
export function givenBackByMerge({ events }: TicketState): readonly string[] {
  const merged = events.findLast(({ type }) => type === "merged");
  return events
    .filter(
      ({ type, because, seq }) =>
        type === "unit_refunded" && because === "#merge" && seq > (merged?.seq ?? 0),
    )
    .map(({ data }) => String((data as { readonly escalation?: unknown }).escalation));
}

/** Somebody there has, or had, the case of it. */
function isThere({ state, legId }: HandoffRow): boolean {
  return legId !== null && state !== "failed";
}
