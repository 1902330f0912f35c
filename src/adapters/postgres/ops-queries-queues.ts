import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { WorkRow } from "../../ops/queue-rows.ts";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { escalations, inboundMail, outboundMail, targets, tickets } from "./schema.ts";

/** Rows shown of each queue; its counts are of all. */
const MOST_ROWS = 40;

type WorkTable = typeof inboundMail | typeof targets | typeof outboundMail | typeof escalations;

interface Source {
  readonly queue: WorkRow["queue"];
  readonly table: WorkTable;
  readonly subject: SQL<string | null>;
  readonly state: PgColumn;
  readonly because: SQL<string | null>;
  readonly leaseUntil: SQL<string | null>;
  /** Rows that wait for a person although nothing is due. */
  readonly waiting: SQL;
  readonly since: SQL<string>;
}

const nothing = sql<string | null>`null`;

const SOURCES: readonly Source[] = [
  {
    queue: "inbound",
    table: inboundMail,
    subject: nothing,
    state: inboundMail.state,
    because: sql`${inboundMail.because}`,
    leaseUntil: nothing,
    waiting: eq(inboundMail.state, "aside"),
    since: sql`${inboundMail.seenAt}`,
  },
  {
    queue: "targets",
    table: targets,
    subject: sql`${targets.kind}`,
    state: targets.state,
    because: nothing,
    leaseUntil: nothing,
    waiting: sql`false`,
    since: sql`${targets.dueAt}`,
  },
  {
    queue: "replies",
    table: outboundMail,
    subject: sql`${outboundMail.purpose}`,
    state: outboundMail.state,
    because: sql`${outboundMail.because}`,
    leaseUntil: sql`${outboundMail.leaseUntil}`,
    waiting: and(inArray(outboundMail.state, ["failed", "bounced", "unsure"]), isNull(outboundMail.dueAt))!,
    since: sql`${outboundMail.createdAt}`,
  },
  {
    queue: "escalations",
    table: escalations,
    subject: sql`coalesce(${escalations.rung}, ${escalations.kind})`,
    state: escalations.state,
    because: sql`${escalations.because}`,
    leaseUntil: nothing,
    waiting: eq(escalations.state, "failed"),
    since: sql`${escalations.createdAt}`,
  },
];

export interface QueueCounts {
  readonly queue: WorkRow["queue"];
  readonly due: number;
  /** Due for more than a minute: the relay looks each second. */
  readonly overdue: number;
  readonly later: number;
  readonly retrying: number;
  /** Failed or aside: waits for a person. */
  readonly waiting: number;
  readonly oldestDueAt: Instant | null;
}

/** Counts of each queue, from PostgreSQL alone. */
export async function queueCounts(db: Db, now: Instant): Promise<readonly QueueCounts[]> {
  return Promise.all(
    SOURCES.map(async ({ queue, table, waiting }) => {
      const filtered = (condition: SQL | undefined) =>
        sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
      const [row] = await db
        .select({
          due: filtered(lte(table.dueAt, now)),
          overdue: filtered(lt(table.dueAt, plus(now, -MINUTE))),
          later: filtered(gt(table.dueAt, now)),
          retrying: filtered(and(isNotNull(table.dueAt), gt(table.attempts, 0))),
          waiting: filtered(waiting),
          oldestDueAt: sql<string | null>`min(${table.dueAt})`.mapWith(table.dueAt),
        })
        .from(table as typeof targets)
        .where(or(isNotNull(table.dueAt), waiting));
      const oldest = row?.oldestDueAt ?? null;
      return { queue, ...row!, oldestDueAt: oldest !== null && oldest <= now ? oldest : null };
    }),
  );
}

/** The rows that are due, were tried and wait for another try, or wait for a person; the longest due first. */
export async function workRows(db: Db, now: Instant): Promise<readonly WorkRow[]> {
  const bySource = await Promise.all(SOURCES.map((source) => rowsOf(db, source, now)));
  return bySource.flat();
}

async function rowsOf(db: Db, source: Source, now: Instant): Promise<WorkRow[]> {
  const table = source.table as typeof targets;
  const rows = await db
    .select({
      id: table.id,
      ticket: tickets.number,
      subject: source.subject,
      state: sql<string>`${source.state}`,
      because: source.because,
      dueAt: table.dueAt,
      leaseUntil: sql<Instant | null>`${source.leaseUntil}`.mapWith(table.dueAt),
      attempts: table.attempts,
      lastError: table.lastError,
      waiting: sql<boolean>`${source.waiting}`,
      since: sql<Instant>`${source.since}`.mapWith(table.dueAt),
    })
    .from(table)
    .leftJoin(tickets, eq(tickets.id, table.ticketId))
    .where(or(lte(table.dueAt, now), and(isNotNull(table.dueAt), gt(table.attempts, 0)), source.waiting))
    .orderBy(asc(table.dueAt), desc(table.id))
    .limit(MOST_ROWS);
  return rows.map((row) => ({ queue: source.queue, ...row }));
}
