import { and, asc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import type { InboundWork } from "../../jobs/ports.ts";
import type { Instant } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";
import type { Queryable } from "./connect.ts";
import { confirmations, folders, identities, inboundMail, mailboxes, rawChunks } from "./schema.ts";

/** The mail's row, locked: two workers on one mail take turns. */
export async function loadInbound(db: Queryable, id: string): Promise<InboundWork | null> {
  const [row] = await inboundRow(db, id).for("update", { of: inboundMail });
  return row ? workOf(row) : null;
}

/** The same as it is at the moment, for a first look. */
export async function lookAtInbound(db: Queryable, id: string): Promise<InboundWork | null> {
  const [row] = await inboundRow(db, id);
  return row ? workOf(row) : null;
}

function inboundRow(db: Queryable, id: string) {
  return db
    .select({ mail: inboundMail, folder: folders, mailbox: mailboxes, confirmation: confirmations })
    .from(inboundMail)
    .innerJoin(folders, eq(folders.id, inboundMail.folderId))
    .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId))
    .leftJoin(
      confirmations,
      and(eq(confirmations.inboundId, inboundMail.id), isNotNull(confirmations.usedAt)),
    )
    .where(eq(inboundMail.id, id));
}

type InboundRow = Awaited<ReturnType<typeof inboundRow>>[number];

function workOf({ mail, folder, mailbox, confirmation }: InboundRow): InboundWork {
  const confirmedAt = confirmation?.usedAt ?? null;
  return {
    id: mail.id,
    generation: mail.generation,
    state: mail.state,
    receivedAt: mail.receivedAt ?? mail.seenAt,
    storedAt: mail.storedAt ?? mail.seenAt,
    folderRole: folder.role,
    acknowledge: mail.acknowledge,
    released: mail.releasedBy !== null,
    confirmed: confirmedAt === null ? null : { address: confirmation!.address, at: confirmedAt },
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

/** Read at once of a large mail; as hexadecimal text it stays below what V8 calls a large object and frees late. */
const SLICE = 48 * 1024;

/**
 * The same; null where they were never kept or are gone. A large mail is put together slice by slice in memory that
 * parse threads share: there is one copy of it, not four.
 */
export async function keptRaw(db: Queryable, mail: string): Promise<Uint8Array | null> {
  const ofMail = eq(rawChunks.mail, mail);
  const length = sql<number>`length(${rawChunks.bytes})`;
  const small = sql<Uint8Array | null>`case when ${length} <= ${SLICE} then ${rawChunks.bytes} end`;
  const pieces = await db
    .select({ n: rawChunks.n, length, small })
    .from(rawChunks)
    .where(ofMail)
    .orderBy(asc(rawChunks.n));
  const slice = async (n: number, from: number, length: number): Promise<Uint8Array> => {
    const part = sql<Uint8Array>`substring(${rawChunks.bytes} from ${from + 1}::int for ${length}::int)`;
    const [row] = await db
      .select({ part })
      .from(rawChunks)
      .where(and(ofMail, eq(rawChunks.n, n)));
    if (!row) throw new Fault(`mail ${mail} lacks piece ${n}`);
    return row.part;
  };
  const [first] = pieces;
  if (first === undefined) return null;
  if (pieces.length === 1) return first.small ?? slice(first.n, 0, first.length);
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const whole = new Uint8Array(new SharedArrayBuffer(total));
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += SLICE) {
      const part = await slice(piece.n, from, Math.min(SLICE, piece.length - from));
      whole.set(part, at);
      at += part.length;
    }
  }
  return whole;
}

/** Inserts the identity or finds who was first; a mail that is processed again finds itself and is first again. */
export async function claimIdentity(db: Queryable, hash: Uint8Array, mail: string, at: Instant) {
  const [inserted] = await db.insert(identities).values({ hash, mail, at }).onConflictDoNothing().returning();
  if (inserted) return { first: true, mail, emptied: null };
  const [known] = await db
    .select({ mail: identities.mail, emptied: inboundMail.emptiedBecause })
    .from(identities)
    .leftJoin(inboundMail, eq(inboundMail.id, identities.mail))
    .where(eq(identities.hash, hash));
  return { first: known!.mail === mail, mail: known!.mail, emptied: known!.emptied };
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
