import { and, eq, inArray } from "drizzle-orm";
import type { ImportChoice, RowThere } from "../../ops/import-choice.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { audit, folders, inboundMail, mailboxes } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export type ImportedFolder = typeof folders.$inferSelect;

/** The inbox of a mailbox as the desk knows it; null: the desk has not looked at it yet. */
export async function inboxOf(db: Queryable, account: string): Promise<ImportedFolder | null> {
  const [row] = await db
    .select({ folder: folders })
    .from(folders)
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .where(and(eq(mailboxes.account, account), eq(folders.role, "inbox")));
  return row?.folder ?? null;
}

export async function rowsOf(db: Queryable, folder: ImportedFolder): Promise<ReadonlyMap<number, RowThere>> {
  const rows = await db
    .select({ uid: inboundMail.uid, id: inboundMail.id, disposition: inboundMail.disposition })
    .from(inboundMail)
    .where(and(eq(inboundMail.folderId, folder.id), eq(inboundMail.uidvalidity, folder.uidvalidity ?? 0)));
  return new Map(rows.map((row) => [row.uid, row]));
}

const AT_ONCE = 1000;

/**
 * Gives chosen mails the rows from which intake fetches them, at most `AT_ONCE` a transaction; twice is once. Their
 * clocks begin now: nobody was promised anything before.
 */
export async function importMails(
  db: Db,
  clock: Clock,
  folder: ImportedFolder,
  { mails }: ImportChoice,
): Promise<void> {
  for (let n = 0; n < mails.length; n += AT_ONCE) {
    const some = mails.slice(n, n + AT_ONCE);
    await db.transaction(async (tx) => {
      const at = await now(tx, clock);
      const fresh = some.filter(({ rowId }) => rowId === null);
      if (fresh.length > 0) {
        const rows = fresh.map(({ rowId: _none, ...mail }) => ({
          ...mail,
          id: newId(),
          folderId: folder.id,
          uidvalidity: folder.uidvalidity!,
          receivedAt: at,
          seenAt: at,
          state: "seen" as const,
        }));
        await tx.insert(inboundMail).values(rows).onConflictDoNothing();
      }
      for (const acknowledge of [true, false]) {
        const ids = some.flatMap((mail) =>
          mail.acknowledge === acknowledge && mail.rowId !== null ? [mail.rowId] : [],
        );
        if (ids.length === 0) continue;
        const again = { state: "seen", disposition: null, because: null, settledAt: null } as const;
        await tx
          .update(inboundMail)
          .set({ ...again, acknowledge, receivedAt: at })
          .where(and(inArray(inboundMail.id, ids), eq(inboundMail.disposition, "before-start")));
      }
    });
  }
  const at = await now(db, clock);
  const detail = { folder: folder.id, mails: mails.length };
  await db.insert(audit).values({ id: newId(), at, actor: "cli", action: "mailbox.import", detail });
}
