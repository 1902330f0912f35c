import { asc, inArray, sql } from "drizzle-orm";
import { boundsOfMonth, type Turns } from "../../ops/report.ts";
import { serviceSplit } from "../../tickets/handoff/service-split.ts";
import type { Promises } from "../../tickets/promises/promises.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";
import type { Db } from "./connect.ts";
import type { ReportScope } from "./report-figures.ts";
import { events } from "./schema.ts";

/** Ledgers are folded so many at a time: a month of a large desk stays small in memory. */
const AT_ONCE = 200;

/**
 * Whose turn it was in the service time of the month's tickets that were handed on, up to now. A ticket whose policy version
 * cannot be read is left out. Null: none was handed on.
 */
export async function turnsOf(
  db: Db,
  book: (version: string) => Promise<Promises>,
  { month, timeZone, customer }: ReportScope,
  now: Instant,
  onTickets: (count: number) => void = () => {},
): Promise<Turns | null> {
  const { from, until } = boundsOfMonth(month, timeZone);
  const rows = await db.execute<{ id: string; version: string }>(sql`
    select t.id, t.policy_version as version from tickets t join contacts r on r.id = t.requester_id
    where t.opened_at >= ${iso(from)}::timestamptz and t.opened_at < ${iso(until)}::timestamptz
      and not t.practice and t.merged_into is null
      ${customer === null ? sql`` : sql`and coalesce(t.customer_id, r.customer_id) = ${customer.id}`}
      and (exists (select 1 from escalations x where x.ticket_id = t.id and x.kind = 'handoff' and x.state <> 'cancelled')
        or exists (select 1 from events e where e.ticket_id = t.id and e.type = 'handoff_came'))
    order by t.id`);
  const total = { tickets: 0, oursMs: 0, upstreamMs: 0, customerMs: 0 };
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const ids = some.map(({ id }) => id);
    const found = await db
      .select()
      .from(events)
      .where(inArray(events.ticketId, ids))
      .orderBy(asc(events.ticketId), asc(events.seq));
    onTickets(some.length);
    const ledgers = Map.groupBy(found, ({ ticketId }) => ticketId);
    for (const { id, version } of some) {
      const promises = await readable(book, version);
      const split = promises && serviceSplit(ledgers.get(id) ?? [], promises.clock, now);
      if (!split) continue;
      total.tickets += 1;
      total.oursMs += split.oursMs;
      total.upstreamMs += split.upstreamMs;
      total.customerMs += split.customerMs;
    }
  }
  return total.tickets === 0 ? null : total;
}

async function readable(
  book: (version: string) => Promise<Promises>,
  version: string,
): Promise<Promises | null> {
  try {
    return await book(version);
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError) return null;
    throw error;
  }
}
