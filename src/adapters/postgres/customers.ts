import { asc, eq, sql } from "drizzle-orm";
import type { DeskNames } from "../system/customers-contracts-fields.ts";
import { newId } from "../system/ids.ts";
import { ownProfiles } from "../system/profiles.ts";
import type { Db, Queryable } from "./connect.ts";
import { versionInForce } from "./policy-versions.ts";
import { audit, contacts, customerDomains, customers, tickets } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export interface ListedCustomer {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string | null;
  /** Null: the desk's default. */
  readonly plan: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly domains: readonly string[];
  readonly contacts: number;
  readonly open: number;
}

/** Customers by name; those that have the words in their name, tenant id, a domain or a contact's address. */
export async function listCustomers(
  db: Queryable,
  words = "",
  page: { readonly limit: number; readonly offset: number } = { limit: 100_000, offset: 0 },
): Promise<readonly ListedCustomer[]> {
  const like = `%${words
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")}%`;
  const id = sql`"customers"."id"`;
  const domains = db
    .select({
      all: sql`coalesce(array_agg(${customerDomains.domain} order by ${customerDomains.domain}), '{}')`,
    })
    .from(customerDomains)
    .where(sql`${customerDomains.customerId} = ${id} and ${customerDomains.verifiedAt} is not null`);
  const people = db
    .select({ n: sql`count(*)::int` })
    .from(contacts)
    .where(sql`${contacts.customerId} = ${id}`);
  const open = db
    .select({ n: sql`count(*)::int` })
    .from(tickets)
    .where(sql`${tickets.customerId} = ${id} and ${tickets.status} not in ('resolved', 'closed')`);
  return db
    .select({
      id: customers.id,
      name: customers.name,
      tenantId: customers.tenantId,
      plan: customers.plan,
      language: customers.language,
      timeZone: customers.timeZone,
      domains: sql<string[]>`(${domains})`,
      contacts: sql<number>`(${people})`,
      open: sql<number>`(${open})`,
    })
    .from(customers)
    .where(
      words.trim() === ""
        ? undefined
        : sql`(lower(${customers.name}) like ${like} or ${customers.tenantId} like ${like}
            or exists (select from customer_domains d where d.customer_id = ${id} and d.domain like ${like})
            or exists (select from contacts c where c.customer_id = ${id} and c.address like ${like}))`,
    )
    .orderBy(asc(sql`lower(${customers.name})`), asc(customers.id))
    .limit(page.limit)
    .offset(page.offset);
}

/** A customer's people, by name. */
export function contactsOfCustomer(db: Queryable, customerId: string, limit = 1000) {
  return db
    .select({ name: contacts.name, address: contacts.address })
    .from(contacts)
    .where(eq(contacts.customerId, customerId))
    .orderBy(asc(contacts.name), asc(contacts.address))
    .limit(limit);
}

/** Plans of the policy that is in force; null: no policy was published yet. */
export async function plansInForce(db: Queryable, clock: Clock): Promise<readonly string[] | null> {
  return (await namesInForce(db, clock))?.plans ?? null;
}

/** What the version in force calls plans, services, cloud instances and partners; null: there is none yet. */
export async function namesInForce(
  db: Queryable,
  clock: Clock,
): Promise<(DeskNames & { readonly plans: readonly string[] }) | null> {
  const published = await versionInForce(db, await now(db, clock));
  if (published === null) return null;
  const profile = ownProfiles().get(published.desk.profile)?.profile;
  return {
    plans: Object.keys(published.policy.plans),
    services: profile?.services.map(({ id }) => id) ?? [],
    clouds: profile?.cloud_instances.map(({ id }) => id) ?? [],
    partners: Object.keys(published.desk.partners),
  };
}

/** Changes what is known of a customer, with who said so. */
export async function setCustomer(
  db: Db,
  id: string,
  set: { readonly plan?: string; readonly language?: string; readonly timeZone?: string },
  by: { readonly actor: string; readonly clock: Clock },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(customers).set(set).where(eq(customers.id, id));
    const at = await now(tx, by.clock);
    const detail = { customer: id, ...set };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "customer-changed", detail });
  });
}

/** A contact by their address, with what was set and what was learnt; null: nobody has it. */
export async function findContact(db: Queryable, address: string) {
  const [row] = await db
    .select({
      id: contacts.id,
      address: contacts.address,
      name: contacts.name,
      customer: customers.name,
      language: contacts.language,
      learntLanguage: contacts.learntLanguage,
      timeZone: contacts.timeZone,
      learntTimeZone: contacts.learntTimeZone,
    })
    .from(contacts)
    .leftJoin(customers, eq(customers.id, contacts.customerId))
    .where(eq(contacts.address, address.toLowerCase()));
  return row ?? null;
}

/** Sets what somebody says of a contact, with who said so; null: it is learnt again. */
export async function setContact(
  db: Db,
  id: string,
  set: { readonly language?: string | null; readonly timeZone?: string | null },
  by: { readonly actor: string; readonly clock: Clock },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(contacts).set(set).where(eq(contacts.id, id));
    const at = await now(tx, by.clock);
    const detail = { contact: id, ...set };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "contact-changed", detail });
  });
}
