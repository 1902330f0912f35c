import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Decision } from "../../tickets/decision.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { contacts, messages, outboundMail, participants, tickets } from "./schema.ts";

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
    ...(decision.messageChanges ?? []).map(({ id, set }) =>
      db.update(messages).set(set).where(eq(messages.id, id)),
    ),
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
    ...(decision.belongs ?? []).map(({ contactId, customerId }) =>
      db.update(contacts).set({ customerId }).where(eq(contacts.id, contactId)),
    ),
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
