import { and, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { MessageRow, TargetRow } from "../../tickets/rows.ts";
import { HISTORY, type TicketState } from "../../tickets/state.ts";
import type { Queryable } from "./connect.ts";
import { familyOf, loadHandoffs } from "./handoffs.ts";
import {
  agents,
  contacts,
  customers,
  events,
  legs,
  messages,
  outboundMail,
  participants,
  rungsTold,
  targets,
  tickets,
} from "./schema.ts";

/** Locks the ticket's row, then loads all a rule may ask about it, in one round trip of pipelined queries. */
export async function loadTicket(db: Queryable, id: string): Promise<TicketState | null> {
  const [ticket] = await db.select().from(tickets).where(eq(tickets.id, id)).for("update");
  if (!ticket) return null;
  const [people, legRows, participantRows, messageRows, eventRows, targetRows, told, answers, handoffs] =
    await Promise.all([
      db
        .select({ requester: contacts, customer: customers, assignee: agents })
        .from(contacts)
        .leftJoin(customers, eq(customers.id, ticket.customerId ?? contacts.customerId))
        .leftJoin(
          agents,
          ticket.assigneeId === null ? eq(agents.id, contacts.id) : eq(agents.id, ticket.assigneeId),
        )
        .where(eq(contacts.id, ticket.requesterId)),
      db
        .select()
        .from(legs)
        .where(
          or(eq(legs.ticketId, id), and(eq(legs.kind, "upstream"), inArray(legs.ticketId, familyOf(id)))),
        )
        .orderBy(legs.openedAt),
      db
        .select({ participant: participants })
        .from(participants)
        .innerJoin(legs, eq(legs.id, participants.legId))
        .where(
          or(eq(legs.ticketId, id), and(eq(legs.kind, "upstream"), inArray(legs.ticketId, familyOf(id)))),
        )
        .orderBy(participants.addedAt, participants.address),
      messagesOf(db, id, "customer"),
      db.select().from(events).where(eq(events.ticketId, id)).orderBy(events.seq),
      db.select().from(targets).where(eq(targets.ticketId, id)).orderBy(targets.kind, targets.instance),
      db
        .select({ targetId: rungsTold.targetId, rung: rungsTold.rung, goalVersion: rungsTold.goalVersion })
        .from(rungsTold)
        .innerJoin(targets, eq(targets.id, rungsTold.targetId))
        .where(eq(targets.ticketId, id)),
      loadAnswers(db, id),
      loadHandoffs(db, familyOf(id)),
    ]);
  const { requester, customer, assignee } = people[0]!;
  const hasUpstream = legRows.some(({ kind }) => kind === "upstream");
  const upstream = hasUpstream ? await messagesOf(db, id, "upstream") : [];
  return {
    ticket,
    requester,
    customer,
    assignee,
    legs: legRows,
    participants: participantRows.map(({ participant }) => participant),
    messages: messageRows.reverse(),
    upstream: [...upstream].reverse(),
    handoffs,
    events: eventRows,
    targets: targetRows.map(targetRow),
    rungsTold: told,
    answers: answers.reverse(),
  };
}

/** The same by the number people use. Null also where its content is gone: nothing can be done to it any more. */
export async function loadTicketByNumber(db: Queryable, number: number): Promise<TicketState | null> {
  const [row] = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.number, number), isNull(tickets.deletedAt)));
  return row ? loadTicket(db, row.id) : null;
}

/** The newest messages of the conversations with the customer, or with upstream, newest first. */
function messagesOf(db: Queryable, ticketId: string, kind: "customer" | "upstream") {
  const ofKind = sql`exists (select 1 from ${legs} l where l.id = ${messages.legId} and l.kind = ${kind})`;
  return db
    .select()
    .from(messages)
    .where(and(inArray(messages.ticketId, familyOf(ticketId)), ofKind))
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(HISTORY);
}

/** One message, whatever ticket it is of; its ticket's row is to be locked first. */
export async function loadMessage(db: Queryable, id: string): Promise<MessageRow | null> {
  const [row] = await db.select().from(messages).where(eq(messages.id, id));
  return row ?? null;
}

function loadAnswers(db: Queryable, ticketId: string) {
  return db
    .select({
      id: outboundMail.id,
      messageId: outboundMail.messageId,
      agentId: messages.agentId,
      agentName: sql<string>`coalesce(${agents.name}, '')`,
      legId: outboundMail.legId,
      audience: outboundMail.audience,
      state: outboundMail.state,
      because: outboundMail.because,
      createdAt: outboundMail.createdAt,
      dueAt: outboundMail.dueAt,
    })
    .from(outboundMail)
    .leftJoin(messages, eq(messages.outboundId, outboundMail.id))
    .leftJoin(agents, eq(agents.id, messages.agentId))
    .where(
      or(
        and(eq(outboundMail.ticketId, ticketId), eq(outboundMail.purpose, "answer")),
        // What was handed on goes on in the ticket that stayed, and so do the mails about it.
        and(inArray(outboundMail.ticketId, familyOf(ticketId)), eq(outboundMail.purpose, "upstream")),
      ),
    )
    .orderBy(desc(outboundMail.createdAt), desc(outboundMail.id))
    .limit(HISTORY);
}

/** In the table a target's `dueAt` is the outbox's (its next wake); in the domain it is the promised time. */
function targetRow({ dueAt, promisedAt, ...row }: typeof targets.$inferSelect): TargetRow {
  return { ...row, dueAt: promisedAt, wakeAt: dueAt };
}
