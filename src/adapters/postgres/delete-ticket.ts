import { and, eq, inArray, isNull, notExists, type SQL, sql } from "drizzle-orm";
import { handoffDetail } from "../../escalation/handoff.ts";
import { codesOnly, DELETED, withoutPacket } from "../../ops/without-content.ts";
import type { EmptiedBecause } from "../../tickets/decision.ts";
import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import { newId } from "../system/ids.ts";
import type { Queryable } from "./connect.ts";
import { emptyMails } from "./empty-mails.ts";
import * as rows from "./schema.ts";

/** The address that stands for everybody whose tickets are gone (RFC 2606: no mail ever comes from there). */
const NOBODY = "deleted@answerable.invalid";

interface Deletion {
  readonly id: string;
  readonly because: "retention" | "erasure";
  readonly at: Instant;
}

/**
 * Takes everything out of a ticket, whose row is locked, that somebody wrote or that says who they are, with the bytes of its
 * mails in and out. What is counted stays: the ticket's month, customer, kind and plan, its promises, its events as codes,
 * which way it was handed on, minutes and score.
 */
export async function deleteTicket(db: Queryable, { id, because, at }: Deletion): Promise<void> {
  const legsOf = sql`(select l.id from ${rows.legs} l where l.ticket_id = ${id})`;
  await emptyMails(db, await mailsOf(db, id), MAIL_BECAUSE[because], at);
  const mailsOut = sql`(select o.id from ${rows.outboundMail} o where o.ticket_id = ${id})`;
  const messagesOf = sql`(select m.id from ${rows.messages} m where m.ticket_id = ${id})`;
  const gone: readonly [Parameters<Queryable["delete"]>[0], SQL][] = [
    [rows.attachments, inArray(rows.attachments.messageId, messagesOf)],
    [rows.messages, eq(rows.messages.ticketId, id)],
    [rows.participants, inArray(rows.participants.legId, legsOf)],
    [rows.messageIds, eq(rows.messageIds.ticketId, id)],
    [rows.tokens, eq(rows.tokens.ticketId, id)],
    [rows.caseNumbers, eq(rows.caseNumbers.ticketId, id)],
    [rows.confirmations, eq(rows.confirmations.ticketId, id)],
    [rows.digestLines, eq(rows.digestLines.ticketId, id)],
    [rows.diagnoses, eq(rows.diagnoses.ticketId, id)],
    [rows.incidentTickets, eq(rows.incidentTickets.ticketId, id)],
    [rows.automaticMail, eq(rows.automaticMail.ticketId, id)],
    [rows.deliveryReports, inArray(rows.deliveryReports.outboundId, mailsOut)],
    [rows.outboundMail, eq(rows.outboundMail.ticketId, id)],
  ];
  for (const [table, which] of gone) await db.delete(table).where(which);
  await db.update(rows.proposals).set({ evidence: [], toSort: false }).where(eq(rows.proposals.ticketId, id));
  await db.update(rows.timeEntries).set({ note: "" }).where(eq(rows.timeEntries.ticketId, id));
  await db
    .update(rows.priceOffers)
    .set({ outboundId: null, messageId: null })
    .where(eq(rows.priceOffers.ticketId, id));
  await db.update(rows.ratings).set({ comment: "", contactId: null }).where(eq(rows.ratings.ticketId, id));
  await db.update(rows.legs).set({ withWhom: null, threadIndex: null }).where(eq(rows.legs.ticketId, id));
  await leaveCodes(db, id);
  await leaveRow(db, { id, because, at });
}

const MAIL_BECAUSE: Readonly<Record<Deletion["because"], EmptiedBecause>> = {
  retention: "closedTickets",
  erasure: "erasure",
};

/** The mails that came to it; one whose message an agent moved to another ticket is that ticket's. */
async function mailsOf(db: Queryable, id: string): Promise<readonly string[]> {
  const found = await db.execute<{ id: string }>(sql`
    select i.id from inbound_mail i where i.ticket_id = ${id} and i.state in ('done', 'aside')
      and not exists (select 1 from messages m where m.inbound_id = i.id and m.ticket_id <> ${id})
    union select m.inbound_id from messages m where m.ticket_id = ${id} and m.inbound_id is not null`);
  return found.map((row) => row.id);
}

/** Events and escalations without words: what the clock is folded from, and what is counted, is codes. */
async function leaveCodes(db: Queryable, id: string): Promise<void> {
  const { events, escalations } = rows;
  const written = await db.select().from(events).where(eq(events.ticketId, id));
  for (const { seq, data, because } of written) {
    const kept = codesOnly(data);
    if (because === "" && JSON.stringify(kept) === JSON.stringify(data)) continue;
    await db
      .update(events)
      .set({ because: "", data: kept })
      .where(and(eq(events.ticketId, id), eq(events.seq, seq)));
  }
  const climbed = await db.select().from(escalations).where(eq(escalations.ticketId, id));
  for (const row of climbed) {
    const packet = row.kind === "handoff" ? handoffDetail.safeParse(row.detail) : null;
    const detail = packet?.success ? (withoutPacket(packet.data) as unknown as Json) : codesOnly(row.detail);
    await db
      .update(escalations)
      .set({ because: "", lastError: null, detail })
      .where(eq(escalations.id, row.id));
  }
}

/** The ticket's row. Its customer is written into it where only its requester told: the requester goes. */
async function leaveRow(db: Queryable, { id, because, at }: Deletion): Promise<void> {
  const { contacts, tickets, ratings } = rows;
  await db
    .insert(contacts)
    .values({ id: newId(), address: NOBODY, name: DELETED, createdAt: at })
    .onConflictDoNothing();
  const [nobody] = await db.select({ id: contacts.id }).from(contacts).where(eq(contacts.address, NOBODY));
  const [ticket] = await db
    .select({ requesterId: tickets.requesterId, theirs: contacts.customerId })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .where(eq(tickets.id, id));
  await db
    .update(tickets)
    .set({
      subject: DELETED,
      requesterId: nobody!.id,
      customerId: sql`coalesce(${tickets.customerId}, ${ticket!.theirs}::uuid)`,
      deskAddress: null,
      deletedAt: at,
      deletedBecause: because,
    })
    .where(eq(tickets.id, id));
  // Whom only this ticket knew of. People of customers stay: they are the desk's address book.
  const of = (table: typeof tickets | typeof ratings, column: SQL) =>
    notExists(db.select({ n: sql`1` }).from(table).where(sql`${column} = ${ticket!.requesterId}`));
  await db
    .delete(contacts)
    .where(
      and(
        eq(contacts.id, ticket!.requesterId),
        isNull(contacts.customerId),
        of(tickets, sql`${tickets.requesterId}`),
        of(ratings, sql`${ratings.contactId}`),
      ),
    );
}
