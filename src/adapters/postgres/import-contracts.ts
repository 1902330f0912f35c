import { and, desc, eq, isNull, lte } from "drizzle-orm";
import { type Instant, iso } from "../../values/instant.ts";
import type { ModelEntry, SubscriptionEntry } from "../system/customers-contracts-fields.ts";
import { newId } from "../system/ids.ts";
import type { Queryable } from "./connect.ts";
import { partnerModels, subscriptions } from "./schema.ts";

interface Contracts {
  readonly subscriptions: readonly SubscriptionEntry[];
  readonly model: ModelEntry | null;
}

/**
 * Writes down what a row says of a customer's subscriptions and partner model. A subscription is known by its id, else by name and
 * service; what the row leaves out is kept, and none ends because it is not named. The same twice changes nothing.
 *
 * @returns what is new or other, in words
 */
export async function bringContracts(
  db: Queryable,
  customerId: string,
  { subscriptions: given, model }: Contracts,
  at: Instant,
): Promise<readonly string[]> {
  const words: string[] = [];
  if (given.length > 0) {
    const known = await db.select().from(subscriptions).where(eq(subscriptions.customerId, customerId));
    for (const one of given) words.push(...(await bringOne(db, customerId, one, known)));
  }
  return model === null ? words : [...words, ...(await bringModel(db, customerId, model, at))];
}

async function bringOne(
  db: Queryable,
  customerId: string,
  { service, name, ...rest }: SubscriptionEntry,
  known: readonly (typeof subscriptions.$inferSelect)[],
): Promise<readonly string[]> {
  const named = (one: (typeof known)[number]): boolean =>
    one.service === service && one.name.toLowerCase() === name.toLowerCase();
  const { reference } = rest;
  const found =
    known.find((one) => reference !== null && one.reference?.toLowerCase() === reference.toLowerCase()) ??
    known.find((one) => named(one) && (reference === null || one.reference === null));
  const set = Object.fromEntries(
    Object.entries({ service, name, ...rest }).filter(([, value]) => value !== null),
  );
  if (found === undefined) {
    await db.insert(subscriptions).values({ id: newId(), customerId, service, name, ...rest });
    return [`subscription ${name} (${service})`];
  }
  const other = Object.keys(set).filter((key) => found[key as "name"] !== set[key]);
  if (other.length === 0) return [];
  await db.update(subscriptions).set(set).where(eq(subscriptions.id, found.id));
  return [`subscription ${name}: ${other.map((key) => `${WORDS[key] ?? key} ${said(set[key])}`).join(", ")}`];
}

const WORDS: Readonly<Record<string, string>> = {
  reference: "id",
  boughtAt: "bought",
  renewedAt: "renewed",
  endsAt: "ends before",
};

/** For the customer as a whole; open tickets move to it when it is in force. */
async function bringModel(
  db: Queryable,
  customerId: string,
  { model, provider, validFrom }: ModelEntry,
  at: Instant,
): Promise<readonly string[]> {
  const from = validFrom ?? iso(at).slice(0, 10);
  const whole = and(eq(partnerModels.customerId, customerId), isNull(partnerModels.subscriptionId));
  const [current] = await db
    .select()
    .from(partnerModels)
    .where(and(whole, lte(partnerModels.validFrom, from)))
    .orderBy(desc(partnerModels.validFrom), desc(partnerModels.id))
    .limit(1);
  if (current?.model === model && current.provider === provider) return [];
  if (current?.validFrom === from) {
    await db.update(partnerModels).set({ model, provider }).where(eq(partnerModels.id, current.id));
  } else {
    await db
      .insert(partnerModels)
      .values({ id: newId(), customerId, subscriptionId: null, model, provider, validFrom: from });
  }
  return [`partner model ${model}${provider === null ? "" : ` (${provider})`} from ${from}`];
}

function said(value: string | number | null | undefined): string {
  return typeof value === "number" ? iso(value as Instant).slice(0, 10) : String(value);
}
