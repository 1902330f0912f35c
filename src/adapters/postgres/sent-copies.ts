import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { SentCopyEnd, SentCopyWork } from "../../jobs/store-sent-copies.ts";
import { type Instant, MINUTE, plus } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { mailboxes, outboundMail } from "./schema.ts";

const CLAIM_MS = 10 * MINUTE;

/** Takes due copies for ten minutes, so that no other node has them meanwhile. */
export async function claimSentCopies(
  db: Queryable,
  now: Instant,
  limit: number,
): Promise<readonly SentCopyWork[]> {
  const due = db
    .select({ id: outboundMail.id })
    .from(outboundMail)
    .where(and(eq(outboundMail.sentCopy, "due"), lte(outboundMail.sentCopyDueAt, now)))
    .orderBy(asc(outboundMail.sentCopyDueAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(outboundMail)
    .set({
      sentCopyDueAt: plus(now, CLAIM_MS),
      sentCopyAttempts: sql`${outboundMail.sentCopyAttempts} + 1`,
    })
    .where(inArray(outboundMail.id, due))
    .returning({
      id: outboundMail.id,
      msgId: outboundMail.msgId,
      reversePath: outboundMail.reversePath,
      acceptedAt: outboundMail.acceptedAt,
      attempts: outboundMail.sentCopyAttempts,
    });
  return rows.map((row) => ({ ...row, acceptedAt: row.acceptedAt ?? now }));
}

export async function finishSentCopy(db: Queryable, id: string, end: SentCopyEnd): Promise<void> {
  await db
    .update(outboundMail)
    .set({
      sentCopy: end.state,
      sentCopyDueAt: end.state === "due" ? end.dueAt : null,
      sentCopyError: "because" in end ? end.because : null,
    })
    .where(and(eq(outboundMail.id, id), eq(outboundMail.sentCopy, "due")));
}

export async function sentBytes(db: Queryable, id: string): Promise<Uint8Array> {
  const [row] = await db
    .select({ bytes: outboundMail.bytes })
    .from(outboundMail)
    .where(eq(outboundMail.id, id));
  return row!.bytes;
}

/** Whether `mailbox test` saw the provider store copies itself; null: nobody looked. */
export async function sentCopyByServer(db: Queryable, address: string): Promise<boolean | null> {
  const [row] = await db
    .select({ abilities: mailboxes.abilities })
    .from(mailboxes)
    .where(sql`lower(${mailboxes.address}) = ${address.toLowerCase()}`);
  const { sentCopyByServer: seen } = (row?.abilities ?? {}) as { readonly sentCopyByServer?: unknown };
  return typeof seen === "boolean" ? seen : null;
}
