import { type SQL, sql } from "drizzle-orm";
import {
  addMonths,
  boundsOfMonth,
  type Counts,
  type Grouped,
  type Month,
  monthsUntil,
  NO_COUNTS,
  type Report,
  type TargetCounts,
} from "../../ops/report.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { figuresByCustomer } from "./report-by-customer.ts";

export interface ReportScope {
  readonly month: Month;
  readonly timeZone: string;
  readonly customer: { readonly id: string; readonly name: string } | null;
}

interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * The figures of a month, of all customers or one. A ticket belongs to the month it was opened in. Tickets of practice,
 * merged ones, and those whose clocks were cancelled (spam, duplicates) are not counted.
 */
export async function reportOf(db: Db, scope: ReportScope): Promise<Report> {
  const { month, timeZone, customer } = scope;
  const span = boundsOfMonth(month, timeZone);
  const year = { ...span, from: boundsOfMonth(addMonths(month, -11), timeZone).from };
  const [groups, months, targets, ways, rungs] = await Promise.all([
    groupsOf(db, scope, span),
    monthsOf(db, scope, year),
    targetsOf(db, scope, span),
    waysOf(db, scope, span),
    rungsOf(db, scope, span),
  ]);
  const byCustomer = await figuresByCustomer(
    db,
    groups.filter(({ dimension }) => dimension === "customer"),
    { ...span, counted: counted(scope, span), only: customer?.id ?? null },
  );
  const grouped = (dimension: string): readonly Grouped[] =>
    groups.filter((row) => row.dimension === dimension).map(({ key, counts }) => ({ key, counts }));
  return {
    month,
    timeZone,
    customer: customer?.name ?? null,
    all: grouped("all")[0]?.counts ?? NO_COUNTS,
    by: {
      kind: grouped("kind"),
      service: grouped("service"),
      severity: grouped("severity").toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      customer: byCustomer,
    },
    targets,
    ways,
    rungs,
    minutesWorked: byCustomer.reduce((sum, { minutesWorked }) => sum + minutesWorked, 0),
    // Ledgers must be folded for it: `turnsOf` does, where somebody wants to see it.
    turns: null,
    months: monthsUntil(month).map(
      (key) => months.find((row) => row.key === key) ?? { key, counts: NO_COUNTS },
    ),
  };
}

/** Tickets that count, with what is known of each. */
function counted({ customer, timeZone }: ReportScope, { from, until }: Span): SQL {
  return sql`counted as materialized (
    select t.id, t.kind, t.service, t.severity, c.name as customer, coalesce(t.customer_id, r.customer_id) as customer_id,
      to_char(t.opened_at at time zone ${timeZone}, 'YYYY-MM') as month, f.state as first_state, f.breached_at
    from tickets t
    join contacts r on r.id = t.requester_id
    left join customers c on c.id = coalesce(t.customer_id, r.customer_id)
    left join targets f on f.ticket_id = t.id and f.kind = 'first-response' and f.instance = 0
    where t.opened_at >= ${iso(from)}::timestamptz and t.opened_at < ${iso(until)}::timestamptz
      and not t.practice and t.merged_into is null and coalesce(f.state, '') <> 'cancelled'
      ${customer === null ? sql`` : sql`and coalesce(t.customer_id, r.customer_id) = ${customer.id}`}
  )`;
}

/** One pass over the statuses of a ticket: was it ever resolved, and opened again after that. */
const STATUSES = sql`statuses as (
    select e.ticket_id, min(e.seq) filter (where e.data->>'to' = 'resolved') as resolved,
      max(e.seq) filter (where e.data->>'to' = 'open') as opened
    from events e join counted on counted.id = e.ticket_id where e.type = 'status' group by e.ticket_id
  )`;

const FACTS = sql`facts as (
    select counted.*, s.resolved is not null as was_resolved, coalesce(s.opened > s.resolved, false) as was_reopened,
      h.ticket_id is not null as handed, ratings.score
    from counted left join statuses s on s.ticket_id = counted.id
    left join (select distinct ticket_id from escalations where kind = 'handoff' and state <> 'cancelled') h
      on h.ticket_id = counted.id
    left join ratings on ratings.ticket_id = counted.id
  )`;

