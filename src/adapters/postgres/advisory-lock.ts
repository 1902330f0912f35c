import type postgres from "postgres";

/**
 * Runs `work` if no other node is at it, on a transaction-scoped lock: a process that dies lets go of it at once.
 *
 * @returns null when another node holds the lock
 */
export async function withAdvisoryLock<T>(
  sql: postgres.Sql,
  key: number,
  work: () => Promise<T>,
): Promise<T | null> {
  return (await sql.begin(async (tx) => {
    const [row] = await tx`select pg_try_advisory_xact_lock(${key}) as mine`;
    return row?.["mine"] === true ? await work() : null;
  })) as T | null;
}
