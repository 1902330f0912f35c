import { and, eq, gte, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { FolderFindings, ReconcilePorts, WatchedLedger } from "../../jobs/reconcile.ts";
import { MINUTE, plus } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { receivedAt } from "./intake.ts";
import { folders, inboundMail, mailboxes } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** Rows of an earlier UIDVALIDITY that still wait for bytes after this long wait for ever. */
const REBUILT_AFTER_MS = 10 * MINUTE;

export type ReconcileStore = Omit<ReconcilePorts, "open" | "publish"> & {
  /** Which mailbox a folder is in, as `accountOf` names it, and its path. */
  placeOf(id: string): { readonly account: string; readonly path: string };
};

/** What a reconciliation does to the database. `accounts`: the mailboxes that are configured. */
export function reconcileStore(db: Db, clock: Clock, accounts: readonly string[]): ReconcileStore {
  const places = new Map<string, { account: string; path: string }>();
  const ours = ({ id, uidvalidity }: WatchedLedger) =>
    and(eq(inboundMail.folderId, id), eq(inboundMail.uidvalidity, uidvalidity ?? 0));

  return {
    now: () => now(db, clock),
    placeOf: (id) => places.get(id)!,

    async folders() {
      const rows = await db
        .select({ folder: folders, account: mailboxes.account })
        .from(folders)
        .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
        .where(inArray(mailboxes.account, [...accounts]))
        .orderBy(folders.id);
      for (const { folder, account } of rows) places.set(folder.id, { account, path: folder.path });
      return rows.map(({ folder }) => folder);
    },

    rows: (folder) =>
      db
        .select({ uid: inboundMail.uid, state: inboundMail.state })
        .from(inboundMail)
        .where(and(ours(folder), gte(inboundMail.uid, folder.startUid))),

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
        state: "seen" as const,
      }));
      await db.insert(inboundMail).values(rows).onConflictDoNothing();
    },

    async vanish(folder, uids) {
      const at = await now(db, clock);
      const gone = { state: "done", disposition: "vanished", settledAt: at, dueAt: null } as const;
      const waiting = and(eq(inboundMail.folderId, folder.id), eq(inboundMail.state, "seen"));
      const rebuilt = and(
        ne(inboundMail.uidvalidity, folder.uidvalidity ?? 0),
        lt(inboundMail.seenAt, plus(at, -REBUILT_AFTER_MS)),
      );
      const old = await db
        .update(inboundMail)
        .set({ ...gone, because: "the folder was rebuilt before it could be read; its mails have new UIDs" })
        .where(and(waiting, rebuilt))
        .returning({ id: inboundMail.id });
      let vanished = old.length;
      for (let from = 0; from < uids.length; from += 1000) {
        const rows = await db
          .update(inboundMail)
          .set({ ...gone, because: "expunged before it could be read" })
          .where(and(ours(folder), waiting, inArray(inboundMail.uid, uids.slice(from, from + 1000))))
          .returning({ id: inboundMail.id });
        vanished += rows.length;
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
