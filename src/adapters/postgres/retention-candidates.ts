import { type SQL, sql } from "drizzle-orm";
import type { MailSource, Place, RetentionTx } from "../../jobs/run-retention.ts";
import { fromMs, type Instant, iso } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { SHORT_LIVED } from "./schema.ts";

/** `locks`: rows come locked, and those that somebody else holds are passed over. */
interface Asked {
  readonly before: Instant;
  readonly after: Place | null;
  readonly limit: number;
  readonly locks: boolean;
}

const ms = (column: SQL): SQL => sql`round(extract(epoch from ${column}) * 1000)::float8`;

/** A handoff of a ticket, or of one that was merged into it, that has not ended. */
const OPEN_HANDOFFS = sql`(select count(*)::int from escalations e where e.ticket_id = t.id and e.kind = 'handoff' and e.ended_at is null)`;

/** The ticket is held, or its customer is. */
const ON_HOLD = sql`exists (select 1 from retention_holds h where h.ticket_id = t.id or h.customer_id =
  coalesce(t.customer_id, (select c.customer_id from contacts c where c.id = t.requester_id)))`;

/** Behind the last one of the batch before, in the order of age. */
const behind = (at: SQL, id: SQL, after: Place | null): SQL =>
  after === null ? sql`` : sql`and (${at}, ${id}) > (${iso(after.at)}::timestamptz, ${after.id}::uuid)`;

type Raw = Readonly<Record<string, unknown>>;
const at = (value: unknown): Instant => fromMs(Number(value));
const atOrNull = (value: unknown): Instant | null => (value === null ? null : at(value));

/** Closed tickets with their content, the longest closed first. */
export async function ticketCandidates(
  db: Queryable,
  { before, after, limit, locks }: Asked,
): ReturnType<RetentionTx["tickets"]> {
  const rows = await db.execute<Raw>(sql`
    select t.id, ${ms(sql`t.closed_at`)} as closed,
      ${ms(sql`greatest(t.last_message_at, (select max(i.seen_at) from inbound_mail i where i.ticket_id = t.id))`)} as wrote,
      ${OPEN_HANDOFFS} as handoffs, ${ON_HOLD} as held,
      (select count(*)::int from outbound_mail o where o.ticket_id = t.id
        and (o.due_at is not null or o.state in ('held', 'ready', 'submitting', 'deferred', 'unsure'))) as unsettled,
      coalesce((select into_.deleted_at is null from tickets into_ where into_.id = t.merged_into), false) as merged
    from tickets t where t.closed_at is not null and t.deleted_at is null and t.status = 'closed'
      and t.closed_at <= ${iso(before)}::timestamptz ${behind(sql`t.closed_at`, sql`t.id`, after)}
    order by t.closed_at, t.id limit ${limit} ${locks ? sql`for update of t skip locked` : sql``}`);
  return rows.map((row) => ({
    place: { at: at(row["closed"]), id: String(row["id"]) },
    bytes: 0,
    closedAt: at(row["closed"]),
    lastMailAt: at(row["wrote"]),
    openHandoffs: Number(row["handoffs"]),
    unsettledMails: Number(row["unsettled"]),
    onHold: row["held"] === true,
    mergedIntoKept: row["merged"] === true,
  }));
}

const isMachines = sql`disposition in ('automatic', 'delivery-report')`;

const AMONG: Readonly<Record<MailSource, SQL>> = {
  machines: sql`${SHORT_LIVED} and ${isMachines}`,
  refused: sql`${SHORT_LIVED} and not coalesce(${isMachines}, false)`,
  all: sql`emptied_at is null and stored_at is not null and seen_at >= coalesce((select x.seen_at - interval '1 day'
    from inbound_mail x where x.id = (select r.mail from raw_chunks r order by r.mail limit 1)), 'infinity')`,
};

/**
 * Mails with bytes, oldest first. Of all mails only those are looked at that are younger than the oldest bytes there are:
 * the rows of mails that went long ago are never passed over again.
 */
export async function mailCandidates(
  db: Queryable,
  source: MailSource,
  { before, after, limit, locks }: Asked,
): ReturnType<RetentionTx["mails"]> {
  const among = AMONG[source];
  const rows = await db.execute<Raw>(sql`
    with m as materialized (
      select id, state, disposition, seen_at, size, ticket_id from inbound_mail
      where ${among} and seen_at <= ${iso(before)}::timestamptz ${behind(sql`seen_at`, sql`id`, after)}
      order by seen_at, id limit ${limit} ${locks ? sql`for update skip locked` : sql``})
    select m.id, m.state, m.disposition, ${ms(sql`m.seen_at`)} as seen, coalesce(m.size, 0) as bytes, t.id as ticket,
      ${ms(sql`case when t.status = 'closed' then t.closed_at end`)} as closed,
      case when t.id is null then 0 else ${OPEN_HANDOFFS} end as handoffs, t.id is not null and ${ON_HOLD} as held
    from m left join tickets t on t.id = m.ticket_id order by m.seen_at, m.id`);
  return rows.map((row) => ({
    place: { at: at(row["seen"]), id: String(row["id"]) },
    bytes: Number(row["bytes"]),
    state: row["state"] as "done",
    disposition: row["disposition"] as string | null,
    seenAt: at(row["seen"]),
    ticket:
      row["ticket"] === null
        ? null
        : {
            closedAt: atOrNull(row["closed"]),
            openHandoffs: Number(row["handoffs"]),
            onHold: row["held"] === true,
          },
  }));
}

/** Our own mails about no ticket that have ended: work lists, word of alarms, refusals. */
export function ownMailCandidates(db: Queryable, asked: Asked): Promise<readonly Place[]> {
  const ended = sql`ticket_id is null and due_at is null
    and state in ('accepted', 'cancelled', 'failed', 'bounced')`;
  return places(db, sql`outbound_mail`, sql`created_at`, ended, asked);
}

export function auditCandidates(db: Queryable, asked: Asked): Promise<readonly Place[]> {
  return places(db, sql`audit`, sql`at`, sql`true`, asked);
}

async function places(
  db: Queryable,
  table: SQL,
  column: SQL,
  which: SQL,
  { before, after, limit, locks }: Asked,
): Promise<readonly Place[]> {
  const rows = await db.execute<Raw>(sql`select id, ${ms(column)} as at from ${table}
    where ${which} and ${column} <= ${iso(before)}::timestamptz ${behind(column, sql`id`, after)}
    order by ${column}, id limit ${limit} ${locks ? sql`for update skip locked` : sql``}`);
  return rows.map((row) => ({ at: at(row["at"]), id: String(row["id"]) }));
}
