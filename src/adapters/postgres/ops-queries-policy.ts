import { eq } from "drizzle-orm";
import type { Db } from "./connect.ts";
import { events } from "./schema.ts";

/** All of a ticket's ledger, oldest first. */
export function ledgerOf(db: Db, ticketId: string) {
  return db.select().from(events).where(eq(events.ticketId, ticketId)).orderBy(events.seq);
}
