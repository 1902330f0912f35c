import { and, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Decision } from "../../tickets/decision.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import {
  agents,
  contacts,
  digestLines,
  escalations,
  messageIds,
  messages,
  outboundMail,
  participants,
  priceOffers,
  proposals,
  tickets,
  tokens,
} from "./schema.ts";

type Moved = NonNullable<Decision["moved"]>[number];

const inShadow = sql`(select shadow from desk limit 1)`;

/** How a mail is armed: due as it says, or kept and held while the desk is in shadow. */
export function unlessInShadow(because: string, dueAt: Instant) {
  return {
    state: sql`case when ${inShadow} then 'held' else 'ready' end`,
    because: sql`case when ${inShadow} then 'shadow' else ${because} end`,
    dueAt: sql`case when ${inShadow} then null else ${iso(dueAt)}::timestamptz end`,
  };
}

/** The parts of a decision that change rows there are. */
export function saveChanges(db: Queryable, decision: Decision): readonly PromiseLike<unknown>[] {
  return [
    ...(decision.others ?? []).map(({ id, set }) => db.update(tickets).set(set).where(eq(tickets.id, id))),
    ...(decision.pricesOffered ?? []).map((offer) => db.insert(priceOffers).values(offer)),
    ...(decision.pricesAnswered ?? []).map(({ id, accepted, messageId, at }) =>
      db
        .update(priceOffers)
        .set({ accepted, messageId, answeredAt: at })
        .where(and(eq(priceOffers.id, id), isNull(priceOffers.answeredAt))),
    ),
    ...(decision.acknowledged ?? []).map(({ id, at, agentId }) =>
      db
        .update(escalations)
        .set({ acknowledgedAt: at, acknowledgedBy: agentId })
        .where(and(eq(escalations.id, id), isNull(escalations.acknowledgedAt))),
    ),
    ...(decision.sorted ?? []).map(({ ticketId, at, agentId, corrected }) =>
      db
        .update(proposals)
        .set({
          sortedAt: sql`coalesce(${proposals.sortedAt}, ${iso(at)}::timestamptz)`,
          sortedBy: sql`case when ${proposals.sortedAt} is null then ${agentId}::uuid else ${proposals.sortedBy} end`,
          corrected: sql`coalesce(${proposals.corrected}, '{}'::jsonb) || ${JSON.stringify(corrected)}::jsonb`,
        })
        .where(eq(proposals.ticketId, ticketId)),
    ),
    ...(decision.messageChanges ?? []).map(({ id, set }) =>
      db.update(messages).set(set).where(eq(messages.id, id)),
    ),
    ...(decision.moved ?? []).flatMap((moved) => repoint(db, moved)),
    ...(decision.tookTurn ?? []).map(({ agentId, at }) =>
      db.update(agents).set({ lastAssignedAt: at }).where(eq(agents.id, agentId)),
    ),
    ...(decision.digested ?? []).map(({ agentId, until }) =>
      db.delete(digestLines).where(and(eq(digestLines.agentId, agentId), lte(digestLines.at, until))),
    ),
    ...(decision.digest?.length ? [db.insert(digestLines).values([...decision.digest])] : []),
    ...(decision.mailChanges ?? []).map((change) => changeMail(db, change)),
    ...(decision.people ?? []).map((person) =>
      db
        .insert(participants)
        .values(person)
        .onConflictDoUpdate({
          target: [participants.legId, participants.address],
          set: { held: person.held },
        }),
    ),
    ...(decision.learnt ?? []).map(({ contactId, language, timeZone }) =>
      db
        .update(contacts)
        .set({
          ...(language === null ? {} : { learntLanguage: language }),
          ...(timeZone === null ? {} : { learntTimeZone: timeZone }),
        })
        .where(eq(contacts.id, contactId)),
    ),
    ...(decision.belongs ?? []).map(({ contactId, customerId }) =>
      db.update(contacts).set({ customerId }).where(eq(contacts.id, contactId)),
    ),
  ];
}

/**
 * The message's own msg-id, and the msg-ids and tokens of notices about it, lead to its new ticket: a reply to any of them
 * follows it. What the desk wrote to the customer stays where it was said.
 */
function repoint(db: Queryable, { messageId, msgId, from, to }: Moved): readonly PromiseLike<unknown>[] {
  const notices = db
    .select({ id: outboundMail.id })
    .from(outboundMail)
    .where(and(eq(outboundMail.messageId, messageId), eq(outboundMail.audience, "agents")));
  const own = msgId === null ? [] : [and(eq(messageIds.msgId, msgId), eq(messageIds.minted, false))];
  return [
    db
      .update(messageIds)
      .set(to)
      .where(and(eq(messageIds.ticketId, from), or(inArray(messageIds.outboundId, notices), ...own))),
    db
      .update(tokens)
      .set(to)
      .where(and(eq(tokens.ticketId, from), inArray(tokens.outboundId, notices))),
  ];
}

/** Waits for a claim that is just being made, and gives up if it was: the job is tried again and finds how things are. */
async function changeMail(
  db: Queryable,
  { id, to, because, dueAt }: NonNullable<Decision["mailChanges"]>[number],
): Promise<void> {
  const armed = to === "ready" && dueAt !== null;
  const changed = await db
    .update(outboundMail)
    .set({
      ...(armed ? unlessInShadow(because, dueAt) : { state: to, because, dueAt: null }),
      generation: sql`${outboundMail.generation} + 1`,
    })
    .where(
      and(
        eq(outboundMail.id, id),
        inArray(outboundMail.state, ["held", "ready", "deferred"]),
        isNull(outboundMail.claimedBy),
      ),
    )
    .returning({ id: outboundMail.id });
  if (changed.length === 0) throw new Unavailable("the mail was taken up meanwhile");
}
