import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { WatchedEntitlement } from "../../ops/entitlement-watch.ts";
import { fromMs, type Instant, iso } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { unitsLeft } from "./escalation-records.ts";
import { audit, debits, entitlements, escalations, tickets } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** An entitlement as lists show it: never with its ids, only whether there are any. */
export interface ListedEntitlement {
  readonly id: string;
  readonly vehicle: string;
  readonly name: string;
  readonly grant: string | null;
  readonly validFrom: string;
  /** The last day; null: without end. */
  readonly validTo: string | null;
  readonly units: number | null;
  readonly unitsLeft: number | null;
  readonly services: readonly string[];
  readonly hasIds: boolean;
}

/** The ledger's entitlements, those that end first first. */
export function listEntitlements(db: Queryable): Promise<readonly ListedEntitlement[]> {
  return db
    .select({
      id: entitlements.id,
      vehicle: entitlements.vehicle,
      name: entitlements.name,
      grant: entitlements.grant,
      validFrom: entitlements.validFrom,
      validTo: entitlements.validTo,
      units: entitlements.units,
      unitsLeft,
      services: entitlements.services,
      hasIds: sql<boolean>`${entitlements.contractId} is not null or ${entitlements.accessId} is not null`,
    })
    .from(entitlements)
    .where(isNull(entitlements.removedAt))
    .orderBy(asc(entitlements.validTo), asc(entitlements.name), asc(entitlements.id));
}

/** What alarms ask about: those in force at `at`, by vehicle and the end of their id. */
export async function watchedEntitlements(
  db: Queryable,
  at: Instant,
): Promise<readonly WatchedEntitlement[]> {
  const today = iso(at).slice(0, 10);
  const all = await listEntitlements(db);
  return all
    .filter(({ validFrom, validTo }) => validFrom <= today && today <= (validTo ?? "9999-12-31"))
    .map(({ id, vehicle, validTo, units, unitsLeft: left }) => ({
      subject: `${vehicle} ${id.slice(-12)}`,
      endsAt: validTo === null ? null : fromMs(Date.parse(`${validTo}T24:00:00Z`)),
      units,
      left,
    }));
}

interface By {
  readonly actor: string;
  readonly clock: Clock;
}

export interface NewEntitlement extends Omit<ListedEntitlement, "unitsLeft" | "hasIds"> {
  readonly contractId: Uint8Array | null;
  readonly accessId: Uint8Array | null;
}

export function addEntitlement(db: Db, row: NewEntitlement, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.insert(entitlements).values({ ...row, services: [...row.services], createdAt: at });
    const { id, vehicle, validFrom, validTo, units } = row;
    const detail = { id, vehicle, validFrom, validTo, units };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "entitlement-added", detail });
  });
}

/** Lets an entitlement end with a day; what was decided by it before stays. */
export function endEntitlement(db: Db, id: string, validTo: string, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.update(entitlements).set({ validTo }).where(eq(entitlements.id, id));
    const detail = { id, validTo };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "entitlement-ended", detail });
  });
}

/** Its sealed ids, with who looked; null: there is no such entitlement. */
export function revealIds(db: Db, id: string, by: By) {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    const [row] = await tx
      .select({ contractId: entitlements.contractId, accessId: entitlements.accessId })
      .from(entitlements)
      .where(eq(entitlements.id, id));
    if (row === undefined) return null;
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: by.actor, action: "entitlement-revealed", detail: { id } });
    return row;
  });
}

export function writeIds(
  db: Db,
  id: string,
  ids: { readonly contractId: Uint8Array | null; readonly accessId: Uint8Array | null },
  by: By,
): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.update(entitlements).set(ids).where(eq(entitlements.id, id));
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: by.actor, action: "entitlement-ids-written", detail: { id } });
  });
}

export interface ListedDebit {
  readonly id: string;
  readonly entitlement: string;
  readonly vehicle: string;
  /** The ticket's number. */
  readonly ticket: number;
  readonly units: number;
  readonly at: Instant;
  readonly refundedAt: Instant | null;
  readonly refundedBecause: string | null;
}

/** Units taken, the newest first; of one ticket if named. */
export function listDebits(db: Queryable, ticket?: number): Promise<readonly ListedDebit[]> {
  return db
    .select({
      id: debits.id,
      entitlement: entitlements.name,
      vehicle: entitlements.vehicle,
      ticket: tickets.number,
      units: debits.units,
      at: debits.at,
      refundedAt: debits.refundedAt,
      refundedBecause: debits.refundedBecause,
    })
    .from(debits)
    .innerJoin(entitlements, eq(entitlements.id, debits.entitlementId))
    .innerJoin(escalations, eq(escalations.id, debits.escalationId))
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .where(ticket === undefined ? undefined : eq(tickets.number, ticket))
    .orderBy(desc(debits.at), desc(debits.id))
    .limit(10_000);
}

/** Gives a unit back, once. False: it was given back already. */
export function refundDebit(db: Db, id: string, because: string, by: By): Promise<boolean> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    const given = await tx
      .update(debits)
      .set({ refundedAt: at, refundedBecause: because })
      .where(and(eq(debits.id, id), isNull(debits.refundedAt)))
      .returning({ id: debits.id });
    if (given.length === 0) return false;
    const detail = { debit: id, because };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "unit-refunded", detail });
    return true;
  });
}
