import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Claim, DueRow, EscalationWork, OutboundWork, RowRef } from "../../jobs/ports.ts";
import { ROW_QUEUES, type RowQueue } from "../../jobs/queues.ts";
import type { Delivery } from "../../outbound/delivery.ts";
import { type Instant, plus, SECOND } from "../../values/instant.ts";
import { isDeadNeighbour } from "../system/owner.ts";
import type { Queryable } from "./connect.ts";
import { escalations, inboundMail, outboundMail, targets } from "./schema.ts";

const TABLES = { inbound: inboundMail, targets, replies: outboundMail, escalations } as const;

/** How long a claim on a mail lasts: longer than any submission may take. */
export const LEASE_MS = 90 * SECOND;

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

export async function outboundText(db: Queryable, id: string): Promise<string | null> {
  const [row] = await db
    .select({ text: outboundMail.text })
    .from(outboundMail)
    .where(eq(outboundMail.id, id));
  return row?.text ?? null;
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
  state: "told" | "cancelled",
  because: string,
): Promise<void> {
  await db
    .update(escalations)
    .set({ state, because, dueAt: null, generation: sql`${escalations.generation} + 1` })
    .where(eq(escalations.id, id));
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

/**
 * Claims a mail for submission: only the arming the job was made for, only if due, and only if no other claim is alive.
 * The row falls due again by itself when the lease ends. A mail whose last claim died after its message stream had
 * begun is `died-streaming`: the server may have it.
 */
export async function claimOutbound(db: Queryable, row: RowRef, owner: string, now: Instant): Promise<Claim> {
  const [mail] = await db.select().from(outboundMail).where(eq(outboundMail.id, row.id)).for("update");
  if (!mail) return { kind: "stale", because: "no such mail" };
  if (mail.generation !== row.generation) return { kind: "stale", because: "armed again since" };
  if (mail.dueAt === null) return { kind: "stale", because: `already ${mail.state}` };
  if (mail.dueAt > now) return { kind: "stale", because: "not due yet" };
  const died = mail.state === "submitting" && mail.streaming;
  const fence = mail.fence + 1;
  const leaseUntil = plus(now, LEASE_MS);
  await db
    .update(outboundMail)
    .set({
      state: "submitting",
      // Kept until its end is saved: this claim may die as well.
      streaming: died,
      claimedBy: owner,
      fence,
      leaseUntil,
      dueAt: leaseUntil,
      attempts: mail.attempts + 1,
      generation: mail.generation + 1,
    })
    .where(eq(outboundMail.id, row.id));
  const work = { ...mail, fence, attempts: mail.attempts + 1 };
  return { kind: "claimed", mail: work, previous: died ? "died-streaming" : "clean" };
}

/** Lets go of claims whose processes died on this machine: their mails need not wait for the end of the lease. */
export async function releaseOrphans(db: Queryable, now: Instant): Promise<number> {
  const claims = await db
    .selectDistinct({ by: outboundMail.claimedBy })
    .from(outboundMail)
    .where(eq(outboundMail.state, "submitting"));
  const dead = claims.flatMap(({ by }) => (by !== null && isDeadNeighbour(by) ? [by] : []));
  if (dead.length === 0) return 0;
  const released = await db
    .update(outboundMail)
    .set({ dueAt: now, leaseUntil: now, generation: sql`${outboundMail.generation} + 1` })
    .where(and(eq(outboundMail.state, "submitting"), inArray(outboundMail.claimedBy, dead)))
    .returning({ id: outboundMail.id });
  return released.length;
}

/** Not waited for by a flush: a crash of this process keeps it, and only a crash of the database could lose it. */
export async function markStreaming(db: Queryable, work: OutboundWork): Promise<boolean> {
  await db.execute(sql`set local synchronous_commit = off`);
  const rows = await db
    .update(outboundMail)
    .set({ streaming: true })
    .where(and(eq(outboundMail.id, work.id), eq(outboundMail.fence, work.fence)))
    .returning({ id: outboundMail.id });
  return rows.length === 1;
}

/** Saves what a submission came to, unless a later claim has taken the mail over. */
export async function saveDelivery(
  db: Queryable,
  work: OutboundWork,
  delivery: Delivery,
  now: Instant,
): Promise<DueRow | "done" | null> {
  const { state, because, recipients, dueAt } = delivery;
  const [row] = await db
    .update(outboundMail)
    .set({
      state,
      because,
      recipients: [...recipients],
      dueAt,
      streaming: false,
      claimedBy: null,
      leaseUntil: null,
      lastError: state === "accepted" ? null : because,
      acceptedAt: state === "accepted" ? now : null,
      generation: sql`${outboundMail.generation} + 1`,
      repeats: sql`${outboundMail.repeats} + ${delivery.repeat ? 1 : 0}`,
    })
    .where(and(eq(outboundMail.id, work.id), eq(outboundMail.fence, work.fence)))
    .returning({ generation: outboundMail.generation });
  if (!row) return null;
  return dueAt === null ? "done" : { queue: "replies", id: work.id, generation: row.generation, dueAt };
}
