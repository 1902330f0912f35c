import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Problem } from "../../policy/problem.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { CustomerEntry } from "../system/customers-fields.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { bringContracts } from "./import-contracts.ts";
import { audit, contacts, customerDomains, customers } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

const ROWS_A_TRANSACTION = 250;

export interface ImportOrder {
  /** As it is named in problems. */
  readonly file: string;
  readonly actor: string;
  readonly clock: Clock;
  /** Everything is tried and nothing is kept. */
  readonly dryRun: boolean;
  readonly onRows?: (count: number) => void;
}

export interface Imported {
  readonly line: number;
  readonly name: string;
  readonly kind: "new" | "changed" | "same";
  /** What is new or other, in words: `plan premium`, `domain fabrikam.example`. */
  readonly what: readonly string[];
}

export interface ImportResult {
  readonly rows: readonly Imported[];
  readonly problems: readonly Problem[];
}

type CustomerRow = typeof customers.$inferSelect;
type Outcome = { readonly imported: Imported } | { readonly problem: Problem };

/** Thrown to take a trial back. */
class TakenBack extends Error {}

/**
 * Brings customers in, or brings those that are known up to date: found by tenant id, else by domain, else by name.
 * What a row leaves out is kept. The same file twice changes nothing. Domains given here count as verified: the
 * operator, or the vendor's list, says whose they are.
 */
