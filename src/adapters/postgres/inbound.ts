import { and, asc, eq, inArray, ne } from "drizzle-orm";
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

/** The same; null where they were never kept or are gone. */
export async function keptRaw(db: Queryable, mail: string): Promise<Uint8Array | null> {
  const chunks = await db
    .select({ bytes: rawChunks.bytes })
    .from(rawChunks)
    .where(eq(rawChunks.mail, mail))
    .orderBy(asc(rawChunks.n));
  if (chunks.length === 0) return null;
  return chunks.length === 1 ? chunks[0]!.bytes : Buffer.concat(chunks.map(({ bytes }) => bytes));
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
