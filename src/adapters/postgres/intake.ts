import { and, asc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { FolderState, KeptMail, ListedMail, PendingMail } from "../../jobs/keep-mails.ts";
import type { DueRow } from "../../jobs/ports.ts";
import { fromMs, type Instant, plus, SECOND } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import { isDeadNeighbour } from "../system/owner.ts";
import type { Db, Queryable } from "./connect.ts";
import { folders, inboundMail, rawChunks } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** A folder's lease: another node takes over this long after its holder died. */
export const FOLDER_LEASE_MS = 30 * SECOND;
const CHUNK = 1024 * 1024;

/** What intake does to the database for one folder; `owner` names this process. */
export function folderStore(
  db: Db,
  clock: Clock,
  folderId: string,
  owner: string,
  startsWithExisting: boolean,
) {
  const here = eq(folders.id, folderId);
  const ours = (uidvalidity: number) =>
    and(eq(inboundMail.folderId, folderId), eq(inboundMail.uidvalidity, uidvalidity));

  return {
    async folder(): Promise<FolderState> {
      const [row] = await db.select().from(folders).where(here);
      return { id: folderId, uidvalidity: row!.uidvalidity, uidNext: row!.uidNext, startsWithExisting };
    },

    async begin(uidvalidity: number, startUid: number): Promise<void> {
      await db.update(folders).set({ uidvalidity, startUid, uidNext: startUid }).where(here);
    },

    keepUids(uidvalidity: number, mails: readonly ListedMail[]): Promise<void> {
      return db.transaction(async (tx) => {
        const at = await now(tx, clock);
        const [folder] = await tx.select({ lastSyncAt: folders.lastSyncAt }).from(folders).where(here);
        const rows = mails.map(({ uid, size, internalDate }) => ({
          id: newId(),
          folderId,
          uidvalidity,
          uid,
          size,
          internalDate,
          receivedAt: receivedAt(internalDate, folder?.lastSyncAt ?? null, at),
          seenAt: at,
          state: "seen" as const,
        }));
        await tx.insert(inboundMail).values(rows).onConflictDoNothing();
        await tx
          .update(folders)
          .set({ uidNext: sql`greatest(${folders.uidNext}, ${mails.at(-1)!.uid + 1})` })
          .where(here);
      });
    },

    async pending(uidvalidity: number, limit: number): Promise<readonly PendingMail[]> {
      const rows = await db
        .select({ id: inboundMail.id, uid: inboundMail.uid, size: inboundMail.size })
        .from(inboundMail)
        .where(and(ours(uidvalidity), eq(inboundMail.state, "seen")))
        .orderBy(asc(inboundMail.uid))
        .limit(limit);
      return rows.map((row) => ({ ...row, size: row.size ?? 0 }));
    },

    keepBytes(mails: readonly KeptMail[]): Promise<readonly DueRow[]> {
      return db.transaction(async (tx) => {
        const at = await now(tx, clock);
        await insertChunks(tx, mails);
        const kept = await Promise.all(
          mails.map(({ id, msgId }) =>
            tx
              .update(inboundMail)
              .set({ state: "stored", storedAt: at, msgId, dueAt: at })
              .where(and(eq(inboundMail.id, id), eq(inboundMail.state, "seen")))
              .returning({ id: inboundMail.id, generation: inboundMail.generation }),
          ),
        );
        return kept.flat().map((row) => ({ ...row, queue: "inbound" as const, dueAt: at }));
      });
    },

    async vanished(ids: readonly string[]): Promise<void> {
      await db
        .update(inboundMail)
        .set({
          state: "done",
          disposition: "vanished",
          because: "expunged before it could be read",
          dueAt: null,
        })
        .where(and(inArray(inboundMail.id, [...ids]), eq(inboundMail.state, "seen")));
    },

    async synced(): Promise<void> {
      const at = await now(db, clock);
      await db.update(folders).set({ lastSyncAt: at, lastError: null, lastErrorAt: null }).where(here);
    },

    async health(problem: string | null): Promise<void> {
      const at = problem === null ? null : await now(db, clock);
      await db
        .update(folders)
        .set({ lastError: problem?.slice(0, 500) ?? null, lastErrorAt: at })
        .where(here);
    },

    async lease(): Promise<boolean> {
      const [held] = await db.select({ by: folders.claimedBy }).from(folders).where(here);
      const orphaned = held?.by != null && isDeadNeighbour(held.by) ? [eq(folders.claimedBy, held.by)] : [];
      const rows = await db
        .update(folders)
        .set({
          claimedBy: owner,
          leaseUntil: sql`now() + make_interval(secs => ${FOLDER_LEASE_MS / 1000})`,
          fence: sql`${folders.fence} + case when ${folders.claimedBy} = ${owner} then 0 else 1 end`,
        })
        .where(
          and(
            here,
            or(
              isNull(folders.leaseUntil),
              lt(folders.leaseUntil, sql`now()`),
              eq(folders.claimedBy, owner),
              ...orphaned,
            ),
          ),
        )
        .returning({ id: folders.id });
      return rows.length === 1;
    },

    async release(): Promise<void> {
      await db
        .update(folders)
        .set({ claimedBy: null, leaseUntil: null })
        .where(and(here, eq(folders.claimedBy, owner)));
    },
  };
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

async function insertChunks(tx: Queryable, mails: readonly KeptMail[]): Promise<void> {
  const chunks = mails.flatMap(({ id, bytes }) =>
    Array.from({ length: Math.max(1, Math.ceil(bytes.length / CHUNK)) }, (_, n) => ({
      mail: id,
      n,
      bytes: bytes.subarray(n * CHUNK, (n + 1) * CHUNK),
    })),
  );
  for (let at = 0; at < chunks.length; at += 200) {
    await tx
      .insert(rawChunks)
      .values(chunks.slice(at, at + 200))
      .onConflictDoNothing();
  }
}
