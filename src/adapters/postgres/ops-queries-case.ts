import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { handoffDetail } from "../../escalation/handoff.ts";
import { keptFromUpstream } from "../../tickets/handoff/handoffs.ts";
import type { Db } from "./connect.ts";
import { filesAlong } from "./conversation-files.ts";
import { familyOf } from "./handoffs.ts";
import { incidentsOfTicket } from "./incidents.ts";
import {
  agents,
  caseNumbers,
  contacts,
  customers,
  diagnoses,
  escalations,
  legs,
  messages,
  outboundMail,
  participants,
  priceOffers,
  proposals,
  ratings,
  tickets,
  timeEntries,
} from "./schema.ts";

/** Of each kind of thing a page lists at most so many. */
const MOST_LISTED = 100;

export type CaseRows = Awaited<ReturnType<typeof caseRows>>;
export type HandoffShown = Awaited<ReturnType<typeof handoffsOf>>[number];

/** What a ticket's page shows beside its conversation: who takes part, what was found out, handed on, offered and worked. */
export async function caseRows(db: Db, ticketId: string) {
  const [legRows, people, rungs, handoffs, incidents, diagnosis, proposal, offers, time, rating] =
    await Promise.all([
      db.select().from(legs).where(eq(legs.ticketId, ticketId)).orderBy(asc(legs.openedAt), asc(legs.id)),
      participantsOf(db, ticketId),
      rungsOf(db, ticketId),
      handoffsOf(db, ticketId),
      incidentsOfTicket(db, ticketId),
      db
        .select({ found: diagnoses, agent: agents.name })
        .from(diagnoses)
        .leftJoin(agents, eq(agents.id, diagnoses.agentId))
        .where(eq(diagnoses.ticketId, ticketId)),
      proposalOf(db, ticketId),
      db
        .select({ offer: priceOffers, agent: agents.name })
        .from(priceOffers)
        .leftJoin(agents, eq(agents.id, priceOffers.agentId))
        .where(eq(priceOffers.ticketId, ticketId))
        .orderBy(asc(priceOffers.offeredAt))
        .limit(MOST_LISTED),
      db
        .select({
          minutes: sql<number>`coalesce(sum(${timeEntries.minutes}), 0)::int`,
          entries: sql<number>`count(*)::int`,
        })
        .from(timeEntries)
        .where(eq(timeEntries.ticketId, ticketId)),
      db
        .select({ score: ratings.score, comment: ratings.comment, at: ratings.at, by: contacts.name })
        .from(ratings)
        .leftJoin(contacts, eq(contacts.id, ratings.contactId))
        .where(eq(ratings.ticketId, ticketId)),
    ]);
  return {
    legs: legRows,
    participants: people,
    rungs,
    handoffs,
    incidents,
    diagnosis: diagnosis[0] ?? null,
    proposal: proposal ?? null,
    offers,
    time: time[0] ?? { minutes: 0, entries: 0 },
    rating: rating[0] ?? null,
  };
}

function participantsOf(db: Db, ticketId: string) {
  return db
    .select({
      legId: participants.legId,
      address: participants.address,
      name: participants.name,
      role: participants.role,
      held: participants.held,
      addedAt: participants.addedAt,
    })
    .from(participants)
    .innerJoin(legs, eq(legs.id, participants.legId))
    .where(eq(legs.ticketId, ticketId))
    .orderBy(asc(participants.held), asc(participants.addedAt), asc(participants.address))
    .limit(MOST_LISTED);
}

function rungsOf(db: Db, ticketId: string) {
  const acknowledged = alias(agents, "acknowledged");
  return db
    .select({ rung: escalations, acknowledgedBy: acknowledged.name })
    .from(escalations)
    .leftJoin(acknowledged, eq(acknowledged.id, escalations.acknowledgedBy))
    .where(and(eq(escalations.ticketId, ticketId), eq(escalations.kind, "rung")))
    .orderBy(asc(escalations.createdAt), asc(escalations.id))
    .limit(MOST_LISTED);
}

