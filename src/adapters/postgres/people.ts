import { and, eq, getTableColumns, isNull, type SQLWrapper, sql } from "drizzle-orm";
import type { DeskFacts } from "../../jobs/ports.ts";
import type { WhoIs } from "../../tickets/state.ts";
import type { RosterAgent } from "../../tickets/team/roster.ts";
import { fromMs, type Instant, iso } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { agentAbsences, agents, contacts, customerDomains, customers, desk } from "./schema.ts";

export async function loadDesk(db: Queryable): Promise<DeskFacts> {
  const [row] = await db.select().from(desk).limit(1);
  if (!row)
    throw new Fault("this database has no desk yet: start `answerable` once, or run its housekeeping");
  return row;
}

/** Agents that have not been removed, in the order of their names, with their absences that are not over at `at`. */
export async function activeAgents(db: Queryable, at: Instant): Promise<readonly RosterAgent[]> {
  const { startsAt, endsAt, agentId } = agentAbsences;
  const ms = (column: SQLWrapper) => sql`round(extract(epoch from ${column}) * 1000)::float8`;
  // Columns are named alone in a select from one table: here that would be the inner one's.
  const absences = sql<readonly [number, number][] | null>`(
    select json_agg(json_build_array(${ms(startsAt)}, ${ms(endsAt)}) order by ${startsAt})
    from ${agentAbsences} where ${agentId} = agents.id and ${endsAt} > ${iso(at)}::timestamptz)`;
  const rows = await db
    .select({ ...getTableColumns(agents), absences })
    .from(agents)
    .where(isNull(agents.removedAt))
    .orderBy(agents.name);
  return rows.map(({ absences, ...agent }) => ({
    ...agent,
    absences: (absences ?? []).map(([from, to]) => ({ from: fromMs(from), to: fromMs(to) })),
  }));
}

/** Exact address first, then a verified domain. Addresses are compared in lower case. */
export async function whoIs(db: Queryable, address: string): Promise<WhoIs> {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
  const [agent, contact, byDomain] = await Promise.all([
    db
      .select()
      .from(agents)
      .where(and(eq(agents.address, wanted), isNull(agents.removedAt))),
    db
      .select({ contact: contacts, customer: customers })
      .from(contacts)
      .leftJoin(customers, eq(customers.id, contacts.customerId))
      .where(eq(contacts.address, wanted)),
    db
      .select({ customer: customers })
      .from(customerDomains)
      .innerJoin(customers, eq(customers.id, customerDomains.customerId))
      .where(and(eq(customerDomains.domain, domain), sql`${customerDomains.verifiedAt} is not null`)),
  ]);
  return {
    agent: agent[0] ?? null,
    contact: contact[0]?.contact ?? null,
    customer: contact[0]?.customer ?? byDomain[0]?.customer ?? null,
  };
}
