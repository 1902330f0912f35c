import { readWorkingTime, sayMinutes } from "../../commands/working-time.ts";
import type { EventRow } from "../rows.ts";
import { type Act, byAgent, refused } from "./act.ts";

/**
 * `#time 25m`, `#time 1h30 read the logs`, `#time -10m`: working time, written down for the ticket's customer. What the same
 * mail does beside it happens too, and `#undo` leaves it: the work was done. Less than nothing on a ticket is refused.
 */
export const time: Act = (argument, context) => {
  const read = readWorkingTime(argument);
  if (read.kind === "refused") return refused(read.because);
  const { mail, state, mint } = context;
  const before = workingMinutes(state.events);
  if (before + read.minutes < 0)
    return refused(`#time ${argument.trim()}: only ${sayMinutes(before)} are written down on this ticket`);
  return {
    kind: "done",
    events: [{ ...byAgent(context, "time"), type: "worked", data: { minutes: read.minutes } }],
    decision: {
      timeEntries: [
        {
          id: mint.id(),
          ticketId: state.ticket.id,
          customerId: state.ticket.customerId,
          agentId: mail.agent.id,
          minutes: read.minutes,
          note: read.note,
          at: mail.receivedAt,
        },
      ],
    },
    line: `working time ${sayMinutes(read.minutes)} written down`,
  };
};

/** What was written down on a ticket so far, in minutes. */
export function workingMinutes(events: readonly EventRow[]): number {
  return events
    .filter(({ type }) => type === "worked")
    .reduce((sum, { data }) => sum + Number((data as { readonly minutes?: unknown }).minutes ?? 0), 0);
}
