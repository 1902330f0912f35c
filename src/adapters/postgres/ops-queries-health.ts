import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { and, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import type postgres from "postgres";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { folders, inboundMail, mailboxes, outboundMail, targets, tickets } from "./schema.ts";

const FOLDER = join(import.meta.dirname, "../../../drizzle");

/** Null: the database has every migration of this version and none of a newer one. Else why not. */
export async function migrationsBehind(sqlClient: postgres.Sql): Promise<string | null> {
  const journal = JSON.parse(readFileSync(join(FOLDER, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const known = journal.entries.map(({ tag }) => hashOf(readFileSync(join(FOLDER, `${tag}.sql`))));
  const [table] = await sqlClient`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.["name"] === null) return "the database was never migrated";
  const rows = await sqlClient`select hash from drizzle.__drizzle_migrations`;
  const applied = new Set(rows.map((row) => String(row["hash"])));
  const missing = known.filter((hash) => !applied.has(hash)).length;
  if (missing > 0) return `${missing} migrations of this version are not applied`;
  if (applied.size > known.length) return "the database was migrated by a newer version";
  return null;
}

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes that did not come for this long are not about to. */
const BYTES_WITHIN_MS = 10 * MINUTE;

/**
 * Mails on the ledger for which nothing will ever happen although they have no disposition: neither due nor done, done as
 * nothing, or seen and never fetched.
 */
export async function stuckMails(db: Db, now: Instant): Promise<number> {
  const { state, dueAt, seenAt, disposition } = inboundMail;
  // Two counts, each on an index of its own: together they would read the whole table.
  const [waiting, undecided] = await Promise.all([
    db.$count(
      inboundMail,
      or(
        and(eq(state, "stored"), isNull(dueAt)),
        and(eq(state, "seen"), lt(seenAt, plus(now, -BYTES_WITHIN_MS))),
      ),
    ),
    db.$count(inboundMail, and(eq(state, "done"), isNull(disposition))),
  ]);
  return waiting + undecided;
}

/** Mails that no one accounts for: stuck on the ledger, or on a server and not on the ledger. Always 0, or we are wrong. */
export async function unaccountedMails(db: Db, now: Instant): Promise<number> {
  const [stuck, [row]] = await Promise.all([
    stuckMails(db, now),
    db.select({ n: sql<number>`coalesce(sum(${folders.unaccounted}), 0)`.mapWith(Number) }).from(folders),
  ]);
  return stuck + (row?.n ?? 0);
}

/** What a dashboard counts. Whole tables are counted here: callers keep the answer for a while. */
export async function deskTotals(db: Db) {
  const [inbound, outbound, promises, byStatus, lag] = await Promise.all([
    db
      .select({ state: inboundMail.state, disposition: inboundMail.disposition, n: count() })
      .from(inboundMail)
      .groupBy(inboundMail.state, inboundMail.disposition),
    db.select({ state: outboundMail.state, n: count() }).from(outboundMail).groupBy(outboundMail.state),
    db
      .select({ state: targets.state, kind: targets.kind, n: count() })
      .from(targets)
      .groupBy(targets.state, targets.kind),
    db
      .select({ status: tickets.status, n: count() })
      .from(tickets)
      .where(eq(tickets.practice, false))
      .groupBy(tickets.status),
    db
      .select({
        mailbox: mailboxes.name,
        folder: folders.path,
        seconds: sql<number | null>`extract(epoch from now() - ${folders.lastSyncAt})`.mapWith(Number),
      })
      .from(folders)
      .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId)),
  ]);
  return { inbound, outbound, promises, byStatus, lag };
}
