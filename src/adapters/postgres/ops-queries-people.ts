import { and, asc, desc, eq, gt, notInArray, sql } from "drizzle-orm";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { supportContactsOf } from "./escalation-records.ts";
import { versionInForce } from "./policy-versions.ts";
import {
  agentAbsences,
  contacts,
  customerDomains,
  customers,
  partnerModels,
  ratings,
  subscriptions,
  tickets,
  timeEntries,
} from "./schema.ts";

const MOST_LISTED = 200;
const MOST_TICKETS = 50;
const MOST_RATINGS = 20;

/** Absences that have not ended, the next first. */
export function absencesFrom(db: Queryable, now: Instant) {
  return db
    .select()
    .from(agentAbsences)
    .where(gt(agentAbsences.endsAt, now))
    .orderBy(asc(agentAbsences.startsAt), asc(agentAbsences.id))
    .limit(MOST_LISTED);
}

export interface ShownTeam {
  readonly name: string;
  readonly members: readonly string[];
  readonly lead: string | null;
  readonly manager: string | null;
  /** A name of the policy's hours; null: whenever. */
  readonly hours: string | null;
}

/** Teams of the settings in force; null: none are published, or this program cannot read them. */
export async function teamsInForce(db: Queryable, now: Instant): Promise<readonly ShownTeam[] | null> {
  const published = await versionInForce(db, now);
  const teams = published?.desk?.teams;
  if (!teams) return null;
  return Object.entries(teams).map(([name, { members, lead, manager, hours }]) => ({
    name,
    members,
    lead: lead ?? null,
    manager: manager ?? null,
    hours: hours ?? null,
  }));
}

export type CustomerShown = NonNullable<Awaited<ReturnType<typeof customerShown>>>;

/** All that is written down about a customer; null: there is none of this id. */
export async function customerShown(db: Queryable, id: string) {
  const [customer] = await db.select().from(customers).where(eq(customers.id, id));
  if (customer === undefined) return null;
  const [domains, people, bought, models, answering, open, rated, average, worked] = await Promise.all([
    db
      .select({ domain: customerDomains.domain, verifiedAt: customerDomains.verifiedAt })
      .from(customerDomains)
      .where(eq(customerDomains.customerId, id))
      .orderBy(asc(customerDomains.domain))
      .limit(MOST_LISTED),
    db
      .select()
      .from(contacts)
      .where(eq(contacts.customerId, id))
      .orderBy(asc(contacts.name), asc(contacts.address))
      .limit(MOST_LISTED + 1),
    db
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.customerId, id))
      .orderBy(sql`${subscriptions.endsAt} asc nulls last`, asc(subscriptions.name), asc(subscriptions.id))
      .limit(MOST_LISTED),
    db
      .select({ model: partnerModels, subscription: subscriptions.name })
      .from(partnerModels)
      .leftJoin(subscriptions, eq(subscriptions.id, partnerModels.subscriptionId))
      .where(eq(partnerModels.customerId, id))
      .orderBy(desc(partnerModels.validFrom), asc(partnerModels.id))
      .limit(MOST_LISTED),
    supportContactsOf(db, id),
    db
      .select({
        number: tickets.number,
        subject: tickets.subject,
        status: tickets.status,
        severity: tickets.severity,
        lastMessageAt: tickets.lastMessageAt,
      })
      .from(tickets)
      .where(
        and(
          eq(tickets.customerId, id),
          notInArray(tickets.status, ["resolved", "closed"]),
          eq(tickets.practice, false),
        ),
      )
      .orderBy(desc(tickets.lastMessageAt))
      .limit(MOST_TICKETS),
    db
      .select({ rating: ratings, number: tickets.number, by: contacts.name })
      .from(ratings)
      .innerJoin(tickets, eq(tickets.id, ratings.ticketId))
      .leftJoin(contacts, eq(contacts.id, ratings.contactId))
      .where(and(eq(tickets.customerId, id), eq(tickets.practice, false)))
      .orderBy(desc(ratings.at))
      .limit(MOST_RATINGS),
    db
      .select({ n: sql<number>`count(*)::int`, score: sql<number | null>`avg(${ratings.score})::float8` })
      .from(ratings)
      .innerJoin(tickets, eq(tickets.id, ratings.ticketId))
      .where(and(eq(tickets.customerId, id), eq(tickets.practice, false))),
    db
      .select({ minutes: sql<number>`coalesce(sum(${timeEntries.minutes}), 0)::int` })
      .from(timeEntries)
      .where(eq(timeEntries.customerId, id)),
  ]);
  return {
    customer,
    domains,
    contacts: people.slice(0, MOST_LISTED),
    moreContacts: people.length > MOST_LISTED,
    subscriptions: bought,
    supportContacts: answering,
    models,
    open,
    ratings: rated,
    average: average[0] ?? { n: 0, score: null },
    workedMinutes: worked[0]?.minutes ?? 0,
  };
}
