import { and, asc, desc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { agents, customers, tickets, timeEntries } from "./schema.ts";

/** Half-open, practice left out; customer undefined: all of them, null: tickets that belong to none. */
export interface WorkedIn {
  readonly from: Instant;
  readonly to: Instant;
  readonly customerId?: string | null;
}

/** Whose time it is: the customer the ticket belongs to now, so that `#customer` also moves what was written before it. */
const whose = sql<string | null>`coalesce(${tickets.customerId}, ${timeEntries.customerId})`;

const within = ({ from, to, customerId }: WorkedIn) =>
  and(
    eq(tickets.practice, false),
    gte(timeEntries.at, from),
    lt(timeEntries.at, to),
    customerId === undefined ? undefined : customerId === null ? isNull(whose) : eq(whose, customerId),
  );

/** Minutes by customer, most first. Corrections are counted in. */
export function workedByCustomer(db: Queryable, period: WorkedIn) {
  const minutes = sql<number>`sum(${timeEntries.minutes})::int`;
  return db
    .select({
      customerId: whose,
      customer: customers.name,
      minutes,
      entries: sql<number>`count(*)::int`,
      tickets: sql<number>`count(distinct ${timeEntries.ticketId})::int`,
    })
    .from(timeEntries)
    .innerJoin(tickets, eq(tickets.id, timeEntries.ticketId))
    .leftJoin(customers, eq(customers.id, whose))
    .where(within(period))
    .groupBy(whose, customers.name)
    .orderBy(desc(minutes), asc(customers.name));
}

/** Each entry, oldest first. */
export function workedEntries(db: Queryable, period: WorkedIn) {
  return db
    .select({
      at: timeEntries.at,
      customer: customers.name,
      ticket: tickets.number,
      subject: tickets.subject,
      agent: agents.name,
      minutes: timeEntries.minutes,
      note: timeEntries.note,
    })
    .from(timeEntries)
    .innerJoin(tickets, eq(tickets.id, timeEntries.ticketId))
    .innerJoin(agents, eq(agents.id, timeEntries.agentId))
    .leftJoin(customers, eq(customers.id, whose))
    .where(within(period))
    .orderBy(asc(timeEntries.at), asc(timeEntries.id));
}
