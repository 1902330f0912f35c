import { and, asc, eq, gt, inArray, ne } from "drizzle-orm";
import type { EventRow, TicketRow } from "../../tickets/rows.ts";
import type { Db } from "./connect.ts";
import { events, tickets } from "./schema.ts";

const BATCH = 200;

export type OpenTicket = Pick<TicketRow, "id" | "number" | "subject" | "plan" | "severity" | "policyVersion">;

/** Every ticket that is not closed, oldest first, with its ledger, some at a time: memory stays flat however many there are. */
export async function* openTickets(
  db: Db,
): AsyncGenerator<{ readonly ticket: OpenTicket; readonly events: readonly EventRow[] }> {
  const { id, number, subject, plan, severity, policyVersion } = tickets;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db
      .select({ id, number, subject, plan, severity, policyVersion })
      .from(tickets)
      .where(and(ne(tickets.status, "closed"), gt(id, after)))
      .orderBy(asc(id))
      .limit(BATCH);
    const last = rows.at(-1);
    if (last === undefined) return;
    const ids = rows.map((row) => row.id);
    const written = await db
      .select()
      .from(events)
      .where(inArray(events.ticketId, ids))
      .orderBy(asc(events.ticketId), asc(events.seq));
    const byTicket = Map.groupBy(written, ({ ticketId }) => ticketId);
    for (const ticket of rows) yield { ticket, events: byTicket.get(ticket.id) ?? [] };
    after = last.id;
  }
}

/** Tickets that are taken for solved, by id, some at a time. */
export async function resolvedTickets(db: Db, limit: number, after: string): Promise<readonly string[]> {
  const rows = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.status, "resolved"), gt(tickets.id, after)))
    .orderBy(asc(tickets.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
