import { asc, eq } from "drizzle-orm";
import type { Decision } from "../../tickets/decision.ts";
import type { Bought } from "../../tickets/triage-first.ts";
import type { Queryable } from "./connect.ts";
import { proposals, subscriptions } from "./schema.ts";

const MOST = 200;

/** What a customer has bought through us; at most 200. */
export async function boughtBy(db: Queryable, customerId: string): Promise<readonly Bought[]> {
  return db
    .select({
      service: subscriptions.service,
      publisher: subscriptions.publisher,
      boughtAt: subscriptions.boughtAt,
      renewedAt: subscriptions.renewedAt,
    })
    .from(subscriptions)
    .where(eq(subscriptions.customerId, customerId))
    .orderBy(asc(subscriptions.id))
    .limit(MOST);
}

/** Keeps what triage thought of first mails: once a ticket. */
export function saveProposals(db: Queryable, { proposed = [] }: Decision): readonly PromiseLike<unknown>[] {
  return proposed.length === 0
    ? []
    : [
        db
          .insert(proposals)
          .values([...proposed])
          .onConflictDoNothing(),
      ];
}
