import type { Instant } from "../../values/instant.ts";
import { openHandoffs } from "../handoff/handoffs.ts";
import { isTurn } from "../handoff/service-split.ts";
import type { HandoffChange } from "../handoff-rows.ts";
import type { NewEvent } from "../ledger.ts";
import type { EventRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

type By = Pick<NewEvent, "at" | "actor" | "agentId" | "because">;

/**
 * What a ticket that is merged away had handed on, for the ledger of the one that stays: from now on it waits there for upstream's answer.
 * Until now it waited on the ticket that goes, whose ledger keeps that time.
 */
export function handoffsCome(state: TicketState, by: By): readonly NewEvent[] {
  return openHandoffs(state)
    .filter((handoff) => handoff.state === "sent")
    .map(({ id }) => ({
      ...by,
      type: "handoff_came",
      data: { escalation: id, mail: turnOf(id, state.events) },
    }));
}

/** Where the ticket that stays is done already, what comes to it is ended at once. */
export function endedThere(state: TicketState, into: TicketState, revived: boolean, at: Instant) {
  const isDone = into.ticket.status === "resolved" || into.ticket.status === "closed";
  if (revived || !isDone) return [];
  return openHandoffs(state).map(({ id }): HandoffChange => ({ id, set: {}, dueAt: at }));
}

/** What takes the handoffs of a ticket that is one of its own again out of the ledger of the one it had been merged into. */
export function handoffsLeave(other: TicketState, here: readonly EventRow[], by: By): readonly NewEvent[] {
  const seen = new Set(here.flatMap((event) => (isTurn(event) ? [escalationOf(event)] : [])));
  return other.handoffs
    .filter(({ id }) => seen.has(id))
    .map(({ id }) => ({ ...by, type: "handoff_left", data: { escalation: id } }));
}

/** Whose turn it was with them meanwhile, for the ledger of the ticket itself: as if it had not been merged. */
export function handoffsReturn(other: TicketState, here: readonly EventRow[]): readonly NewEvent[] {
  const theirs = new Set(other.handoffs.map(({ id }) => id));
  const since = here.findLast(
    ({ type, data }) =>
      (type === "merged_in" || type === "moved_in") && (data as { from?: unknown }).from === other.ticket.id,
  );
  return here
    .filter((event) => event.seq > (since?.seq ?? 0) && isTurn(event) && theirs.has(escalationOf(event)))
    .filter(({ type }) => type !== "handoff_came" && type !== "handoff_left")
    .map(({ at, type, actor, agentId, because, data }) => ({
      ...{ at, type, actor, agentId, because },
      data: data as NonNullable<NewEvent["data"]>,
    }));
}

/** The mail that made it their turn; null: none did. */
function turnOf(escalation: string, events: readonly EventRow[]): string | null {
  const began = events.findLast(
    (event) =>
      (event.type === "handoff_sent" || event.type === "upstream_written" || event.type === "handoff_came") &&
      escalationOf(event) === escalation,
  );
  return (began?.data as { mail?: string | null } | undefined)?.mail ?? null;
}

function escalationOf({ data }: EventRow): string {
  return (data as { escalation: string }).escalation;
}
