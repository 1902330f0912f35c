import { desc, eq, type SQL, sql } from "drizzle-orm";
import { RETENTION_CLASSES, type RetentionClass, retentionTerms } from "../../policy/retention.ts";
import { fromMs, type Instant, plus } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { lastBeat } from "./heartbeats.ts";
import { versionInForce } from "./policy-versions.ts";
import { RETENTION_RUN } from "./retention.ts";
import { audit, erasures, retentionHolds, SHORT_LIVED } from "./schema.ts";

/** The oldest of each class that still has its content; a mail's row is found by the oldest bytes there are. */
const OLDEST: Readonly<Record<RetentionClass, SQL>> = {
  closedTickets: sql`select min(closed_at) from tickets where closed_at is not null and deleted_at is null and status = 'closed'`,
  rawMail: sql`select seen_at from inbound_mail where id = (select mail from raw_chunks order by mail limit 1)`,
  automaticMail: sql`select min(seen_at) from inbound_mail where ${SHORT_LIVED} and disposition in ('automatic', 'delivery-report')`,
  quarantine: sql`select min(seen_at) from inbound_mail where ${SHORT_LIVED} and ticket_id is null
    and (state = 'aside' or disposition in ('suppressed', 'dismissed', 'quarantined'))`,
  audit: sql`select min(at) from audit`,
};

export type RetentionFacts = NonNullable<Awaited<ReturnType<typeof retentionFacts>>>;

/** What is kept for how long, when the oldest of it may go, and what the last run did: no walk through everything. Null: no policy. */
export async function retentionFacts(db: Db, now: Instant) {
  const version = await versionInForce(db, now);
  if (version?.desk === undefined) return null;
  const terms = retentionTerms(version.desk);
  const [lookedThroughAt, [lastRun], holds, erased, classes] = await Promise.all([
    lastBeat(db, "retention"),
    db
      .select({ at: audit.at, detail: audit.detail, actor: audit.actor })
      .from(audit)
      .where(eq(audit.action, RETENTION_RUN))
      .orderBy(desc(audit.at))
      .limit(1),
    db.$count(retentionHolds),
    db.$count(erasures),
    Promise.all(
      RETENTION_CLASSES.map(async (name) => {
        const [row] = await db.execute<{ ms: number | null }>(
          sql`select extract(epoch from (${OLDEST[name]}))::float8 * 1000 as ms`,
        );
        const oldestAt = row?.ms == null ? null : fromMs(Number(row.ms));
        const keptMs = terms[name];
        const nextDueAt = oldestAt === null || keptMs === null ? null : plus(oldestAt, keptMs);
        return { class: name, keptMs, oldestAt, nextDueAt };
      }),
    ),
  ]);
  const counts = (lastRun?.detail ?? {}) as Readonly<Record<string, number>>;
  return {
    classes,
    lookedThroughAt,
    /** The last run that deleted something. */
    lastRun: lastRun === undefined ? null : { at: lastRun.at, actor: lastRun.actor, counts },
    holds,
    erased,
  };
}
