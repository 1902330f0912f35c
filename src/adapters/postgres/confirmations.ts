import { and, count, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Confirmation } from "../../jobs/ports.ts";
import type { AskedBefore } from "../../tickets/agents/ask-to-confirm.ts";
import type { Decision } from "../../tickets/decision.ts";
import { DAY, type Instant, plus } from "../../values/instant.ts";
import { Unavailable } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { hashToken } from "./conversations.ts";
import { attachments, confirmations, inboundMail, messages } from "./schema.ts";

/** The question that one of the secrets belongs to, locked. Found by hash: how long it takes tells nothing of a secret. */
export async function findConfirmation(
  db: Queryable,
  secrets: readonly string[],
): Promise<Confirmation | null> {
  const [row] = await db
    .select()
    .from(confirmations)
    .where(inArray(confirmations.hash, secrets.map(hashToken)))
    .limit(1)
    .for("update");
  return row ?? null;
}

/** Questions to an address within the day before. */
export async function askedToConfirm(
  db: Queryable,
  address: string,
  ticketId: string | null,
  at: Instant,
): Promise<AskedBefore> {
  const ofTicket = ticketId === null ? sql`ticket_id is null` : sql`ticket_id = ${ticketId}`;
  const [row] = await db
    .select({ address: count(), ticket: sql<number>`count(*) filter (where ${ofTicket})::int` })
    .from(confirmations)
    .where(
      and(eq(confirmations.address, address.toLowerCase()), gt(confirmations.createdAt, plus(at, -DAY))),
    );
  return row!;
}

/** The parts of a decision that are about confirming by reply. */
export function saveConfirmations(
  db: Queryable,
  { confirmations: asked, confirmed }: Decision,
  now: Instant,
): readonly PromiseLike<unknown>[] {
  return [
    ...(asked?.length ? [db.insert(confirmations).values([...asked])] : []),
    ...(confirmed ? [processAgain(db, confirmed, now)] : []),
  ];
}

/** The question is used up, and the mail that waited is due again; both or, if somebody was faster, nothing. */
async function processAgain(
  db: Queryable,
  { hash, inboundId }: NonNullable<Decision["confirmed"]>,
  now: Instant,
): Promise<void> {
  const used = await db
    .update(confirmations)
    .set({ usedAt: now })
    .where(and(eq(confirmations.hash, hash), isNull(confirmations.usedAt)))
    .returning({ id: confirmations.inboundId });
  if (used.length === 0) throw new Unavailable("the mail was confirmed meanwhile");
  await db
    .update(inboundMail)
    .set({
      state: "stored",
      disposition: null,
      because: null,
      settledAt: null,
      dueAt: now,
      attempts: 0,
      replays: sql`${inboundMail.replays} + 1`,
      generation: sql`${inboundMail.generation} + 1`,
    })
    .where(and(eq(inboundMail.id, inboundId), eq(inboundMail.state, "done")));
}

/** What was kept of a mail while it waited: it is kept again as what it turned out to be. */
export function takeAway(db: Queryable, inboundId: string): readonly PromiseLike<unknown>[] {
  const kept = db.select({ id: messages.id }).from(messages).where(eq(messages.inboundId, inboundId));
  return [
    db.delete(attachments).where(inArray(attachments.messageId, kept)),
    db.delete(messages).where(eq(messages.inboundId, inboundId)),
  ];
}
