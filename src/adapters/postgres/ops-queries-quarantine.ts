import { and, count, desc, eq, isNull, lt, type SQL } from "drizzle-orm";
import type { Db } from "./connect.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";

/** `aside`: waits for a person. `refused`: done, because no rule takes it for a person's mail. */
export type QuarantineView = "aside" | "refused";

const VIEWS: Readonly<Record<QuarantineView, SQL>> = {
  aside: eq(inboundMail.state, "aside"),
  refused: and(
    eq(inboundMail.state, "done"),
    eq(inboundMail.disposition, "suppressed"),
    isNull(inboundMail.ticketId),
    isNull(inboundMail.emptiedAt),
  )!,
};

/** Mails of a view, newest first; one more than `limit` tells of a next page. */
export async function quarantineRows(db: Db, view: QuarantineView, before: string | null, limit: number) {
  return db
    .select({
      id: inboundMail.id,
      mailbox: mailboxes.name,
      folder: folders.path,
      role: folders.role,
      uid: inboundMail.uid,
      size: inboundMail.size,
      because: inboundMail.because,
      lastError: inboundMail.lastError,
      attempts: inboundMail.attempts,
      replays: inboundMail.replays,
      seenAt: inboundMail.seenAt,
      settledAt: inboundMail.settledAt,
    })
    .from(inboundMail)
    .innerJoin(folders, eq(folders.id, inboundMail.folderId))
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .where(and(VIEWS[view], before === null ? undefined : lt(inboundMail.id, before)))
    .orderBy(desc(inboundMail.id))
    .limit(limit + 1);
}

/** How many mails are aside. */
export async function countAside(db: Db): Promise<number> {
  const [row] = await db.select({ n: count() }).from(inboundMail).where(VIEWS.aside);
  return row?.n ?? 0;
}
