import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { FileMark } from "../../escalation/files.ts";
import type { EscalationRecords, Override } from "../../escalation/records.ts";
import type { Decision } from "../../tickets/decision.ts";
import type { Queryable } from "./connect.ts";
import {
  customers,
  debits,
  diagnoses,
  entitlements,
  partnerModels,
  subscriptions,
  supportContacts,
} from "./schema.ts";

/** Units that are left of an entitlement: what it has, less what was taken and not given back. Null: not counted. */
export const unitsLeft = sql<number | null>`("entitlements"."units" - coalesce((select sum(d.units)
  from ${debits} d where d.entitlement_id = "entitlements"."id" and d.refunded_at is null), 0))::int`;

/** What is written down for escalating a ticket. Entitlements are locked; their contract ids are not read. */
export async function loadEscalationRecords(
  db: Queryable,
  ticketId: string,
  customerId: string | null,
): Promise<EscalationRecords> {
  // First the lock, then the sums: what another transaction took meanwhile is counted.
  const held = await db
    .select({ id: entitlements.id })
    .from(entitlements)
    .where(isNull(entitlements.removedAt))
    .orderBy(asc(entitlements.id))
    .for("update");
  const ofCustomer = <T>(rows: () => PromiseLike<T[]>): PromiseLike<T[]> =>
    customerId === null ? Promise.resolve([]) : rows();
  const [rights, tenancies, subs, models, contacts, diagnosisRows] = await Promise.all([
    held.length === 0
      ? []
      : db
          .select({
            id: entitlements.id,
            vehicle: entitlements.vehicle,
            name: entitlements.name,
            validFrom: entitlements.validFrom,
            validTo: entitlements.validTo,
            services: entitlements.services,
            unitsLeft,
          })
          .from(entitlements)
          .where(isNull(entitlements.removedAt))
          .orderBy(asc(entitlements.validTo), asc(entitlements.id)),
    ofCustomer(() =>
      db
        .select({
          tenantId: customers.tenantId,
          cloud: customers.cloud,
          access: customers.access,
          accessUntil: customers.accessUntil,
        })
        .from(customers)
        .where(eq(customers.id, customerId!)),
    ),
    ofCustomer(() =>
      db
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.customerId, customerId!))
        .orderBy(asc(subscriptions.name), asc(subscriptions.id)),
    ),
    ofCustomer(() => db.select().from(partnerModels).where(eq(partnerModels.customerId, customerId!))),
    ofCustomer(() => supportContactsOf(db, customerId!)),
    db.select().from(diagnoses).where(eq(diagnoses.ticketId, ticketId)),
  ]);
  const diagnosis = diagnosisRows[0];
  return {
    tenancy: tenancies[0] ?? null,
    subscriptions: subs,
    models,
    supportContacts: contacts,
    diagnosis: diagnosis
      ? {
          ...diagnosis,
          overrides: diagnosis.overrides as unknown as readonly Override[],
          files: diagnosis.files as unknown as readonly FileMark[],
        }
      : null,
    entitlements: rights,
  };
}

/** The support contacts of a customer's subscriptions, the latest start first. */
export async function supportContactsOf(db: Queryable, customerId: string) {
  const found = await db
    .select({ contact: supportContacts })
    .from(supportContacts)
    .innerJoin(subscriptions, eq(subscriptions.id, supportContacts.subscriptionId))
    .where(eq(subscriptions.customerId, customerId))
    .orderBy(desc(supportContacts.validFrom), asc(supportContacts.id));
  return found.map(({ contact }) => contact);
}

/** A diagnosis as it stands now, units taken, and units given back. */
export function saveEscalation(db: Queryable, decision: Decision): readonly PromiseLike<unknown>[] {
  const { diagnosis, debits: taken, refunds = [], retaken = [] } = decision;
  return [
    ...(diagnosis ? [saveDiagnosis(db, diagnosis)] : []),
    ...(taken?.length
      ? [
          db
            .insert(debits)
            .values([...taken])
            .onConflictDoNothing(),
        ]
      : []),
    ...refunds.map(({ escalationId, because, at }) =>
      db
        .update(debits)
        .set({ refundedAt: at, refundedBecause: because })
        .where(and(eq(debits.escalationId, escalationId), isNull(debits.refundedAt))),
    ),
    ...retaken.map((escalationId) =>
      db
        .update(debits)
        .set({ refundedAt: null, refundedBecause: null })
        .where(eq(debits.escalationId, escalationId)),
    ),
  ];
}

function saveDiagnosis(db: Queryable, { ticketId, ...row }: NonNullable<Decision["diagnosis"]>) {
  const set = { ...row, overrides: row.overrides as never, files: row.files as never };
  return db
    .insert(diagnoses)
    .values({ ticketId, ...set })
    .onConflictDoUpdate({ target: diagnoses.ticketId, set });
}
