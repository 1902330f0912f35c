import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { KeptMail, PendingMail } from "../../jobs/intake-ports.ts";
import { LARGE, PIECE } from "../../jobs/keep-bytes.ts";
import type { DueRow } from "../../jobs/ports.ts";
import { msgIdOf } from "../../mail/msg-id.ts";
import type { Instant } from "../../values/instant.ts";
import type { MailboxSettings } from "../system/mailboxes.ts";
import type { Db, Queryable } from "./connect.ts";
import { inboundMail, rawChunks } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** When a mail that the server does not give is asked for again, by how often it was; the last for ever. */
const ASK_AGAIN = ["1 minute", "10 minutes", "1 hour", "6 hours", "1 day"] as const;

export interface MailBytesOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly folderId: string;
  readonly mailbox: Pick<MailboxSettings, "afterStoring">;
}

/** The part of a folder's store that has to do with bytes: which are to come, those that came, those that never will. */
export function mailBytes({ db, clock, folderId, mailbox }: MailBytesOptions) {
  const ours = (uidvalidity: number) =>
    and(eq(inboundMail.folderId, folderId), eq(inboundMail.uidvalidity, uidvalidity));
  const tidies = mailbox.afterStoring.kind !== "leave";

  return {
    async pending(uidvalidity: number, limit: number): Promise<readonly PendingMail[]> {
      const { id, uid, size, attempts, pieces } = inboundMail;
      const at = await now(db, clock);
      const again = and(eq(inboundMail.state, "aside"), lt(inboundMail.fetchAgainAt, at));
      const rows = await db
        .select({ id, uid, size, attempts, pieces })
        .from(inboundMail)
        .where(and(ours(uidvalidity), or(eq(inboundMail.state, "seen"), again)))
        .orderBy(asc(attempts), sql`${pieces} > 0 or ${size} > ${LARGE}`, asc(uid))
        .limit(limit);
      return rows.map((row) => ({ ...row, size: row.size ?? 0 }));
    },

    keepBytes: (mails: readonly KeptMail[]): Promise<readonly DueRow[]> =>
      db.transaction(async (tx) => {
        const at = await now(tx, clock);
        await insertChunks(tx, mails);
        const kept = await Promise.all(mails.map(({ id, msgId }) => stored(tx, { id, msgId, at, tidies })));
        return kept.flat();
      }),

    keepPiece: (id: string, n: number, bytes: Uint8Array): Promise<void> =>
      db.transaction(async (tx) => {
        // The driver would make a copy and two characters of each byte: three megabytes that V8 frees late.
        const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
        await tx
          .insert(rawChunks)
          .values({ mail: id, n, bytes: sql`decode(${base64}, 'base64')` })
          .onConflictDoNothing();
        await tx
          .update(inboundMail)
          .set({ pieces: n + 1 })
          .where(eq(inboundMail.id, id));
      }),

    keepPieces: (id: string): Promise<readonly DueRow[]> =>
      db.transaction(async (tx) => {
        const first = and(eq(rawChunks.mail, id), eq(rawChunks.n, 0));
        const [chunk] = await tx.select({ bytes: rawChunks.bytes }).from(rawChunks).where(first);
        const msgId = chunk ? msgIdOf(chunk.bytes) : null;
        return stored(tx, { id, msgId, at: await now(tx, clock), tidies });
      }),

    async vanished(ids: readonly string[]): Promise<void> {
      await settleVanished(db, clock, inArray(inboundMail.id, [...ids]), "expunged before it could be read");
    },

    async vanishedUids(uidvalidity: number, uids: readonly number[]): Promise<void> {
      for (let n = 0; n < uids.length; n += 1000) {
        const some = and(ours(uidvalidity), inArray(inboundMail.uid, uids.slice(n, n + 1000)));
        await settleVanished(db, clock, some, "expunged before it could be read");
      }
    },

    async failed(ids: readonly string[], because: string): Promise<void> {
      if (ids.length === 0) return;
      await db
        .update(inboundMail)
        .set({ attempts: sql`${inboundMail.attempts} + 1`, lastError: because.slice(0, 500) })
        .where(and(inArray(inboundMail.id, [...ids]), isUnfetched));
    },

    async setAside(id: string, because: string): Promise<void> {
      const at = await now(db, clock);
      const waits = sql.join(
        ASK_AGAIN.map((wait) => sql`${wait}::interval`),
        sql`, `,
      );
      const nth = sql`least(${inboundMail.attempts} + 1, ${ASK_AGAIN.length})`;
      await db
        .update(inboundMail)
        .set({
          state: "aside",
          disposition: "quarantined",
          because: `cannot be fetched: ${because}`.slice(0, 500),
          lastError: because.slice(0, 500),
          settledAt: at,
          attempts: sql`${inboundMail.attempts} + 1`,
          fetchAgainAt: sql`to_timestamp(${at / 1000}::float8) + (array[${waits}])[${nth}]`,
        })
        .where(and(eq(inboundMail.id, id), isUnfetched));
    },

    untidied: (uidvalidity: number, limit: number) =>
      db
        .select({ id: inboundMail.id, uid: inboundMail.uid })
        .from(inboundMail)
        .where(and(ours(uidvalidity), inboundMail.untidy))
        .orderBy(asc(inboundMail.uid))
        .limit(limit),

    async tidied(ids: readonly string[]): Promise<void> {
      await db
        .update(inboundMail)
        .set({ untidy: false })
        .where(inArray(inboundMail.id, [...ids]));
    },
  };
}

