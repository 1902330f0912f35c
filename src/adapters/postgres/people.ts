import { and, eq, isNull, sql } from "drizzle-orm";
import type { DeskFacts } from "../../jobs/ports.ts";
import type { AgentRow } from "../../tickets/rows.ts";
import type { WhoIs } from "../../tickets/state.ts";
import { Fault } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { agents, contacts, customerDomains, customers, desk } from "./schema.ts";

export async function loadDesk(db: Queryable): Promise<DeskFacts> {
  const [row] = await db.select().from(desk).limit(1);
  if (!row)
    throw new Fault("this database has no desk yet: start `answerable` once, or run its housekeeping");
  return row;
}

/** Agents that have not been removed, in the order of their names. */
export async function activeAgents(db: Queryable): Promise<readonly AgentRow[]> {
  return db.select().from(agents).where(isNull(agents.removedAt)).orderBy(agents.name);
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
