import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Db } from "./connect.ts";
import { contacts, customers, messages, proposals, tickets } from "./schema.ts";

export const MOST_TO_SORT = 50;
const FIRST_WORDS = 400;

const waiting = and(
  // In the words of its index.
  sql`${proposals.toSort} and ${proposals.sortedAt} is null`,
  isNull(tickets.mergedInto),
  ne(tickets.status, "closed"),
  eq(tickets.practice, false),
);

/** Tickets that triage was not sure of and nobody has looked at, the urgent first, then the oldest; one more than are shown. */
export function toSortRows(db: Db) {
  const firstWords = sql<string | null>`(select left(${messages.visibleText}, ${FIRST_WORDS}) from ${messages}
    where ${messages.ticketId} = ${tickets.id} and ${messages.direction} = 'in' and not ${messages.unverified}
    order by ${messages.at}, ${messages.id} limit 1)`;
  return db
    .select({
      proposal: proposals,
      number: tickets.number,
      subject: tickets.subject,
      kind: tickets.kind,
      service: tickets.service,
      severity: tickets.severity,
      policyVersion: tickets.policyVersion,
      openedAt: tickets.openedAt,
      customer: customers.name,
      requester: contacts.name,
      requesterAddress: contacts.address,
      firstWords,
    })
    .from(proposals)
    .innerJoin(tickets, eq(tickets.id, proposals.ticketId))
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .where(waiting)
    .orderBy(sql`${proposals.urgent} desc`, asc(proposals.at), asc(tickets.number))
    .limit(MOST_TO_SORT + 1);
}

/** How many wait, however long the list is. */
export async function countToSort(db: Db): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(proposals)
    .innerJoin(tickets, eq(tickets.id, proposals.ticketId))
    .where(waiting);
  return row?.n ?? 0;
}