/** A ticket's handoffs, each with the numbers it was given and what it was decided by. */
export async function handoffsOf(db: Db, ticketId: string) {
  const rows = await db
    .select()
    .from(escalations)
    .where(and(eq(escalations.ticketId, ticketId), eq(escalations.kind, "handoff")))
    .orderBy(asc(escalations.createdAt), asc(escalations.id))
    .limit(MOST_LISTED);
  const numbers = await numbersOf(
    db,
    rows.flatMap(({ legId }) => legId ?? []),
  );
  return rows.map((row) => ({
    row,
    detail: detailOf(row.detail),
    numbers: numbers.filter(({ legId }) => legId === row.legId),
  }));
}

/** One handoff of a ticket; null: it has none of this id. */
export async function handoffOf(db: Db, number: number, id: string) {
  const [found] = await db
    .select({ row: escalations, ticket: tickets, customer: customers.name, agent: agents.name })
    .from(escalations)
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(agents, eq(agents.id, tickets.assigneeId))
    .where(and(eq(escalations.id, id), eq(escalations.kind, "handoff"), eq(tickets.number, number)));
  if (found === undefined) return null;
  const detail = detailOf(found.row.detail);
  const [numbers, sent, diagnosis, writers, keptOut, files] = await Promise.all([
    numbersOf(db, found.row.legId === null ? [] : [found.row.legId]),
    firstMailOf(db, found.row),
    db
      .select({ fields: diagnoses.fields, files: diagnoses.files, at: diagnoses.at })
      .from(diagnoses)
      .where(eq(diagnoses.ticketId, found.ticket.id)),
    db
      .selectDistinct({ name: messages.authorName })
      .from(messages)
      .where(and(eq(messages.ticketId, found.ticket.id), eq(messages.author, "customer")))
      .limit(MOST_LISTED),
    keptOutOf(db, found.ticket),
    filesAlong(db, familyOf(found.row.ticketId), detail?.attachments ?? []),
  ]);
  return {
    ...found,
    detail,
    files,
    numbers,
    sent,
    diagnosis: diagnosis[0] ?? null,
    names: writers.map(({ name }) => name),
    keptOut,
  };
}

/** Addresses that never leave for upstream, as the rule that lets a packet leave knows them. */
async function keptOutOf(db: Db, { id, requesterId }: typeof tickets.$inferSelect) {
  const [legRows, people, answering, [requester]] = await Promise.all([
    db.select().from(legs).where(eq(legs.ticketId, id)),
    participantsOf(db, id),
    db.select({ address: agents.address }).from(agents),
    db.select().from(contacts).where(eq(contacts.id, requesterId)),
  ]);
  return keptFromUpstream({ requester: requester!, participants: people, legs: legRows }, answering);
}

/** The mail that handed an issue on, as it left; null: it has not left by mail. */
async function firstMailOf(db: Db, { id, legId }: typeof escalations.$inferSelect) {
  const of = [
    eq(outboundMail.once, `handoff.${id}`),
    ...(legId === null ? [] : [eq(outboundMail.legId, legId)]),
  ];
  const [mail] = await db
    .select({
      subject: outboundMail.subject,
      text: outboundMail.text,
      recipients: outboundMail.recipients,
      state: outboundMail.state,
      because: outboundMail.because,
      createdAt: outboundMail.createdAt,
      acceptedAt: outboundMail.acceptedAt,
    })
    .from(outboundMail)
    .where(and(or(...of), eq(outboundMail.audience, "upstream")))
    .orderBy(asc(outboundMail.createdAt))
    .limit(1);
  return mail ?? null;
}

/** The numbers that conversations were given, in the order in which they were learnt. */
export async function numbersOf(db: Db, legIds: readonly string[]) {
  if (legIds.length === 0) return [];
  return db
    .select()
    .from(caseNumbers)
    .where(inArray(caseNumbers.legId, [...legIds]))
    .orderBy(asc(caseNumbers.learntAt), asc(caseNumbers.number));
}

/** Null: the row holds something else, and a page then says less instead of nothing. */
export function detailOf(detail: unknown) {
  const read = handoffDetail.safeParse(detail);
  return read.success ? read.data : null;
}

async function proposalOf(db: Db, ticketId: string) {
  const [row] = await db
    .select({ proposal: proposals, sortedBy: agents.name })
    .from(proposals)
    .leftJoin(agents, eq(agents.id, proposals.sortedBy))
    .where(eq(proposals.ticketId, ticketId));
  return row;
}
