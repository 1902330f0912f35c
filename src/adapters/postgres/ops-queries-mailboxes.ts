import { asc, count, eq, gte, ne, sql } from "drizzle-orm";
import type { HourlyArrivals } from "../../ops/arrivals-chart.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";

/** Watched folders with how far each was read and what its last comparison found, by mailbox. */
export async function folderRows(db: Db) {
  const rows = await db
    .select()
    .from(folders)
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .orderBy(asc(mailboxes.name), asc(mailboxes.id), asc(folders.role), asc(folders.path));
  return rows.map((row) => ({ ...row.folders, mailbox: row.mailboxes }));
}

/** Mails of each folder that have no disposition yet, by state. */
export async function unsettledByFolder(db: Db) {
  return db
    .select({ folderId: inboundMail.folderId, state: inboundMail.state, n: count() })
    .from(inboundMail)
    .where(ne(inboundMail.state, "done"))
    .groupBy(inboundMail.folderId, inboundMail.state);
}

/** Mails since `start`, by hour and by what became of them. */
export async function hourlyArrivals(db: Db, start: Instant): Promise<readonly HourlyArrivals[]> {
  const hour = sql<number>`floor(extract(epoch from ${inboundMail.seenAt} - ${iso(start)}::timestamptz) / 3600)::int`;
  return db
    .select({ hour, state: inboundMail.state, disposition: inboundMail.disposition, n: count() })
    .from(inboundMail)
    .where(gte(inboundMail.seenAt, start))
    .groupBy(sql`1`, inboundMail.state, inboundMail.disposition);
}
