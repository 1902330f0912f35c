import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { SECOND } from "../../values/instant.ts";
import { isDeadNeighbour } from "../system/owner.ts";
import type { Db } from "./connect.ts";
import { folders } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** How long a lease holds. With looking for it every two seconds, another node has the folder 24 s after a death at most. */
export const FOLDER_LEASE_MS = 20 * SECOND;
export const RENEW_MS = FOLDER_LEASE_MS / 4;

/** Who reads a folder. `owner` names this process. */
export function folderLease(db: Db, folderId: string, owner: string, leaseMs: number = FOLDER_LEASE_MS) {
  const here = eq(folders.id, folderId);
  return {
    async lease(): Promise<boolean> {
      const [held] = await db.select({ by: folders.claimedBy }).from(folders).where(here);
      const orphaned = held?.by != null && isDeadNeighbour(held.by) ? [eq(folders.claimedBy, held.by)] : [];
      const rows = await db
        .update(folders)
        .set({
          claimedBy: owner,
          leaseUntil: sql`now() + make_interval(secs => ${leaseMs / 1000})`,
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

/** Writes down why a folder cannot be read, for the operators; null: it can be. */
export function folderHealth(db: Db, clock: Clock, folderId: string) {
  return async (problem: string | null): Promise<void> => {
    const lastErrorAt = problem === null ? null : await now(db, clock);
    await db
      .update(folders)
      .set({ lastError: problem?.slice(0, 500) ?? null, lastErrorAt })
      .where(eq(folders.id, folderId));
  };
}