const COUNTS = sql`count(*)::int as opened,
  count(*) filter (where first_state = 'met')::int as "firstMet",
  count(*) filter (where first_state = 'late' or (first_state in ('running', 'paused') and breached_at is not null))::int as "firstLate",
  count(*) filter (where handed)::int as "handedOn", count(*) filter (where was_resolved)::int as resolved,
  count(*) filter (where was_reopened)::int as reopened, count(score)::int as ratings, avg(score)::float8 as satisfaction`;

type Row = Counts & {
  readonly dimension: string;
  readonly customerId: string | null;
  readonly key: string;
};

async function groupsOf(db: Db, scope: ReportScope, span: Span) {
  const rows = await db.execute<
    Row & Record<string, unknown>
  >(sql`with ${counted(scope, span)}, ${STATUSES}, ${FACTS}
    select case when grouping(kind) = 0 then 'kind' when grouping(service) = 0 then 'service'
        when grouping(severity) = 0 then 'severity' when grouping(customer_id) = 0 then 'customer' else 'all' end as dimension,
      case when grouping(customer_id) = 0 then customer_id end as "customerId",
      coalesce(case when grouping(customer_id) = 0 then max(customer) end, kind, service, severity, '') as key, ${COUNTS}
    from facts group by grouping sets ((), (kind), (service), (severity), (customer_id))
    order by opened desc, key`);
  return rows.map(({ dimension, customerId, key, ...counts }) => ({
    dimension,
    customerId,
    key,
    counts: countsOf(counts),
  }));
}

async function monthsOf(db: Db, scope: ReportScope, span: Span): Promise<readonly Grouped[]> {
  const rows = await db.execute<
    Row & Record<string, unknown>
  >(sql`with ${counted(scope, span)}, ${STATUSES}, ${FACTS}
    select month as key, ${COUNTS} from facts group by month`);
  return rows.map(({ key, ...counts }) => ({ key, counts: countsOf(counts) }));
}

function countsOf(row: Omit<Row, "dimension" | "customerId" | "key">): Counts {
  const { opened, firstMet, firstLate, handedOn, resolved, reopened, ratings, satisfaction } = row;
  return { opened, firstMet, firstLate, handedOn, resolved, reopened, ratings, satisfaction };
}

async function targetsOf(db: Db, scope: ReportScope, span: Span): Promise<readonly TargetCounts[]> {
  const ended = sql`(where x.state in ('met', 'late') and x.goal_ms is not null)`;
  const rows = await db.execute<TargetCounts & Record<string, unknown>>(sql`with ${counted(scope, span)}
    select x.kind, count(*) filter (where x.state = 'met')::int as met,
      count(*) filter (where x.state = 'late' or (x.state in ('running', 'paused') and x.breached_at is not null))::int as late,
      count(*) filter (where x.state in ('running', 'paused') and x.breached_at is null)::int as open,
      percentile_cont(0.5) within group (order by x.elapsed_ms) filter ${ended} as "medianMs",
      percentile_cont(0.9) within group (order by x.elapsed_ms) filter ${ended} as "p90Ms"
    from targets x join counted on counted.id = x.ticket_id
    where x.goal_ms is not null and x.state not in ('inactive', 'cancelled') group by x.kind`);
  const order = ["first-response", "next-response", "update", "resolution"];
  return rows
    .map(({ kind, met, late, open, medianMs, p90Ms }) => ({ kind, met, late, open, medianMs, p90Ms }))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

async function waysOf(db: Db, scope: ReportScope, span: Span): Promise<Report["ways"]> {
  const rows = await db.execute<{ way: string; handoffs: number }>(sql`with ${counted(scope, span)}
    select coalesce(x.vehicle, x."to") as way, count(*)::int as handoffs from escalations x
    join counted on counted.id = x.ticket_id where x.kind = 'handoff' and x.state <> 'cancelled'
    group by 1 order by handoffs desc, way limit 100`);
  return rows.map(({ way, handoffs }) => ({ way, handoffs }));
}

async function rungsOf(db: Db, scope: ReportScope, span: Span): Promise<Report["rungs"]> {
  const [row] = await db.execute<Report["rungs"] & Record<string, unknown>>(sql`with ${counted(scope, span)}
    select count(*) filter (where x.state = 'told' and x.rung <> 'asked')::int as told,
      count(x.acknowledged_at)::int as acknowledged, count(*) filter (where x.rung = 'asked')::int as "managerAsked"
    from escalations x join counted on counted.id = x.ticket_id where x.kind = 'rung'`);
  const { told = 0, acknowledged = 0, managerAsked = 0 } = row ?? {};
  return { told, acknowledged, managerAsked };
}
