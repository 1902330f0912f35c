import { and, asc, eq, inArray, isNotNull, isNull, like, notExists, sql } from "drizzle-orm";
import type { WaitingNews } from "../../tickets/acts/world.ts";
import type { Decision } from "../../tickets/decision.ts";
import type { Incident } from "../../tickets/incident/incident.ts";
import type { Queryable } from "./connect.ts";
import {
  contacts,
  customers,
  escalations,
  incidents,
  incidentTickets,
  outboundMail,
  tickets,
} from "./schema.ts";

/** Of one incident at most so many tickets are loaded. */
const MOST_TICKETS = 2000;

/** In the list of all incidents so many tickets of each are named. */
const MOST_NUMBERS = 8;

/** An incident with the tickets on it, by number; null: no ticket ever had to do with it. */
export async function loadIncident(db: Queryable, code: string): Promise<Incident | null> {
  const [row] = await db.select().from(incidents).where(eq(incidents.code, code));
  if (row === undefined) return null;
  const [hanging, told] = await Promise.all([
    db
      .select({
        id: tickets.id,
        tellId: sql<string>`coalesce(${tickets.mergedInto}, ${tickets.id})`,
        number: tickets.number,
        subject: tickets.subject,
        status: tickets.status,
        severity: tickets.severity,
        language: tickets.language,
        practice: tickets.practice,
        merged: sql<boolean>`${tickets.mergedInto} is not null`,
        whose: sql<string>`coalesce(${tickets.customerId}::text, split_part(${contacts.address}, '@', 2))`,
        customer: sql<string>`coalesce(${customers.name}, ${contacts.address})`,
        requester: contacts.address,
        state: incidentTickets.state,
        by: incidentTickets.by,
        at: incidentTickets.at,
      })
      .from(incidentTickets)
      .innerJoin(tickets, eq(tickets.id, incidentTickets.ticketId))
      .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
      .leftJoin(customers, eq(customers.id, tickets.customerId))
      .where(eq(incidentTickets.incident, code))
      .orderBy(asc(tickets.number))
      .limit(MOST_TICKETS),
    db
      .select({ once: outboundMail.once })
      .from(outboundMail)
      .where(like(outboundMail.once, `incident.${literal(code)}.%`)),
  ]);
  return { ...row, tickets: hanging, told: new Set(told.flatMap(({ once }) => once ?? [])) };
}

/** The numbers of incidents that go on and that a ticket has to do with, the newest first. */
export async function openIncidents(db: Queryable): Promise<readonly string[]> {
  const rows = await db
    .select({ code: incidents.code })
    .from(incidents)
    .where(isNull(incidents.closedAt))
    .orderBy(sql`${incidents.firstSeenAt} desc`, asc(incidents.code))
    .limit(50);
  return rows.map(({ code }) => code);
}

/** Incidents, how tickets stand to them, and whether they go on. */
export function saveIncidents(db: Queryable, decision: Decision): readonly PromiseLike<unknown>[] {
  const { incidentLinks = [], incidentChanges = [], incidentsRestored = [], newsCancelled = [] } = decision;
  return [
    ...incidentLinks.flatMap((link) => [
      db.insert(incidents).values({ code: link.incident, firstSeenAt: link.at }).onConflictDoNothing(),
      saveLink(db, link),
    ]),
    ...incidentChanges.map(({ code, ...set }) =>
      db.update(incidents).set(set).where(eq(incidents.code, code)),
    ),
    ...incidentsRestored.flatMap((before) => restore(db, before)),
    ...(newsCancelled.length === 0 ? [] : [cancelNews(db, newsCancelled)]),
  ];
}

function saveLink(db: Queryable, link: NonNullable<Decision["incidentLinks"]>[number]) {
  const insert = db.insert(incidentTickets).values(link);
  // What a notice says changes nothing that somebody of ours said, and nothing a notice said before.
  if (link.by === "notice") return insert.onConflictDoNothing();
  const { state, by, agentId, at } = link;
  return insert.onConflictDoUpdate({
    target: [incidentTickets.incident, incidentTickets.ticketId],
    set: { state, by, agentId, at },
  });
}

