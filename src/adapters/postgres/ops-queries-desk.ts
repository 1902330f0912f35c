import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PromiseRow } from "../../ops/promise.ts";
import type { Severity } from "../../sla/event.ts";
import { HOUR, type Instant, iso, plus } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import {
  agents,
  contacts,
  customers,
  desk,
  policyVersions,
  type TICKET_STATUSES,
  targets,
  tickets,
} from "./schema.ts";

export type TicketStatus = (typeof TICKET_STATUSES)[number];
/** Statuses under which a ticket still wants something of somebody. */
export const OPEN_STATUSES: readonly TicketStatus[] = ["new", "in-progress", "waiting"];

export interface DeskFilter {
  readonly statuses: readonly TicketStatus[];
  readonly severity: Severity | null;
  /** An agent's id, `none` for nobody's tickets; null: everybody's. */
  readonly assignee: string | null;
}

/** Where a page of tickets ended: its last promise (null: it had none) and number. */
export interface DeskCursor {
  readonly promisedAt: Instant | null;
  readonly number: number;
}

export interface DeskRow {
  readonly number: number;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly severity: Severity;
  readonly plan: string;
  readonly policyVersion: string;
  readonly customer: string | null;
  readonly requester: string;
  readonly requesterAddress: string;
  readonly assignee: string | null;
  readonly lastMessageAt: Instant;
  readonly promise: (PromiseRow & { readonly calendar: string }) | null;
}

const openTarget = and(
  isNull(targets.endedAt),
  inArray(targets.state, ["running", "late"]),
  isNotNull(targets.promisedAt),
);

/** Tickets by promise: what is due first, then what has no promise running. One more than `limit` tells of a next page. */
export async function deskRows(
  db: Db,
  filter: DeskFilter,
  after: DeskCursor | null,
  limit: number,
): Promise<DeskRow[]> {
  const promise = db
    .select({
      kind: targets.kind,
      state: targets.state,
      promisedAt: targets.promisedAt,
      breachAt: targets.breachAt,
      calendar: targets.calendar,
    })
    .from(targets)
    .where(and(eq(targets.ticketId, tickets.id), openTarget))
    .orderBy(asc(targets.promisedAt))
    .limit(1)
    .as("promise");
  const key = sql`coalesce(${promise.promisedAt}, 'infinity'::timestamptz)`;
  const rows = await db
    .select({
      number: tickets.number,
      subject: tickets.subject,
      status: tickets.status,
      severity: tickets.severity,
      plan: tickets.plan,
      policyVersion: tickets.policyVersion,
      customer: customers.name,
      requester: contacts.name,
      requesterAddress: contacts.address,
      assignee: agents.name,
      lastMessageAt: tickets.lastMessageAt,
      promise: {
        kind: promise.kind,
        state: promise.state,
        promisedAt: promise.promisedAt,
        breachAt: promise.breachAt,
        calendar: promise.calendar,
      },
    })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(agents, eq(agents.id, tickets.assigneeId))
    .leftJoinLateral(promise, sql`true`)
    .where(and(where(filter), isNull(tickets.mergedInto), after === null ? undefined : beyond(key, after)))
    .orderBy(asc(key), asc(tickets.number))
    .limit(limit + 1);
  return rows.map((row) => ({ ...row, promise: row.promise?.kind ? row.promise : null }));
}

function where(filter: DeskFilter): SQL | undefined {
  return and(
    eq(tickets.practice, false),
    inArray(tickets.status, [...filter.statuses]),
    filter.severity === null ? undefined : eq(tickets.severity, filter.severity),
    filter.assignee === null
      ? undefined
      : filter.assignee === "none"
        ? isNull(tickets.assigneeId)
        : eq(tickets.assigneeId, filter.assignee),
  );
}

function beyond(key: SQL, after: DeskCursor): SQL {
  const at = after.promisedAt === null ? "infinity" : iso(after.promisedAt);
  return sql`(${key}, ${tickets.number}) > (${at}::timestamptz, ${after.number})`;
}

export interface DeskCounts {
  readonly byStatus: ReadonlyMap<TicketStatus, number>;
  /** Promises that can no longer be met. */
  readonly late: number;
  /** Promised times in the next twelve hours of promises that are not late, soonest first, 5,000 at most. */
  readonly due: readonly Instant[];
}

export async function deskCounts(db: Db, now: Instant): Promise<DeskCounts> {
  const lateNow = or(eq(targets.state, "late"), lt(targets.breachAt, now));
  const [byStatus, [late], due] = await Promise.all([
    db
      .select({ status: tickets.status, n: count() })
      .from(tickets)
      .where(and(inArray(tickets.status, [...OPEN_STATUSES, "resolved"]), isNull(tickets.mergedInto)))
      .groupBy(tickets.status),
    db.select({ n: count() }).from(targets).where(and(openTarget, lateNow)),
    db
      .select({ at: targets.promisedAt })
      .from(targets)
      .where(
        and(
          openTarget,
          gt(targets.promisedAt, now),
          lt(targets.promisedAt, plus(now, 12 * HOUR)),
          eq(targets.state, "running"),
        ),
      )
      .orderBy(asc(targets.promisedAt))
      .limit(5000),
  ]);
  return {
    byStatus: new Map(byStatus.map(({ status, n }) => [status, n])),
    late: late?.n ?? 0,
    due: due.flatMap(({ at }) => (at === null ? [] : [at])),
  };
}

/** Agents who may be chosen in a filter. */
export async function activeAgents(
  db: Db,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db
    .select({ id: agents.id, name: agents.name })
    .from(agents)
    .where(isNull(agents.removedAt))
    .orderBy(agents.name);
}

export interface DeskState {
  readonly shadow: boolean;
  readonly shadowBecause: string;
  readonly timeZone: string;
}

/** What every page says about the desk as a whole. A desk that was never set up is no desk: null. */
export async function deskState(db: Db): Promise<DeskState | null> {
  const [[row], [policy]] = await Promise.all([
    db.select({ shadow: desk.shadow, because: desk.shadowBecause }).from(desk).limit(1),
    db
      .select({
        zone: sql<
          string | null
        >`jsonb_path_query_first(${policyVersions.document}::jsonb, 'lax $.**.desk.timeZone') #>> '{}'`,
      })
      .from(policyVersions)
      .orderBy(desc(policyVersions.publishedAt))
      .limit(1),
  ]);
  if (row === undefined) return null;
  return { shadow: row.shadow, shadowBecause: row.because, timeZone: policy?.zone ?? "UTC" };
}
