import { asc, sql } from "drizzle-orm";
import type { Queryable } from "./connect.ts";
import { agents } from "./schema.ts";

/** Everybody who answers or has answered: those who still do first, by name. */
export function everyAgent(db: Queryable) {
  return db
    .select({
      id: agents.id,
      name: agents.name,
      address: agents.address,
      role: agents.role,
      hours: agents.hours,
      undoSeconds: agents.undoSeconds,
      receipts: agents.receipts,
      removedAt: agents.removedAt,
    })
    .from(agents)
    .orderBy(sql`${agents.removedAt} is not null`, asc(agents.name), asc(agents.id));
}