/** Puts a ticket's standing back. An incident that no ticket has to do with any more was somebody's slip of the pen. */
function restore(
  db: Queryable,
  { incident, ticketId, standing }: NonNullable<Decision["incidentsRestored"]>[number],
): readonly PromiseLike<unknown>[] {
  const one = and(eq(incidentTickets.incident, incident), eq(incidentTickets.ticketId, ticketId));
  if (standing !== null) return [db.update(incidentTickets).set(standing).where(one)];
  const others = db
    .select({ one: sql`1` })
    .from(incidentTickets)
    .where(eq(incidentTickets.incident, incident));
  return [
    db.delete(incidentTickets).where(one),
    db.delete(incidents).where(and(eq(incidents.code, incident), notExists(others))),
  ];
}

function cancelNews(db: Queryable, ids: readonly string[]) {
  return db
    .update(escalations)
    .set({
      state: "cancelled",
      because: "taken back by its author",
      dueAt: null,
      generation: sql`${escalations.generation} + 1`,
    })
    .where(inArray(escalations.id, [...ids]));
}

/**
 * What customers have not been told yet of some acts, locked. What a worker has in its hands counts as told: waiting for it, while it
 * waits for this ticket, would never end.
 */
export async function waitingNews(db: Queryable, orders: readonly string[]): Promise<readonly WaitingNews[]> {
  if (orders.length === 0) return [];
  const order = sql<string>`${escalations.detail}->>'order'`;
  return db
    .select({ id: escalations.id, order })
    .from(escalations)
    .where(
      and(
        eq(escalations.kind, "news"),
        eq(escalations.state, "ready"),
        isNotNull(escalations.dueAt),
        inArray(order, [...orders]),
      ),
    )
    .for("update", { skipLocked: true });
}

/** How a ticket stands to incidents, the newest first. */
export function incidentsOfTicket(db: Queryable, ticketId: string) {
  return db
    .select({ link: incidentTickets, incident: incidents, others: othersOn })
    .from(incidentTickets)
    .innerJoin(incidents, eq(incidents.code, incidentTickets.incident))
    .where(eq(incidentTickets.ticketId, ticketId))
    .orderBy(sql`${incidentTickets.at} desc`)
    .limit(20);
}

const othersOn = sql<number>`(select count(*)::int from ${incidentTickets} o join ${tickets} t on t.id = o.ticket_id
  where o.incident = "incident_tickets"."incident" and o.ticket_id <> "incident_tickets"."ticket_id"
    and o.state = 'linked' and not t.practice)`;

/** Incidents with how many tickets and customers hang on each and the first of the tickets' numbers, those that go on first, then the newest. */
export function incidentRows(db: Queryable, limit: number, open: boolean | null = null) {
  const counted = (what: string, state: string) =>
    sql<number>`(select count(${sql.raw(what)})::int from ${incidentTickets} i join ${tickets} t on t.id = i.ticket_id
      join ${contacts} c on c.id = t.requester_id
      where i.incident = "incidents"."code" and i.state = ${state} and not t.practice)`;
  return db
    .select({
      code: incidents.code,
      firstSeenAt: incidents.firstSeenAt,
      closedAt: incidents.closedAt,
      tickets: counted("*", "linked"),
      customers: counted("distinct coalesce(t.customer_id::text, split_part(c.address, '@', 2))", "linked"),
      seen: counted("*", "seen"),
      numbers: sql<
        readonly number[]
      >`array(select t.number::int from ${incidentTickets} i join ${tickets} t on t.id = i.ticket_id
        where i.incident = "incidents"."code" and i.state = 'linked' and not t.practice order by t.number limit ${MOST_NUMBERS})`,
    })
    .from(incidents)
    .where(
      open === null ? undefined : open ? isNull(incidents.closedAt) : sql`${incidents.closedAt} is not null`,
    )
    .orderBy(sql`${incidents.closedAt} is not null`, sql`${incidents.firstSeenAt} desc`, asc(incidents.code))
    .limit(limit);
}

/** Ids of tickets on an incident of that number: for who looks for it. */
export function ticketsOnIncident(db: Queryable, code: string) {
  return db
    .select({ id: incidentTickets.ticketId })
    .from(incidentTickets)
    .where(and(eq(incidentTickets.incident, code), inArray(incidentTickets.state, ["seen", "linked"])));
}

function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
