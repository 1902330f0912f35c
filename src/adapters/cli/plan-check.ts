import { lte } from "drizzle-orm";
import { plansLacking } from "../../escalation/plan-lacking.ts";
import type { DeskFile } from "../../policy/desk-schema.ts";
import { iso } from "../../values/instant.ts";
import type { Db } from "../postgres/connect.ts";
import { listEntitlements } from "../postgres/entitlements.ts";
import { customers, partnerModels } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { ownProfiles } from "../system/profiles.ts";

/** That a partner bills directly and holds no plan, as two halves of a sentence; null: it need not, or does. */
export async function planLackingIn(
  db: Db,
  desk: Pick<DeskFile, "profile" | "upstream">,
): Promise<{ readonly read: string; readonly expected: string } | null> {
  const profile = ownProfiles().get(desk.profile)?.profile;
  if (profile === undefined) return null;
  const today = iso(await now(db, { kind: "database" })).slice(0, 10);
  const [held, models, named] = await Promise.all([
    listEntitlements(db),
    db.select().from(partnerModels).where(lte(partnerModels.validFrom, today)),
    db.select({ id: customers.id, name: customers.name }).from(customers),
  ]);
  const direct = inForce(models).filter(({ model }) => model === "direct_bill");
  const all = [desk.upstream.model, ...direct.map(({ model }) => model)];
  const plans = plansLacking(all, held, profile, today);
  if (plans.length === 0) return null;
  const whose = named.find(({ id }) => id === direct[0]?.customerId)?.name ?? "a customer";
  const says =
    desk.upstream.model === "direct_bill" ? "desk.yaml says direct_bill" : `${whose} is billed directly`;
  return {
    read: `${says}, and no plan is active`,
    expected: `such a partner has to hold one of ${plans.join(", ")}`,
  };
}

/** Of each customer or subscription the newest that has begun. */
function inForce(models: readonly (typeof partnerModels.$inferSelect)[]) {
  const newest = new Map<string, (typeof models)[number]>();
  for (const model of models.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)))
    newest.set(`${model.customerId} ${model.subscriptionId ?? ""}`, model);
  return [...newest.values()];
}
