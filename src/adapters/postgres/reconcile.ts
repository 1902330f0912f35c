import { and, between, eq, inArray, isNull, lt, ne, notInArray, or, sql } from "drizzle-orm";
import type { FolderFindings, ReconcilePorts, WatchedLedger } from "../../jobs/reconcile.ts";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { receivedAt } from "./intake.ts";
import { settleVanished } from "./mail-bytes.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** Rows of an earlier UIDVALIDITY that still wait for bytes after this long wait for ever. */
const REBUILT_AFTER_MS = 10 * MINUTE;

interface Place {
  readonly account: string;
  readonly path: string;
  readonly startedAt: Instant;
  readonly judgeBelow: number;
}

export type ReconcileStore = Omit<ReconcilePorts, "open" | "publish"> & {
  /** Which mailbox a folder is in, as `accountOf` names it, and its path. */
  placeOf(id: string): { readonly account: string; readonly path: string };
};

/** What a reconciliation does to the database. `isWatched`: whether the settings name a folder. */
export function reconcileStore(
  db: Db,
  clock: Clock,
  isWatched: (account: string, path: string) => boolean,
): ReconcileStore {
  const places = new Map<string, Place>();
  const ours = ({ id, uidvalidity }: WatchedLedger) =>
    and(eq(inboundMail.folderId, id), eq(inboundMail.uidvalidity, uidvalidity ?? 0));

  return {
    now: () => now(db, clock),
    placeOf: (id) => places.get(id)!,

    async folders() {
      const all = await db
        .select({ folder: folders, account: mailboxes.account, startedAt: mailboxes.createdAt })
        .from(folders)
        .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
        .orderBy(folders.id);
      const rows = all.filter(({ folder, account }) => isWatched(account, folder.path));
      for (const { folder, account, startedAt } of rows)
        places.set(folder.id, { account, path: folder.path, startedAt, judgeBelow: folder.judgeBelow });
      return rows.map(({ folder }) => folder);
    },

    async forgetOthers() {
      const [known, other] = [[...places.keys()], { unaccounted: 0, behind: 0, reconcileTrouble: null }];
      await db
        .update(folders)
        .set(other)
        .where(known.length > 0 ? notInArray(folders.id, known) : undefined);
    },

    async rows(folder, uids, { from, to }) {
      const waits = sql<boolean>`${inboundMail.state} in ('seen', 'aside') and ${inboundMail.storedAt} is null`;
      const named = sql`${inboundMail.uid} = any(${`{${uids.join(",")}}`}::bigint[])`;
      return db
        .select({ uid: inboundMail.uid, waits })
        .from(inboundMail)
        .where(and(ours(folder), between(inboundMail.uid, from, to), or(named, waits)));
    },

    async insert(folder, mails) {
      const at = await now(db, clock);
      const rows = mails.map(({ uid, size, internalDate }) => ({
        id: newId(),
        folderId: folder.id,
        uidvalidity: folder.uidvalidity!,
        uid,
        size,
        internalDate,
        receivedAt: receivedAt(internalDate, null, at),
        seenAt: at,
        ...stateOf(uid, internalDate, places.get(folder.id)!, at),
      }));
      await db.insert(inboundMail).values(rows).onConflictDoNothing();
    },

    async vanish(folder, uids) {
      const at = await now(db, clock);
      const rebuilt = and(
        eq(inboundMail.folderId, folder.id),
        ne(inboundMail.uidvalidity, folder.uidvalidity ?? 0),
        lt(inboundMail.seenAt, plus(at, -REBUILT_AFTER_MS)),
      );
      let vanished = await settleVanished(
        db,
        clock,
        rebuilt,
        "the folder was rebuilt before it could be read",
      );
      for (let from = 0; from < uids.length; from += 1000) {
        const some = and(ours(folder), inArray(inboundMail.uid, uids.slice(from, from + 1000)));
        vanished += await settleVanished(db, clock, some, "expunged before it could be read");
      }
      return vanished;
    },

    async save(folder, { onServer, behind, unaccounted, trouble }: FolderFindings, at) {
      const found =
        trouble === null
          ? { reconciledAt: at, onServer, behind, unaccounted, reconcileTrouble: null }
          : { reconcileTrouble: trouble };
      await db.update(folders).set(found).where(eq(folders.id, folder.id));
    },

    async rearm() {
      const at = await now(db, clock);
      const stored = and(eq(inboundMail.state, "stored"), isNull(inboundMail.dueAt));
      const halfDone = and(
        eq(inboundMail.state, "done"),
        isNull(inboundMail.disposition),
        isNull(inboundMail.ticketId),
      );
      const rows = await db
        .update(inboundMail)
        .set({ state: "stored", dueAt: at, generation: sql`${inboundMail.generation} + 1` })
        .where(or(stored, halfDone))
        .returning({ id: inboundMail.id, generation: inboundMail.generation });
      return rows.map((row) => ({ ...row, queue: "inbound" as const, dueAt: at }));
    },
  };
}

/** A folder that was looked at mail by mail holds some from before the desk began: those stay alone. */
function stateOf(uid: number, date: Instant | null, { startedAt, judgeBelow }: Place, at: Instant) {
  if (uid >= judgeBelow || date === null || date >= startedAt) return { state: "seen" as const };
  const because = "it was there before the desk began";
  return { state: "done" as const, disposition: "before-start", because, settledAt: at };
}
