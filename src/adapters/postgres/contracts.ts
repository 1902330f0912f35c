import { and, asc, desc, eq, notInArray, sql } from "drizzle-orm";
import type { Partner } from "../../escalation/issue.ts";
import type { SupportContact } from "../../escalation/records.ts";
import type { Instant } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import {
  audit,
  customers,
  events,
  partnerModels,
  subscriptions,
  supportContacts,
  tickets,
} from "./schema.ts";
import { type Clock, now } from "./transact.ts";

interface By {
  readonly actor: string;
  readonly clock: Clock;
}

export type SubscriptionRow = typeof subscriptions.$inferSelect;

/** What a customer has through us, by name. */
export function listSubscriptions(db: Queryable, customerId: string): Promise<readonly SubscriptionRow[]> {
  return db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.customerId, customerId))
    .orderBy(asc(subscriptions.name), asc(subscriptions.id));
}

/** Writes a subscription down. False: the customer has one with that reference. */
export function addSubscription(db: Db, row: Omit<SubscriptionRow, "id">, by: By): Promise<boolean> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    const id = newId();
    const added = await tx
      .insert(subscriptions)
      .values({ ...row, id })
      .onConflictDoNothing()
      .returning({ id: subscriptions.id });
    if (added.length === 0) return false;
    const detail = { customer: row.customerId, subscription: id, service: row.service };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "subscription-added", detail });
    return true;
  });
}

export function endSubscription(db: Db, id: string, endsAt: Instant, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.update(subscriptions).set({ endsAt }).where(eq(subscriptions.id, id));
    const detail = { subscription: id };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "subscription-ended", detail });
  });
}

export function setCommerce(db: Db, id: string, commerce: "new" | "legacy", by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.update(subscriptions).set({ commerce }).where(eq(subscriptions.id, id));
    const detail = { subscription: id, commerce };
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor: by.actor, action: "subscription-changed", detail });
  });
}

/** Writes down who answers for a subscription's support from a day on; another word about the same day replaces it. */
export function setSupportContact(db: Db, contact: SupportContact, by: By): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    const { partner, validTo } = contact;
    await tx
      .insert(supportContacts)
      .values({ ...contact, id: newId(), createdAt: at })
      .onConflictDoUpdate({
        target: [supportContacts.subscriptionId, supportContacts.validFrom, supportContacts.source],
        set: { partner, validTo, createdAt: at },
      });
    const { subscriptionId: subscription, ...detail } = contact;
    await tx.insert(audit).values({
      id: newId(),
      at,
      actor: by.actor,
      action: "support-contact-set",
      detail: { subscription, ...detail },
    });
  });
}

export type ModelRow = typeof partnerModels.$inferSelect;

/** How we stand to the vendor for a customer, the latest start first. */
export function listModels(db: Queryable, customerId: string): Promise<readonly ModelRow[]> {
  return db
    .select()
    .from(partnerModels)
    .where(eq(partnerModels.customerId, customerId))
    .orderBy(desc(partnerModels.validFrom), asc(partnerModels.id));
}

export interface NewModel {
  readonly customerId: string;
  readonly subscriptionId: string | null;
  readonly model: Partner;
  readonly provider: string | null;
  readonly validFrom: string;
}

/**
 * Writes down how we stand to the vendor from a day on.
 *
 * @param kept  the model that open tickets of the customer keep; null: they move to the new one when it is in force
 * @returns how many tickets keep it
 */
export function setModel(
  db: Db,
  row: NewModel,
  kept: { readonly model: Partner; readonly provider: string | null } | null,
  by: By,
): Promise<number> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.insert(partnerModels).values({ ...row, id: newId() });
    const open =
      kept === null
        ? []
        : await tx
            .select({ id: tickets.id })
            .from(tickets)
            .where(
              and(eq(tickets.customerId, row.customerId), notInArray(tickets.status, ["resolved", "closed"])),
            )
            .orderBy(asc(tickets.id))
            .for("update");
    for (const { id } of open) {
      const [last] = await tx
        .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)::int` })
        .from(events)
        .where(eq(events.ticketId, id));
      await tx.insert(events).values({
        ticketId: id,
        seq: last!.seq + 1,
        at,
        recordedAt: at,
        type: "partner_model_kept",
        actor: "operator",
        agentId: null,
        because: "the partner model changed; open tickets keep theirs",
        data: { ...kept },
      });
    }
    const { customerId, subscriptionId, model, validFrom } = row;
    const detail = {
      customer: customerId,
      subscription: subscriptionId,
      model,
      validFrom,
      kept: open.length,
    };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "partner-model-set", detail });
    return open.length;
  });
}

export type AccessRow = Pick<typeof customers.$inferSelect, "cloud" | "access" | "accessUntil">;

export async function accessOf(db: Queryable, customerId: string): Promise<AccessRow> {
  const { cloud, access, accessUntil } = customers;
  const [row] = await db
    .select({ cloud, access, accessUntil })
    .from(customers)
    .where(eq(customers.id, customerId));
  return row!;
}

/** Changes what is known of our access to a customer's tenant, and of the tenant itself. */
export function setAccess(
  db: Db,
  customerId: string,
  set: Partial<AccessRow & { readonly tenantId: string }>,
  by: By,
): Promise<void> {
  return db.transaction(async (tx) => {
    const at = await now(tx, by.clock);
    await tx.update(customers).set(set).where(eq(customers.id, customerId));
    const detail = { customer: customerId, changed: Object.keys(set) };
    await tx.insert(audit).values({ id: newId(), at, actor: by.actor, action: "access-changed", detail });
  });
}
