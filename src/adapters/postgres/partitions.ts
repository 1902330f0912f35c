import type postgres from "postgres";
import type { Receipt } from "../../jobs/ports.ts";

/** This month's and the next two months' partitions of the raw mail. */
const MONTHS_AHEAD = 2;

/**
 * Makes the monthly partitions of `raw_chunks` ahead of time. Bounds are the least UUIDv7 of a month, so a mail's
 * partition follows from its id. What arrived in the default partition before its month was made stays there.
 */
export async function preparePartitions(sql: postgres.Sql): Promise<Receipt> {
  const [row] =
    await sql`select extract(year from now())::int as year, extract(month from now())::int as month`;
  let made = 0;
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const from = new Date(Date.UTC(row!["year"], row!["month"] - 1 + ahead, 1));
    const to = new Date(Date.UTC(row!["year"], row!["month"] + ahead, 1));
    const name = `raw_chunks_${from.toISOString().slice(0, 7).replace("-", "_")}`;
    const [there] = await sql`select to_regclass(${name}) is not null as there`;
    if (there!["there"] === true) continue;
    const bounds = `from ('${leastUuid(from)}') to ('${leastUuid(to)}')`;
    const refused = await sql
      .unsafe(`create table ${name} partition of raw_chunks for values ${bounds}`)
      .then(
        () => false,
        // Mail of this month already lies in the default partition: it can stay, and the next month gets its own.
        (error: { code?: string }) => error.code === "23514" || error.code === "42P07",
      );
    if (refused === false) made++;
  }
  return { outcome: "prepared", made };
}

/** The least UUIDv7 of a moment (RFC 9562 §5.7): its 48 bits of time, then zeros. */
export function leastUuid(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
