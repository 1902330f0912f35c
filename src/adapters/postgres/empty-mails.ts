import { and, eq, inArray, sql } from "drizzle-orm";
import type { EmptiedBecause } from "../../tickets/decision.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { attachments, confirmations, inboundMail, messages, rawChunks } from "./schema.ts";

/** What stands in place of a row's reason, which may name people; where only the bytes go it stays. */
const WORDS: Readonly<Partial<Record<EmptiedBecause, string>>> = {
  quarantine: "deleted: it was kept aside or refused as long as desk.yaml says",
  closedTickets: "deleted: its ticket was kept as long as desk.yaml says",
  erasure: "deleted: erased at the wish of a person",
};

/**
 * Deletes the bytes of mails and marks their rows, which stay with what became of them. A mail that was aside is done then:
 * nothing can be made of it any more.
 *
 * @param bytes  `later`: they go with their partition
 */
export async function emptyMails(
  db: Queryable,
  ids: readonly string[],
  because: EmptiedBecause,
  at: Instant,
  bytes: "now" | "later" = "now",
): Promise<void> {
  if (ids.length === 0) return;
  const these = [...ids];
  if (bytes === "now") await db.delete(rawChunks).where(inArray(rawChunks.mail, these));
  await db.delete(confirmations).where(inArray(confirmations.inboundId, these));
  const words = WORDS[because];
  const isAside = sql`${inboundMail.state} = 'aside'`;
  await db
    .update(inboundMail)
    .set({
      emptiedAt: at,
      emptiedBecause: because,
      ...(words === undefined ? {} : { because: words }),
      lastError: null,
      state: "done",
      disposition: sql`case when ${isAside} then 'dismissed' else ${inboundMail.disposition} end`,
      fetchAgainAt: null,
      dueAt: null,
    })
    .where(inArray(inboundMail.id, these));
  if (because === "automaticMail") await emptyMachines(db, these);
}

/** What machines wrote stands on tickets too, which may stay for longer: as a line without words. */
async function emptyMachines(db: Queryable, mails: string[]): Promise<void> {
  const theirs = and(inArray(messages.inboundId, mails), eq(messages.author, "automatic"));
  const ids = db.select({ id: messages.id }).from(messages).where(theirs);
  await db.delete(attachments).where(inArray(attachments.messageId, ids));
  await db.update(messages).set({ visibleText: "", fullText: "" }).where(theirs);
}
