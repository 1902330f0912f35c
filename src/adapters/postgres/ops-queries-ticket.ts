import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "./connect.ts";
import {
  agents,
  attachments,
  contacts,
  customers,
  events,
  inboundMail,
  messages,
  outboundMail,
  targets,
  tickets,
} from "./schema.ts";

/** As much of a ticket as a page shows; a longer history is cut at its old end and says so. */
export const MOST_MESSAGES = 200;
export const MOST_EVENTS = 1000;

export type TicketPageRows = NonNullable<Awaited<ReturnType<typeof ticketPageRows>>>;

/** Everything the page of one ticket shows, by its number. Null: no such ticket. */
export async function ticketPageRows(db: Db, number: number) {
  const ticket = await head(db, number);
  if (ticket === null) return null;
  const { id } = ticket;
  const [messageRows, eventRows, mailsOut, mailsIn, targetRows] = await Promise.all([
    messagesOf(db, id),
    db
      .select({
        seq: events.seq,
        at: events.at,
        recordedAt: events.recordedAt,
        type: events.type,
        actor: events.actor,
        agent: agents.name,
        because: events.because,
        data: events.data,
      })
      .from(events)
      .leftJoin(agents, eq(agents.id, events.agentId))
      .where(eq(events.ticketId, id))
      .orderBy(desc(events.seq))
      .limit(MOST_EVENTS),
    mailsOutOf(db, id),
    db
      .select({
        id: inboundMail.id,
        state: inboundMail.state,
        disposition: inboundMail.disposition,
        because: inboundMail.because,
        receivedAt: inboundMail.receivedAt,
        seenAt: inboundMail.seenAt,
      })
      .from(inboundMail)
      .where(eq(inboundMail.ticketId, id))
      .orderBy(desc(inboundMail.id))
      .limit(MOST_MESSAGES),
    db
      .select()
      .from(targets)
      .where(eq(targets.ticketId, id))
      .orderBy(asc(targets.kind), asc(targets.instance)),
  ]);
  const files = await attachmentsOf(
    db,
    messageRows.map((message) => message.id),
  );
  return {
    ticket,
    messages: messageRows,
    attachments: files,
    events: eventRows,
    mailsOut,
    mailsIn,
    targets: targetRows,
  };
}

async function head(db: Db, number: number) {
  const [row] = await db
    .select({
      id: tickets.id,
      number: tickets.number,
      subject: tickets.subject,
      status: tickets.status,
      kind: tickets.kind,
      service: tickets.service,
      severity: tickets.severity,
      plan: tickets.plan,
      policyVersion: tickets.policyVersion,
      language: tickets.language,
      mergedInto: tickets.mergedInto,
      openedAt: tickets.openedAt,
      resolvedAt: tickets.resolvedAt,
      closedAt: tickets.closedAt,
      deletedAt: tickets.deletedAt,
      deletedBecause: tickets.deletedBecause,
      customer: customers.name,
      requester: contacts.name,
      requesterAddress: contacts.address,
      assignee: agents.name,
      team: tickets.team,
      practice: tickets.practice,
    })
    .from(tickets)
    .innerJoin(contacts, eq(contacts.id, tickets.requesterId))
    .leftJoin(customers, eq(customers.id, tickets.customerId))
    .leftJoin(agents, eq(agents.id, tickets.assigneeId))
    .where(eq(tickets.number, number));
  if (row === undefined) return null;
  const [into] =
    row.mergedInto === null
      ? []
      : await db.select({ number: tickets.number }).from(tickets).where(eq(tickets.id, row.mergedInto));
  return { ...row, mergedIntoNumber: into?.number ?? null };
}

function messagesOf(db: Db, ticketId: string) {
  return db
    .select({
      id: messages.id,
      direction: messages.direction,
      author: messages.author,
      authorName: messages.authorName,
      authorAddress: messages.authorAddress,
      agent: agents.name,
      inboundId: messages.inboundId,
      outboundId: messages.outboundId,
      subject: messages.subject,
      visibleText: messages.visibleText,
      fullText: messages.fullText,
      unverified: messages.unverified,
      legId: messages.legId,
      evidence: messages.evidence,
      proof: messages.proof,
      at: messages.at,
    })
    .from(messages)
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .where(eq(messages.ticketId, ticketId))
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(MOST_MESSAGES);
}

function mailsOutOf(db: Db, ticketId: string) {
  return db
    .select({
      id: outboundMail.id,
      messageId: outboundMail.messageId,
      legId: outboundMail.legId,
      audience: outboundMail.audience,
      purpose: outboundMail.purpose,
      recipients: outboundMail.recipients,
      subject: outboundMail.subject,
      text: outboundMail.text,
      state: outboundMail.state,
      because: outboundMail.because,
      createdAt: outboundMail.createdAt,
      acceptedAt: outboundMail.acceptedAt,
      dueAt: outboundMail.dueAt,
      attempts: outboundMail.attempts,
      lastError: outboundMail.lastError,
    })
    .from(outboundMail)
    .where(eq(outboundMail.ticketId, ticketId))
    .orderBy(desc(outboundMail.createdAt), desc(outboundMail.id))
    .limit(2 * MOST_MESSAGES);
}

async function attachmentsOf(db: Db, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  return db
    .select({
      id: attachments.id,
      messageId: attachments.messageId,
      filename: attachments.filename,
      contentType: attachments.contentType,
      size: attachments.size,
      inline: attachments.inline,
    })
    .from(attachments)
    .where(inArray(attachments.messageId, [...messageIds]))
    .orderBy(asc(attachments.messageId), asc(attachments.part));
}

/** Where the bytes of an attachment are, if it belongs to a message of this ticket. */
export async function attachmentOf(db: Db, number: number, attachmentId: string) {
  const [row] = await db
    .select({
      mail: attachments.mail,
      part: attachments.part,
      filename: attachments.filename,
      size: attachments.size,
    })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(and(eq(attachments.id, attachmentId), eq(tickets.number, number)));
  return row ?? null;
}

/** The inbound mail a message came with, if that message is of this ticket. */
export async function inboundOf(db: Db, number: number, messageId: string): Promise<string | null> {
  const [row] = await db
    .select({ inboundId: messages.inboundId })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(and(eq(messages.id, messageId), eq(tickets.number, number), isNull(messages.agentId)));
  return row?.inboundId ?? null;
}
