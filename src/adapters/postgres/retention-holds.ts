import { and, eq } from "drizzle-orm";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { audit, customers, retentionHolds, tickets } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export type Held =
  | { readonly kind: "ticket"; readonly number: number }
  | { readonly kind: "customer"; readonly name: string };

/** Keeps a ticket, or all tickets of a customer, whatever desk.yaml says; audited. Null: there is no such. */
export async function hold(
  db: Db,
  what: Held,
  because: string,
  clock: Clock,
): Promise<"held" | "already" | null> {
  return db.transaction(async (tx) => {
    const column = await columnOf(tx, what);
    if (column === null) return null;
    const at = await now(tx, clock);
    const fresh = await tx
      .insert(retentionHolds)
      .values({ id: newId(), ...column, because, at })
      .onConflictDoNothing()
      .returning();
    if (fresh.length === 0) return "already";
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: "cli", action: "retention.hold", detail: { ...column } });
    return "held";
  });
}

/** Lets it go again; audited. Null: there is no such. */
export async function release(db: Db, what: Held, clock: Clock): Promise<"released" | "not held" | null> {
  return db.transaction(async (tx) => {
    const column = await columnOf(tx, what);
    if (column === null) return null;
    const which =
      "ticketId" in column
        ? eq(retentionHolds.ticketId, column.ticketId)
        : eq(retentionHolds.customerId, column.customerId);
    const gone = await tx.delete(retentionHolds).where(and(which)).returning();
    if (gone.length === 0) return "not held";
    const at = await now(tx, clock);
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: "cli", action: "retention.release", detail: { ...column } });
    return "released";
  });
}

export async function holdsNow(db: Db) {
  return db
    .select({
      ticket: tickets.number,
      customer: customers.name,
      because: retentionHolds.because,
      at: retentionHolds.at,
    })
    .from(retentionHolds)
    .leftJoin(tickets, eq(tickets.id, retentionHolds.ticketId))
    .leftJoin(customers, eq(customers.id, retentionHolds.customerId))
    .orderBy(retentionHolds.at);
}

async function columnOf(db: Pick<Db, "select">, what: Held) {
  if (what.kind === "ticket") {
    const [row] = await db.select({ id: tickets.id }).from(tickets).where(eq(tickets.number, what.number));
    return row ? { ticketId: row.id } : null;
  }
  const [row] = await db.select({ id: customers.id }).from(customers).where(eq(customers.name, what.name));
  return row ? { customerId: row.id } : null;
}
