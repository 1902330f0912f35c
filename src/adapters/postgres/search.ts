import { and, asc, desc, eq, exists, ilike, inArray, isNull, or, sql } from "drizzle-orm";
import type { FoundTicket } from "../../tickets/acts/world.ts";
import type { PriceAsked } from "../../tickets/handoff/answer-price.ts";
import type { CustomerRow } from "../../tickets/rows.ts";
import type { Queryable } from "./connect.ts";
import { ticketsOnIncident } from "./incidents.ts";
import { caseNumbers, contacts, customerDomains, customers, priceOffers, tickets } from "./schema.ts";

const MOST_FOUND = 20;
const MOST_WORDS = 8;

/** Tickets that have all the words in their number, subject, customer, requester, or, exactly, the number of others or of a published incident, the newest first. */
export async function findTickets(db: Queryable, words: string): Promise<readonly FoundTicket[]> {
  const each = words
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
  return db
    .select({
      number: tickets.number,
      subject: tickets.subject,
      status: tickets.status,
      severity: tickets.severity,
      customer: sql<string>`coalesce(${customers.name}, ${contacts.address})`,
    })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .where(
      and(
        eq(tickets.practice, false),
        isNull(tickets.deletedAt),
        ...each.map((word) => {
          const like = `%${literal(word.replace(/^#/, ""))}%`;
          return or(
            sql`${tickets.number}::text = ${word.replace(/^#/, "")}`,
            ilike(tickets.subject, like),
            ilike(customers.name, like),
            ilike(contacts.address, like),
            ilike(contacts.name, like),
            inArray(tickets.id, ticketsOnIncident(db, word.toUpperCase())),
            exists(
              db
                .select({ n: sql`1` })
                .from(caseNumbers)
                .where(and(eq(caseNumbers.ticketId, tickets.id), eq(caseNumbers.number, word.toUpperCase()))),
            ),
          );
        }),
      ),
    )
    .orderBy(desc(tickets.lastMessageAt))
    .limit(MOST_FOUND);
}

/** Customers that words may mean: the one of that name, domain or contact, or else those whose name begins so. */
export async function findCustomers(db: Queryable, words: string): Promise<readonly CustomerRow[]> {
  const wanted = words.trim().toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
  const exact = await db
    .selectDistinct({ id: customers.id })
    .from(customers)
    .leftJoin(customerDomains, eq(customerDomains.customerId, customers.id))
    .leftJoin(contacts, eq(contacts.customerId, customers.id))
    .where(
      or(
        sql`lower(${customers.name}) = ${wanted}`,
        eq(customerDomains.domain, domain),
        eq(contacts.address, wanted),
      ),
    )
    .limit(MOST_FOUND);
  const ids = exact.map(({ id }) => id);
  return db
    .select()
    .from(customers)
    .where(ids.length > 0 ? inArray(customers.id, ids) : ilike(customers.name, `${literal(wanted)}%`))
    .orderBy(asc(customers.name))
    .limit(MOST_FOUND);
}

/** `%` and `_` as they are. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** An offer, with the mails of those that were made before it on its ticket. */
export async function priceOffer(db: Queryable, id: string): Promise<PriceAsked | null> {
  const { price, offeredAt, outboundId } = priceOffers;
  const earlier = sql<readonly string[]>`coalesce((select json_agg(o.outbound_id) from ${priceOffers} o
    where o.ticket_id = "price_offers"."ticket_id" and o.id <> ${id} and o.outbound_id is not null), '[]')`;
  const [row] = await db
    .select({ id: priceOffers.id, price, offeredAt, outboundId, earlier })
    .from(priceOffers)
    .where(eq(priceOffers.id, id));
  return row ?? null;
}
