import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Bought } from "../../tickets/arrival/triage-first.ts";
import type { Decision } from "../../tickets/decision.ts";
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

/** Keeps what triage thought of first mails, once a ticket. What is closed or merged waits for nobody any more. */
export function saveProposals(db: Queryable, decision: Decision): readonly PromiseLike<unknown>[] {
  const { proposed = [], changed, others = [] } = decision;
  const ended = [changed, ...others].flatMap((change) =>
    change !== undefined && (change.set.status === "closed" || change.set.mergedInto != null)
      ? [change.id]
      : [],
  );
  return [
    ...(proposed.length === 0
      ? []
      : [
          db
            .insert(proposals)
            .values([...proposed])
            .onConflictDoNothing(),
        ]),
    ...(ended.length === 0
      ? []
      : [
          db
            .update(proposals)
            .set({ toSort: false })
            .where(and(inArray(proposals.ticketId, ended), sql`${proposals.toSort}`)),
        ]),
  ];
}
