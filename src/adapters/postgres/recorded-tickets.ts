import { and, asc, eq, gt, gte, inArray } from "drizzle-orm";
import type { EventRow, TicketRow } from "../../tickets/rows.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { events, tickets } from "./schema.ts";

const BATCH = 200;

export interface RecordedTicket {
  readonly ticket: Pick<TicketRow, "id" | "number" | "policyVersion">;
  readonly events: readonly EventRow[];
}

/** Every ticket opened at `since` or later, whatever became of it, with its ledger; some at a time, so that memory stays flat. */
export async function* recordedTickets(db: Queryable, since: Instant): AsyncGenerator<RecordedTicket> {
  const { id, number, policyVersion } = tickets;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db
      .select({ id, number, policyVersion })
      .from(tickets)
      .where(and(gte(tickets.openedAt, since), gt(id, after), eq(tickets.practice, false)))
      .orderBy(asc(id))
      .limit(BATCH);
    const last = rows.at(-1);
    if (last === undefined) return;
    const written = await db
      .select()
      .from(events)
      .where(
        inArray(
          events.ticketId,
          rows.map((row) => row.id),
        ),
      )
      .orderBy(asc(events.ticketId), asc(events.seq));
    const byTicket = Map.groupBy(written, ({ ticketId }) => ticketId);
    for (const ticket of rows) yield { ticket, events: byTicket.get(ticket.id) ?? [] };
    after = last.id;
  }
}
