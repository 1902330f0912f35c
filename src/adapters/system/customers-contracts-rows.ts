import type { Problem } from "../../policy/problem.ts";
import type { SubscriptionEntry } from "./customers-contracts-fields.ts";
import type { CustomerEntry } from "./customers-fields.ts";

/** A subscription that a file says two things of: nobody knows which is right. */
export function sameTwice({ line, subscriptions }: CustomerEntry, file: string): readonly Problem[] {
  const key = ({ reference, service, name }: SubscriptionEntry): string =>
    reference?.toLowerCase() ?? `${service} ${name.toLowerCase()}`;
  const keys = subscriptions.map(key);
  return subscriptions
    .filter((one, n) => keys.indexOf(key(one)) < n)
    .map(({ name, reference }) => ({
      ...{ file, line, column: 1, path: "subscription", read: JSON.stringify(reference ?? name) },
      expected: "each subscription of a customer once",
    }));
}

/** With the subscriptions that later rows of the same customer name, each once. */
export function withMore(
  entry: CustomerEntry,
  more: readonly { readonly subscriptions: readonly SubscriptionEntry[] }[],
): CustomerEntry {
  const all = [...entry.subscriptions, ...more.flatMap(({ subscriptions }) => subscriptions)];
  const once = new Map(all.map((one) => [JSON.stringify(one), one]));
  return { ...entry, subscriptions: [...once.values()] };
}