export async function importCustomers(
  db: Db,
  entries: readonly CustomerEntry[],
  order: ImportOrder,
): Promise<ImportResult> {
  const outcomes: Outcome[] = [];
  const brought = async (tx: Queryable, rows: readonly CustomerEntry[]): Promise<void> => {
    // Two imports take turns; the desk's own work on customers is not held up.
    await tx.execute(sql`lock table customers in share row exclusive mode`);
    const at = await now(tx, order.clock);
    const of: Outcome[] = [];
    for (const entry of rows) of.push(await bringIn(tx, entry, at, order.file));
    outcomes.push(...of);
    const changed = of.flatMap((one) => ("imported" in one && one.imported.kind !== "same" ? [one] : []));
    order.onRows?.(rows.length);
    if (order.dryRun || changed.length === 0) return;
    const detail = { file: order.file, customers: changed.length };
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: order.actor, action: "customers-imported", detail });
  };
  if (order.dryRun) {
    await db
      .transaction(async (tx) => {
        await brought(tx, entries);
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
  } else {
    for (let n = 0; n < entries.length; n += ROWS_A_TRANSACTION) {
      await db.transaction((tx) => brought(tx, entries.slice(n, n + ROWS_A_TRANSACTION)));
    }
  }
  return {
    rows: outcomes.flatMap((one) => ("imported" in one ? [one.imported] : [])),
    problems: outcomes.flatMap((one) => ("problem" in one ? [one.problem] : [])),
  };
}

async function bringIn(db: Queryable, entry: CustomerEntry, at: Instant, file: string): Promise<Outcome> {
  const refused = (path: string, read: string, expected: string): Outcome => ({
    problem: { file, line: entry.line, column: 1, path, read: JSON.stringify(read), expected },
  });
  const found = await findKnown(db, entry);
  if ("expected" in found) return refused(found.path, found.read, found.expected);
  const { known, domains } = found;
  const people = await contactsOf(db, entry);
  const elsewhere = people.find(({ customerId }) => customerId !== null && customerId !== known?.id);
  if (elsewhere) return refused("contacts", elsewhere.address, "an address that is not another customer's");

  const given = {
    name: entry.name,
    ...(entry.tenantId === null ? {} : { tenantId: entry.tenantId }),
    ...(entry.plan === null ? {} : { plan: entry.plan }),
    ...(entry.language === null ? {} : { language: entry.language }),
    ...(entry.timeZone === null ? {} : { timeZone: entry.timeZone }),
    ...entry.tenancy,
  };
  const id = known?.id ?? newId();
  const other = Object.entries(given).filter(([key, value]) => known?.[key as "name"] !== value);
  if (known === null) await db.insert(customers).values({ ...given, id, createdAt: at });
  else if (other.length > 0) await db.update(customers).set(given).where(eq(customers.id, id));
  const newDomains = entry.domains.filter((domain) => !domains.has(domain));
  if (newDomains.length > 0) {
    await db
      .insert(customerDomains)
      .values(newDomains.map((domain) => ({ domain, customerId: id, verifiedAt: at })))
      .onConflictDoUpdate({ target: customerDomains.domain, set: { customerId: id, verifiedAt: at } });
  }
  const belonging = new Set(people.flatMap(({ address, customerId }) => (customerId ? [address] : [])));
  const joining = entry.contacts.filter(({ address }) => !belonging.has(address));
  if (joining.length > 0) {
    await db
      .insert(contacts)
      .values(joining.map((person) => ({ ...person, id: newId(), customerId: id, createdAt: at })))
      .onConflictDoUpdate({ target: contacts.address, set: { customerId: id } });
  }
  const what = [
    ...(known === null
      ? []
      : other.map(
          ([key, value]) => `${WORDS[key] ?? key} ${typeof value === "number" ? iso(value) : value}`,
        )),
    ...newDomains.map((domain) => `domain ${domain}`),
    ...joining.map(({ address }) => `contact ${address}`),
    ...(await bringContracts(db, id, entry, at)),
  ];
  const kind = known === null ? "new" : what.length > 0 ? "changed" : "same";
  return { imported: { line: entry.line, name: entry.name, kind, what } };
}

const WORDS: Readonly<Record<string, string>> = {
  tenantId: "tenant id",
  timeZone: "time zone",
  accessUntil: "access until",
};

interface Conflict {
  readonly path: string;
  readonly read: string;
  readonly expected: string;
}
type Known = { readonly known: CustomerRow | null; readonly domains: ReadonlySet<string> };

/** The customer a row means, and which of its domains are theirs already; or why it can be no one customer. */
async function findKnown(db: Queryable, entry: CustomerEntry): Promise<Known | Conflict> {
  const { tenantId, name } = entry;
  const byDomain = await db
    .select({ domain: customerDomains.domain, verifiedAt: customerDomains.verifiedAt, customer: customers })
    .from(customerDomains)
    .innerJoin(customers, eq(customers.id, customerDomains.customerId))
    .where(inArray(customerDomains.domain, [...entry.domains]));
  const verified = byDomain.filter(({ verifiedAt }) => verifiedAt !== null);
  const [byTenant] =
    tenantId === null ? [] : await db.select().from(customers).where(eq(customers.tenantId, tenantId));
  const owner = byTenant ?? verified[0]?.customer;
  const strange = verified.find(({ customer }) => customer.id !== owner?.id);
  if (strange) {
    return { path: "domain", read: strange.domain, expected: `not ${strange.customer.name}'s domain` };
  }
  if (owner && tenantId !== null && owner.tenantId !== null && owner.tenantId !== tenantId) {
    const expected = `the tenant id of ${owner.name}, whose domain this is: ${owner.tenantId}`;
    return { path: "tenant id", read: tenantId, expected };
  }
  const domains = new Set(verified.map(({ domain }) => domain));
  if (owner) return { known: owner, domains };
  const named = await db
    .select()
    .from(customers)
    .where(
      and(
        sql`lower(${customers.name}) = ${name.toLowerCase()}`,
        tenantId === null
          ? undefined
          : or(eq(customers.tenantId, tenantId), sql`${customers.tenantId} is null`),
      ),
    )
    .limit(2);
  if (named.length > 1) {
    return {
      path: "company name",
      read: name,
      expected: "one customer of that name; add a tenant id or domain",
    };
  }
  return { known: named[0] ?? null, domains };
}

async function contactsOf(db: Queryable, { contacts: given }: CustomerEntry) {
  if (given.length === 0) return [];
  const addresses = given.map(({ address }) => address);
  return db.select().from(contacts).where(inArray(contacts.address, addresses));
}
