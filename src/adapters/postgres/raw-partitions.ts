import type postgres from "postgres";
import type { Instant } from "../../values/instant.ts";
import { leastUuid } from "./partitions.ts";

/** A month of raw mail: its table, and the ids from `from` (in it) to `to` (not in it). */
export interface RawPartition {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** All months, oldest first. What lies in the default partition is of no month. */
export async function rawMonths(sql: postgres.Sql): Promise<readonly RawPartition[]> {
  const rows = await sql<{ name: string; bounds: string }[]>`
    select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds from pg_inherits i
    join pg_class c on c.oid = i.inhrelid where i.inhparent = 'raw_chunks'::regclass order by c.relname`;
  return rows.flatMap(({ name, bounds }) => {
    const [, from, to] = /FROM \('([\da-f-]{36})'\) TO \('([\da-f-]{36})'\)/.exec(bounds) ?? [];
    return from !== undefined && to !== undefined ? [{ name, from, to }] : [];
  });
}

/** Those of the months that were over at `before`: exactly at its end a month is. */
export function monthsOver(months: readonly RawPartition[], before: Instant): readonly RawPartition[] {
  const until = leastUuid(new Date(before));
  return months.filter(({ to }) => to <= until);
}

const CHUNKS_AT_ONCE = 200;

/**
 * Drops months whose mails have all been marked as emptied; of the others it deletes what is marked, some at a time. The drop
 * needs the table of all months alone for a moment: it does not wait for that, and is tried again by the next run.
 *
 * @returns how many months were dropped
 */
export async function dropMonths(sql: postgres.Sql, before: Instant, isOver: () => boolean): Promise<number> {
  let dropped = 0;
  for (const month of monthsOver(await rawMonths(sql), before)) {
    if (isOver()) break;
    if (await dropMonth(sql, month)) dropped++;
    else await deleteMarked(sql, month, isOver);
  }
  return dropped;
}

/** False: a mail in it keeps its bytes, or somebody is at the table. */
async function dropMonth(sql: postgres.Sql, { name }: RawPartition): Promise<boolean> {
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('lock_timeout', '300ms', true)`;
      const [kept] = await tx`select 1 from ${tx(name)} r join inbound_mail m on m.id = r.mail
        where m.emptied_at is null limit 1`;
      if (kept !== undefined) return false;
      await tx`drop table ${tx(name)}`;
      return true;
    });
  } catch (error) {
    if ((error as { code?: string }).code === "55P03") return false;
    throw error;
  }
}

async function deleteMarked(sql: postgres.Sql, { name }: RawPartition, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { count } = await sql`delete from ${sql(name)} where (mail, n) in (
      select r.mail, r.n from ${sql(name)} r join inbound_mail m on m.id = r.mail
      where m.emptied_at is not null limit ${CHUNKS_AT_ONCE})`;
    if (count < CHUNKS_AT_ONCE) return;
  }
}
