import { type SQL, sql } from "drizzle-orm";
import { type Instant, iso } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";

/** Somebody, and up to when what they wrote goes: what came later is not meant. */
export interface Person {
  /** Lower case. */
  readonly address: string;
  readonly until: Instant;
}

/** A ticket that somebody has to do with: as the one who asked, or beside others. */
export interface TheirTicket {
  readonly id: string;
  readonly number: number;
  readonly part: "requester" | "beside others";
  /** Why it cannot be touched now; null: it can. */
  readonly stays: "open" | "handoff open" | "on hold" | null;
}

/** Every ticket with content of a person. `locks`: its row is locked. */
export async function theirTickets(
  db: Queryable,
  { address, until }: Person,
  only?: { readonly id: string },
): Promise<readonly TheirTicket[]> {
  const one = only === undefined ? sql`` : sql`and t.id = ${only.id}`;
  const before = sql`${iso(until)}::timestamptz`;
  const asked = sql`exists (select 1 from contacts c where c.id = t.requester_id and c.address = ${address})`;
  const held = sql`exists (select 1 from retention_holds h where h.ticket_id = t.id or h.customer_id =
    coalesce(t.customer_id, (select c.customer_id from contacts c where c.id = t.requester_id)))`;
  const rows = await db.execute<{
    id: string;
    number: string;
    asked: boolean;
    stays: TheirTicket["stays"];
  }>(sql`
    select t.id, t.number, ${asked} as asked, case when t.status <> 'closed' then 'open' when ${held} then 'on hold'
      when exists (select 1 from escalations e where e.ticket_id = t.id and e.kind = 'handoff' and e.ended_at is null)
        then 'handoff open' end as stays
    from tickets t where t.deleted_at is null and t.opened_at <= ${before} ${one} and (${asked}
      or exists (select 1 from messages m where m.ticket_id = t.id and lower(m.author_address) = ${address} and m.at <= ${before})
      or exists (select 1 from participants p join legs l on l.id = p.leg_id where l.ticket_id = t.id and p.address = ${address}))
    order by t.number ${only === undefined ? sql`` : sql`for update of t`}`);
  return rows.map(({ id, number, asked, stays }) => ({
    id,
    number: Number(number),
    part: asked ? ("requester" as const) : ("beside others" as const),
    stays,
  }));
}

/** Every address the desk has written down anywhere but in mails. */
export async function knownAddresses(db: Queryable): Promise<readonly string[]> {
  const places: readonly SQL[] = [
    sql`select address from contacts`,
    sql`select address from participants`,
    sql`select lower(author_address) from messages where author in ('customer', 'upstream')`,
    sql`select address from undeliverable_addresses`,
    sql`select address from automatic_mail`,
    sql`select address from delivery_reports`,
    sql`select key from muted where kind = 'address'`,
    sql`select address from confirmations`,
  ];
  const rows = await db.execute<{ address: string }>(sql`${sql.join([...places], sql` union `)}`);
  return rows.map(({ address }) => address);
}
