import { and, eq, lt, ne } from "drizzle-orm";
import type { FolderState, ListedMail } from "../../jobs/intake-ports.ts";
import { fromMs, type Instant, plus, SECOND } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { Queryable } from "./connect.ts";
import { judge } from "./judge-mail.ts";
import { type MailBytesOptions, mailBytes, settleVanished } from "./mail-bytes.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";
import { now } from "./transact.ts";

export interface FolderStoreOptions extends MailBytesOptions {
  readonly sandbox: boolean;
  readonly mailbox: Pick<MailboxSettings, "afterStoring" | "importSince">;
}

/** What intake does to the database for one folder: its cursor and the rows of its UIDs; the bytes are `mailBytes`. */
export function folderStore(options: FolderStoreOptions) {
  const { db, clock, folderId, sandbox, mailbox } = options;
  const here = eq(folders.id, folderId);

  async function folder(): Promise<FolderState> {
    const [row] = await db
      .select({ folder: folders, startedAt: mailboxes.createdAt })
      .from(folders)
      .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
      .where(here);
    const { folder, startedAt } = row!;
    const { path, uidvalidity, uidNext, highestModseq, judgeBelow, late, role } = folder;
    const judging = late || (mailbox.importSince !== null && role === "inbox");
    return {
      id: folderId,
      ...{ path, uidvalidity, uidNext, highestModseq, judgeBelow },
      since: fromMs(Math.min(startedAt, mailbox.importSince ?? startedAt)),
      begins: sandbox ? "with-all" : judging ? "judging" : "at-present",
    };
  }

  return {
    ...mailBytes(options),
    folder,

    async begin(
      uidvalidity: number,
      { startUid, judgeBelow }: { readonly startUid: number; readonly judgeBelow: number },
    ): Promise<void> {
      const set = { uidvalidity, startUid, uidNext: startUid, judgeBelow, highestModseq: null };
      await db.update(folders).set(set).where(here);
      const renumbered = and(eq(inboundMail.folderId, folderId), ne(inboundMail.uidvalidity, uidvalidity));
      const because = "the folder was renumbered before it could be read; it goes on under its new UID";
      await settleVanished(db, clock, renumbered, because);
    },

    keepUids: (uidvalidity: number, mails: readonly ListedMail[]): Promise<void> =>
      db.transaction(async (tx) => {
        const at = await now(tx, clock);
        const [row] = await tx.select({ lastSyncAt: folders.lastSyncAt }).from(folders).where(here);
        const lastSyncAt = row?.lastSyncAt ?? null;
        await insertRows(
          tx,
          mails.map((mail) => ({
            ...seen(mail, folderId, uidvalidity, at),
            receivedAt: receivedAt(mail.internalDate, lastSyncAt, at),
          })),
        );
        await moveCursor(tx, folderId, mails);
      }),

    judgeUids: (
      uidvalidity: number,
      mails: readonly ListedMail[],
      msgIds: ReadonlyMap<number, string | null>,
    ): Promise<void> =>
      db.transaction(async (tx) => {
        const at = await now(tx, clock);
        const verdicts = await judge(tx, at, folderId, mails, msgIds, await folder());
        await insertRows(
          tx,
          mails.map((mail) => ({ ...seen(mail, folderId, uidvalidity, at), ...verdicts.get(mail.uid) })),
        );
        await moveCursor(tx, folderId, mails);
      }),

    async synced(highestModseq: string | null): Promise<void> {
      const at = await now(db, clock);
      await db
        .update(folders)
        .set({ lastSyncAt: at, lastError: null, lastErrorAt: null, highestModseq })
        .where(here);
    },
  };
}

function seen({ uid, size, internalDate }: ListedMail, folderId: string, uidvalidity: number, at: Instant) {
  const state = "seen" as const;
  return { id: newId(), folderId, uidvalidity, uid, size, internalDate, receivedAt: at, seenAt: at, state };
}

async function insertRows(tx: Queryable, rows: readonly (typeof inboundMail.$inferInsert)[]): Promise<void> {
  await tx
    .insert(inboundMail)
    .values([...rows])
    .onConflictDoNothing();
}

async function moveCursor(tx: Queryable, folderId: string, mails: readonly ListedMail[]): Promise<void> {
  const next = mails.at(-1)!.uid + 1;
  await tx
    .update(folders)
    .set({ uidNext: next })
    .where(and(eq(folders.id, folderId), lt(folders.uidNext, next)));
}

/**
 * When the desk received a mail: the server's INTERNALDATE, clipped to [last good sync, now], because a mail copied into
 * the folder carries the date of its first arrival, and a server's clock may be wrong.
 */
export function receivedAt(internalDate: Instant | null, lastSyncAt: Instant | null, at: Instant): Instant {
  // INTERNALDATE has whole seconds: without the slack a mail of this second would seem older than the last sync.
  const earliest = lastSyncAt === null ? null : plus(lastSyncAt, -SECOND);
  const date = internalDate ?? at;
  return fromMs(Math.min(at, Math.max(date, earliest ?? date)));
}
