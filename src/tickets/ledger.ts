import type { ClockEvent } from "../sla/event.ts";
import type { Instant } from "../values/instant.ts";
import type { Json } from "../values/json.ts";
import type { EventRow } from "./rows.ts";

/** An event to be written down; the ledger gives it its number and the time of writing. */
export interface NewEvent {
  readonly at: Instant;
  readonly type: string;
  readonly actor: EventRow["actor"];
  readonly agentId?: string | null;
  readonly because: string;
  readonly data?: { readonly [key: string]: Json };
}

/** Numbers new events behind the ones there are. */
export function writeDown(
  ticketId: string,
  before: readonly EventRow[],
  now: Instant,
  events: readonly NewEvent[],
): readonly EventRow[] {
  const last = before.at(-1)?.seq ?? 0;
  return events.map(({ at, type, actor, agentId, because, data }, n) => ({
    ticketId,
    seq: last + 1 + n,
    at,
    recordedAt: now,
    type,
    actor,
    agentId: agentId ?? null,
    because,
    data: data ?? {},
  }));
}

const CLOCK_TYPES: ReadonlySet<string> = new Set<ClockEvent["type"]>([
  "created",
  "customer_message",
  "agent_reply",
  "reply_accepted",
  "reply_failed",
  "reply_undeliverable",
  "status",
  "severity",
  "plan",
  "calendar",
  "policy",
  "merged_in",
  "unmerged",
  "moved_in",
  "moved_away",
  "restored",
  "cancelled",
]);

/** The part of a ledger that moves clocks. An event's data holds at least the fields of its clock event. */
export function clockEvents(events: readonly EventRow[]): readonly ClockEvent[] {
  return events
    .filter(({ type }) => CLOCK_TYPES.has(type))
    .map(({ seq, at, type, data }) => ({ seq, at, type, ...(data as object) }) as ClockEvent);
}
