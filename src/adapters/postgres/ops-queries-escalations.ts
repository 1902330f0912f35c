import { and, asc, desc, eq, ilike, inArray, isNull, ne, notInArray, or, type SQL, sql } from "drizzle-orm";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { agents, caseNumbers, customers, escalations, targets, tickets } from "./schema.ts";

/** As many rows as the page shows; one more says that there are more. */
export const MOST_ESCALATIONS = 100;

export interface EscalationsWanted {
  readonly view: "open" | "ended";
  readonly kind: "handoff" | "rung" | null;
  /** In the customer's name, to whom it went, or the number of the ticket or of theirs; empty: all. */
  readonly words: string;
}

export type EscalationRow = Awaited<ReturnType<typeof escalationRows>>[number];

/**
 * Escalations of tickets that are no practice: those still open with the most pressing first, or those that ended, the newest
 * first. A rung is open until somebody acknowledges it, its promise ends, or its ticket does.
 */
export function escalationRows(db: Db, { view, kind, words }: EscalationsWanted) {
  const handoffOpen = and(eq(escalations.kind, "handoff"), isNull(escalations.endedAt))!;
  const rungOpen = and(
    eq(escalations.kind, "rung"),
    notInArray(escalations.state, ["cancelled", "closed"]),
    isNull(escalations.acknowledgedAt),
    isNull(targets.endedAt),
    notInArray(tickets.status, ["resolved", "closed"]),
  )!;
  const open = or(handoffOpen, rungOpen)!;
  return db
    .select({
      row: escalations,
      number: tickets.number,
      subject: tickets.subject,
      severity: tickets.severity,
      customer: customers.name,
      assignee: agents.name,
      numbers: sql<readonly string[]>`coalesce((select json_agg(n.number order by n.learnt_at, n.number)
        from ${caseNumbers} n where n.leg_id = ${escalations.legId}), '[]')`,
    })
    .from(escalations)
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .leftJoin(targets, eq(targets.id, escalations.targetId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(agents, eq(agents.id, tickets.assigneeId))
    .where(
      and(
        eq(tickets.practice, false),
        // Words of a published incident to customers are no escalations.
        ne(escalations.kind, "news"),
        view === "open" ? open : sql`not coalesce(${open}, false)`,
        kind === null ? undefined : eq(escalations.kind, kind),
        words === "" ? undefined : matching(words),
      ),
    )
    .orderBy(
      ...(view === "open"
        ? [asc(sql`coalesce(${escalations.expectedAt}, 'infinity')`), asc(escalations.createdAt)]
        : [desc(sql`coalesce(${escalations.endedAt}, ${escalations.createdAt})`)]),
      asc(escalations.id),
    )
    .limit(MOST_ESCALATIONS + 1);
}

function matching(words: string): SQL {
  const like = `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const number = words.replace(/^#/, "");
  return or(
    ilike(customers.name, like),
    ilike(escalations.to, like),
    sql`${tickets.number}::text = ${number}`,
    inArray(
      escalations.legId,
      sql`(select n.leg_id from ${caseNumbers} n where n.number = ${words.replaceAll(/\s+/g, "").toUpperCase()})`,
    ),
  )!;
}

/** How many are open, however long the list is. */
export async function countOpen(
  db: Db,
  now: Instant,
): Promise<{ readonly handoffs: number; readonly late: number }> {
  const [row] = await db
    .select({
      handoffs: sql<number>`count(*)::int`,
      late: sql<number>`(count(*) filter (where ${escalations.state} = 'sent' and ${escalations.expectedAt} < ${iso(now)}::timestamptz))::int`,
    })
    .from(escalations)
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .where(and(eq(escalations.kind, "handoff"), isNull(escalations.endedAt), eq(tickets.practice, false)));
  return row ?? { handoffs: 0, late: 0 };
}
