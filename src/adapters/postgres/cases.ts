import { and, desc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { CaseRows } from "../../tickets/promises/case-of.ts";
import { fromMs } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { Queryable } from "./connect.ts";
import { contacts, targets, tickets } from "./schema.ts";

const MOST_LISTED = 20;

/** The open tickets an address gets mail about, the last written on first. Not those a colleague of theirs has alone. */
export async function casesOf(
  db: Queryable,
  address: string,
): Promise<{ readonly cases: readonly CaseRows[]; readonly more: number }> {
  const wanted = address.toLowerCase();
  const id = sql`"tickets"."id"`;
  const joined = sql`exists (select from legs l join participants p on p.leg_id = l.id
    where l.ticket_id = ${id} and l.kind = 'customer' and p.address = ${wanted} and not p.held)`;
  const open = and(
    notInArray(tickets.status, ["resolved", "closed"]),
    isNull(tickets.mergedInto),
    sql`(${contacts.address} = ${wanted} or ${joined})`,
  );
  const found = await db
    .select({
      id: tickets.id,
      number: tickets.number,
      subject: tickets.subject,
      status: tickets.status,
      changed: sql<Json | null>`(select e.data from events e where e.ticket_id = ${id} and e.type = 'status'
        order by e.seq desc limit 1)`,
      lastMs: sql<number | null>`(select (extract(epoch from max(m.at)) * 1000)::float8 from messages m
        where m.ticket_id = ${id} and m.direction = 'out' and m.author = 'agent')`,
      all: sql<number>`(count(*) over ())::int`,
    })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .where(open)
    .orderBy(desc(tickets.lastMessageAt), desc(tickets.number))
    .limit(MOST_LISTED);
  const ids = found.map((ticket) => ticket.id);
  if (ids.length === 0) return { cases: [], more: 0 };
  const promised = await db
    .select()
    .from(targets)
    .where(inArray(targets.ticketId, ids))
    .orderBy(targets.kind, targets.instance);
  const cases = found.map((ticket) => ({
    ticket,
    targets: promised
      .filter(({ ticketId }) => ticketId === ticket.id)
      .map(({ promisedAt, ...row }) => ({ ...row, dueAt: promisedAt })),
    status: ticket.changed === null ? null : { data: ticket.changed },
    lastAt: ticket.lastMs === null ? null : fromMs(ticket.lastMs),
  }));
  return { cases, more: found[0]!.all - found.length };
}
