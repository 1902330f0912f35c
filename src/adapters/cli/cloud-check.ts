import { type CloudInstance, lesserHours } from "../../policy/cloud-hours.ts";
import type { Published } from "../../policy/published.ts";
import type { Db } from "../postgres/connect.ts";
import { customers } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";
import { ownProfiles } from "../system/profiles.ts";

const MOST_NAMED = 5;

/**
 * Customers whose cloud asks for support round the clock and whose plan promises less, in one line; null: none.
 *
 * @param at  the policy to be judged: in force, or about to be
 */
export async function lesserHoursIn(db: Db, published: Published): Promise<string | null> {
  const instances: readonly CloudInstance[] =
    ownProfiles().get(published.desk.profile)?.profile.cloud_instances ?? [];
  const rows = await db
    .select({ name: customers.name, cloud: customers.cloud, plan: customers.plan })
    .from(customers);
  const found = lesserHours(published, instances, rows, await now(db, { kind: "database" }));
  if (found.length === 0) return null;
  const named = found
    .slice(0, MOST_NAMED)
    .map(({ customer, cloud, plan }) => `${customer} (cloud ${cloud}, plan ${plan})`)
    .join(", ");
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : "";
  return `${named}${more}: their cloud requires support at every hour of the year, and severity A of their plan is promised in lesser hours`;
}
