import { asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "./connect.ts";
import { agents, teams } from "./schema.ts";

/** Everybody who answers or has answered: those who still do first, by name. */
export function everyAgent(db: Queryable) {
  return db
    .select({
      id: agents.id,
      name: agents.name,
      address: agents.address,
      role: agents.role,
      team: teams.name,
      undoSeconds: agents.undoSeconds,
      receipts: agents.receipts,
      removedAt: agents.removedAt,
    })
    .from(agents)
    .leftJoin(teams, eq(teams.id, agents.teamId))
    .orderBy(sql`${agents.removedAt} is not null`, asc(agents.name), asc(agents.id));
}
