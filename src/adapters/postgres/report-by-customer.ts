import { type SQL, sql } from "drizzle-orm";
import { type CustomerFigures, type Grouped, NO_COUNTS } from "../../ops/report.ts";
import type { TargetKind } from "../../sla/event.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "./connect.ts";

/** A customer's counts, and who they are; null: tickets that are nobody's. */
export interface OfCustomer extends Grouped {
  readonly customerId: string | null;
}

interface Within {
  /** The query that names the tickets that count. */
  readonly counted: SQL;
  readonly from: Instant;
  readonly until: Instant;
  /** One customer alone; null: all. */
  readonly only: string | null;
}

/**
 * What a row a customer says beside the counts: each kind of promise, and the working time. Who had no ticket in the month and work all
 * the same has a row too, so that the rows add up to the whole.
 */
export async function figuresByCustomer(
  db: Db,
  groups: readonly OfCustomer[],
  within: Within,
): Promise<readonly CustomerFigures[]> {
  const [promises, worked] = [await promisesIn(db, within.counted), await workedBy(db, within)];
  const known = new Set(groups.map(({ customerId }) => customerId));
  const others = worked
    .filter(({ customerId }) => !known.has(customerId))
    .map(({ customerId, name }) => ({ customerId, key: name ?? "", counts: NO_COUNTS }));
  return [...groups, ...others].map(({ customerId, key, counts }) => ({
    key,
    counts,
    promises: Object.fromEntries(
      promises
        .filter((one) => one.customerId === customerId)
        .map(({ kind, met, late }) => [kind, { met, late }]),
    ),
    minutesWorked: worked.find((one) => one.customerId === customerId)?.minutes ?? 0,
  }));
}

function promisesIn(db: Db, counted: SQL) {
  return db.execute<{
    customerId: string | null;
    kind: TargetKind;
    met: number;
    late: number;
  }>(sql`with ${counted}
    select counted.customer_id as "customerId", x.kind, count(*) filter (where x.state = 'met')::int as met,
      count(*) filter (where x.state = 'late' or (x.state in ('running', 'paused') and x.breached_at is not null))::int as late
    from targets x join counted on counted.id = x.ticket_id
    where x.goal_ms is not null and x.state not in ('inactive', 'cancelled') group by 1, 2`);
}

/** Working time counts in the month it was done in, whenever its ticket was opened. */
export function workedBy(db: Db, { from, until, only }: Omit<Within, "counted">) {
  return db.execute<{ customerId: string | null; name: string | null; minutes: number }>(sql`
    select c.id as "customerId", c.name, sum(w.minutes)::int as minutes from time_entries w
    join tickets t on t.id = w.ticket_id join contacts r on r.id = t.requester_id
    left join customers c on c.id = coalesce(t.customer_id, w.customer_id, r.customer_id)
    where w.at >= ${iso(from)}::timestamptz and w.at < ${iso(until)}::timestamptz and not t.practice
    ${only === null ? sql`` : sql`and c.id = ${only}`}
    group by c.id, c.name order by c.name`);
}
