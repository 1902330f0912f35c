import { and, asc, eq, gte, inArray, ne, sql } from "drizzle-orm";
import type { InboundWork } from "../../jobs/ports.ts";
import type { Instant } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { folders, identities, inboundMail, mailboxes, rawChunks } from "./schema.ts";

/** The mail's row, locked: two workers on one mail take turns. */
export async function loadInbound(db: Queryable, id: string): Promise<InboundWork | null> {
  const [row] = await db
    .select({ mail: inboundMail, folder: folders, mailbox: mailboxes })
    .from(inboundMail)
    .innerJoin(folders, eq(folders.id, inboundMail.folderId))
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .where(eq(inboundMail.id, id))
    .for("update", { of: inboundMail });
  if (!row) return null;
  const { mail, folder, mailbox } = row;
  return {
    id,
    generation: mail.generation,
    state: mail.state,
    receivedAt: mail.receivedAt ?? mail.seenAt,
    storedAt: mail.storedAt ?? mail.seenAt,
    folderRole: folder.role,
    acknowledge: mail.acknowledge,
    released: mail.releasedBy !== null,
    deskAddress: mailbox.address,
    receiver: { provider: mailbox.provider, authservId: mailbox.authservId },
  };
}

/** The bytes as they came, put together from their chunks. */
export async function loadRaw(db: Queryable, mail: string): Promise<Uint8Array> {
  const bytes = await keptRaw(db, mail);
  if (bytes === null) throw new Fault(`mail ${mail} has no bytes`);
  return bytes;
}

/**
 * The same; null where they were never kept or are gone. A large mail is put together piece by piece in memory that
 * parse threads share: there is one copy of it, not four.
 */
export async function keptRaw(db: Queryable, mail: string): Promise<Uint8Array | null> {
  const pieces = (from: number, most: number) =>
    db
      .select({ bytes: rawChunks.bytes })
      .from(rawChunks)
      .where(and(eq(rawChunks.mail, mail), gte(rawChunks.n, from)))
      .orderBy(asc(rawChunks.n))
      .limit(most);
  const [first, second] = await pieces(0, 2);
  if (first === undefined) return null;
  if (second === undefined) return first.bytes;
  const [sum] = await db
    .select({ bytes: sql<number>`sum(length(${rawChunks.bytes}))::int` })
    .from(rawChunks)
    .where(eq(rawChunks.mail, mail));
  const whole = new Uint8Array(new SharedArrayBuffer(sum!.bytes));
  for (let n = 0, at = 0; at < whole.length; n++) {
    const [piece] = await pieces(n, 1);
    if (piece === undefined) throw new Fault(`mail ${mail} lacks piece ${n}`);
    whole.set(piece.bytes, at);
    at += piece.bytes.length;
  }
  return whole;
}

/** Inserts the identity or finds who was first; a mail that is processed again finds itself and is first again. */
export async function claimIdentity(db: Queryable, hash: Uint8Array, mail: string, at: Instant) {
  const [inserted] = await db.insert(identities).values({ hash, mail, at }).onConflictDoNothing().returning();
  if (inserted) return { first: true, mail };
  const [known] = await db.select().from(identities).where(eq(identities.hash, hash));
  return { first: known!.mail === mail, mail: known!.mail };
}

export async function unfinishedParent(
  db: Queryable,
  msgIds: readonly string[],
  mail: string,
): Promise<boolean> {
  if (msgIds.length === 0) return false;
  const [found] = await db
    .select({ id: inboundMail.id })
    .from(inboundMail)
    .where(
      and(eq(inboundMail.state, "stored"), inArray(inboundMail.msgId, [...msgIds]), ne(inboundMail.id, mail)),
    )
    .limit(1);
  return found !== undefined;
}
