import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { SECOND } from "../../values/instant.ts";
import { isDeadNeighbour } from "../system/owner.ts";
import type { Db } from "./connect.ts";
import { folders } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** How long a lease holds. With looking for it every two seconds, another node has the folder 24 s after a death at most. */
export const FOLDER_LEASE_MS = 20 * SECOND;
export const RENEW_MS = 6 * SECOND;

/** Who reads a folder, and whether it can be read. `owner` names this process. */
export function folderLease(db: Db, clock: Clock, folderId: string, owner: string) {
  const here = eq(folders.id, folderId);
  return {
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

    async health(problem: string | null): Promise<void> {
      const at = problem === null ? null : await now(db, clock);
      await db
        .update(folders)
        .set({ lastError: problem?.slice(0, 500) ?? null, lastErrorAt: at })
        .where(here);
    },
  };
}
