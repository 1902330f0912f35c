import { and, asc, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { DueRow, EscalationWork, RowRef } from "../../jobs/ports.ts";
import { ROW_QUEUES, type RowQueue } from "../../jobs/queues.ts";
import type { RepliedTo } from "../../tickets/acts/world.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { escalations, inboundMail, outboundMail, targets } from "./schema.ts";

const TABLES = { inbound: inboundMail, targets, replies: outboundMail, escalations } as const;

/** Rows that are due at `until` or before, the most important and the oldest first, at most `limit` a queue. */
export async function dueRows(db: Queryable, until: Instant, limit: number): Promise<readonly DueRow[]> {
  const perQueue = await Promise.all(
    ROW_QUEUES.map(async (queue) => {
      const table = TABLES[queue];
      const order = queue === "replies" ? [asc(outboundMail.priority), asc(table.dueAt)] : [asc(table.dueAt)];
      const rows = await db
        .select({
          id: table.id,
          generation: table.generation,
          dueAt: table.dueAt,
          priority: queue === "replies" ? outboundMail.priority : sql<number>`0`,
        })
        .from(table as PgTable)
        .where(and(isNotNull(table.dueAt), lte(table.dueAt, until)))
        .orderBy(...order)
        .limit(limit);
      return rows.map((row) => ({ ...row, queue, dueAt: row.dueAt!, priority: Number(row.priority) }));
    }),
  );
  return perQueue.flat();
}

/** Writes into a row that its job failed and when it is tried again; after `giveUpAfter` tries the row waits for a person. */
export async function recordFailure(
  db: Queryable,
  queue: RowQueue,
  row: RowRef,
  failure: { readonly because: string; readonly at: Instant; readonly giveUpAfter: number },
): Promise<void> {
  const table = TABLES[queue];
  const wait = sql`(${failure.at / 1000}::float8 + least(600, power(2, ${table.attempts} + 1)))`;
  const spent = sql`${table.attempts} + 1 >= ${failure.giveUpAfter}`;
  await db
    .update(table as typeof targets)
    .set({
      attempts: sql`${table.attempts} + 1`,
      generation: sql`${table.generation} + 1`,
      lastError: failure.because,
      dueAt: sql`case when ${spent} then null else to_timestamp(${wait}) end`,
      ...(queue === "inbound"
        ? {
            state: sql`case when ${spent} then 'aside' else state end`,
            disposition: sql`case when ${spent} then 'quarantined' else disposition end`,
            because: sql`case when ${spent} then ${failure.because} else because end`,
            settledAt: sql`case when ${spent} then to_timestamp(${failure.at / 1000}::float8) else settled_at end`,
          }
        : {}),
    } as never)
    .where(and(eq(table.id, row.id), eq(table.generation, row.generation), isNotNull(table.dueAt)));
}

export async function noticeOf(db: Queryable, id: string): Promise<RepliedTo | null> {
  const [row] = await db
    .select({ text: outboundMail.text, at: outboundMail.createdAt, messageId: outboundMail.messageId })
    .from(outboundMail)
    .where(eq(outboundMail.id, id));
  return row ?? null;
}

export async function loadTarget(db: Queryable, id: string) {
  const [row] = await db
    .select({ ticketId: targets.ticketId, generation: targets.generation })
    .from(targets)
    .where(eq(targets.id, id));
  return row ?? null;
}

export async function loadEscalation(db: Queryable, id: string): Promise<EscalationWork | null> {
  const [row] = await db.select().from(escalations).where(eq(escalations.id, id)).for("update");
  return row ?? null;
}

export async function finishEscalation(
  db: Queryable,
  id: string,
  state: "told" | "cancelled" | "failed",
  because: string,
): Promise<void> {
  await db
    .update(escalations)
    .set({ state, because, dueAt: null, generation: sql`${escalations.generation} + 1` })
    .where(eq(escalations.id, id));
}

export async function claimEscalation(db: Queryable, id: string, leaseUntil: Instant) {
  const [row] = await db
    .update(escalations)
    .set({
      dueAt: leaseUntil,
      generation: sql`${escalations.generation} + 1`,
      attempts: sql`${escalations.attempts} + 1`,
    })
    .where(eq(escalations.id, id))
    .returning({ generation: escalations.generation, attempts: escalations.attempts });
  return row!;
}

/** Arms a row anew for `until`. */
export async function postpone(db: Queryable, queue: RowQueue, id: string, until: Instant): Promise<DueRow> {
  const table = TABLES[queue];
  const [row] = await db
    .update(table as typeof targets)
    .set({ dueAt: until, generation: sql`${table.generation} + 1` } as never)
    .where(eq(table.id, id))
    .returning({ generation: table.generation });
  return { queue, id, generation: row!.generation, dueAt: until };
}