/** Its bytes are still to come. */
const isUnfetched = or(
  eq(inboundMail.state, "seen"),
  and(eq(inboundMail.state, "aside"), isNull(inboundMail.storedAt)),
);

/** Mails whose bytes will never come are done; what came of them goes. Returns how many. */
export function settleVanished(
  db: Db,
  clock: Clock,
  which: SQL | undefined,
  because: string,
): Promise<number> {
  return db.transaction(async (tx) => {
    const settledAt = await now(tx, clock);
    const done = { state: "done", disposition: "vanished", dueAt: null, fetchAgainAt: null } as const;
    const gone = await tx
      .update(inboundMail)
      .set({ ...done, because, settledAt })
      .where(and(which, isUnfetched))
      .returning({ id: inboundMail.id, pieces: inboundMail.pieces });
    const partial = gone.filter(({ pieces }) => pieces > 0).map(({ id }) => id);
    if (partial.length > 0) await tx.delete(rawChunks).where(inArray(rawChunks.mail, partial));
    return gone.length;
  });
}

/** The mail has all its bytes: it is work now, and, where the settings say so, still to be flagged or moved. */
async function stored(
  tx: Queryable,
  mail: {
    readonly id: string;
    readonly msgId: string | null;
    readonly at: Instant;
    readonly tidies: boolean;
  },
): Promise<readonly DueRow[]> {
  const { id, msgId, at, tidies } = mail;
  const rows = await tx
    .update(inboundMail)
    .set({
      state: "stored",
      disposition: null,
      because: null,
      settledAt: null,
      lastError: null,
      fetchAgainAt: null,
      attempts: 0,
      storedAt: at,
      msgId,
      dueAt: at,
      untidy: tidies,
    })
    .where(and(eq(inboundMail.id, id), isUnfetched))
    .returning({ id: inboundMail.id, generation: inboundMail.generation });
  return rows.map((row) => ({ ...row, queue: "inbound" as const, dueAt: at }));
}

async function insertChunks(tx: Queryable, mails: readonly KeptMail[]): Promise<void> {
  const chunks = mails.flatMap(({ id, bytes }) =>
    Array.from({ length: Math.max(1, Math.ceil(bytes.length / PIECE)) }, (_, n) => ({
      mail: id,
      n,
      bytes: bytes.subarray(n * PIECE, (n + 1) * PIECE),
    })),
  );
  for (let at = 0; at < chunks.length; at += 200) {
    await tx
      .insert(rawChunks)
      .values(chunks.slice(at, at + 200))
      .onConflictDoNothing();
  }
}
