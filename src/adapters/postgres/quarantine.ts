import { and, asc, eq, gte, inArray, type SQL, sql } from "drizzle-orm";
import { decideReplay, type ReplayAct } from "../../ops/replay.ts";
import type { Instant } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { audit, inboundMail, rawChunks } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** Which mails aside are meant; all that is given must fit. */
export interface WhichMails {
  readonly id?: string;
  /** A part of the reason, in any case of letters. */
  readonly because?: string;
  /** Seen at this moment or later. */
  readonly since?: Instant;
}

export interface Replayed {
  readonly id: string;
  readonly kind: "process" | "fetch" | "settle" | "nothing";
  readonly because: string;
}

/** The mails that are meant, oldest first, at most `limit`. One named by its id is found whatever its state. */
export async function findForReplay(
  db: Queryable,
  which: WhichMails,
  limit = 10_000,
): Promise<readonly { readonly id: string; readonly because: string | null; readonly seenAt: Instant }[]> {
  const { id, because, since } = which;
  const conditions: (SQL | undefined)[] = [
    id === undefined ? eq(inboundMail.state, "aside") : eq(inboundMail.id, id),
    because === undefined ? undefined : sql`strpos(lower(${inboundMail.because}), lower(${because})) > 0`,
    since === undefined ? undefined : gte(inboundMail.seenAt, since),
  ];
  return db
    .select({ id: inboundMail.id, because: inboundMail.because, seenAt: inboundMail.seenAt })
    .from(inboundMail)
    .where(and(...conditions))
    .orderBy(asc(inboundMail.id))
    .limit(limit);
}

export interface ReplayOrder {
  readonly act: ReplayAct;
  readonly ids: readonly string[];
  /** Who asks, for the audit. */
  readonly actor: string;
  readonly clock: Clock;
  readonly dryRun?: boolean;
}

/**
 * Replays, releases or dismisses mails, each in a transaction of its own that locks the mail's row: one that is being
 * processed at this moment is found done. Workers hear of it through the relay.
 */
export async function replayMails(db: Db, order: ReplayOrder): Promise<readonly Replayed[]> {
  const done: Replayed[] = [];
  for (const id of order.ids) done.push(await db.transaction((tx) => replayOne(tx, id, order)));
  return done;
}

async function replayOne(
  tx: Queryable,
  id: string,
  { act, actor, clock, dryRun }: ReplayOrder,
): Promise<Replayed> {
  const [mail] = await tx.select().from(inboundMail).where(eq(inboundMail.id, id)).for("update");
  if (!mail) return { id, kind: "nothing", because: "there is no such mail" };
  const [chunk] = await tx
    .select({ n: rawChunks.n })
    .from(rawChunks)
    .where(and(eq(rawChunks.mail, id), eq(rawChunks.n, 0)));
  const decided = decideReplay(act, {
    ...mail,
    hasBytes: chunk !== undefined && mail.storedAt !== null,
    emptied: mail.emptiedAt !== null,
  });
  if (decided.kind === "nothing") return { id, ...decided };
  const said = { id, kind: decided.kind, because: mail.because ?? "" };
  if (dryRun) return said;
  const at = await now(tx, clock);
  const again = {
    disposition: null,
    because: null,
    settledAt: null,
    lastError: null,
    attempts: 0,
    fetchAgainAt: null,
    replays: sql`${inboundMail.replays} + 1`,
    releasedBy: act === "release" ? actor : null,
  };
  const set = {
    process: { ...again, state: "stored" as const, dueAt: at },
    fetch: {
      ...again,
      state: "seen" as const,
      storedAt: null,
      pieces: chunk === undefined ? 0 : mail.pieces,
      dueAt: null,
    },
    settle: {
      state: "done" as const,
      disposition: "dismissed",
      because: `dismissed by ${actor}; it was aside: ${mail.because ?? mail.lastError ?? "no reason kept"}`,
      settledAt: at,
      fetchAgainAt: null,
      dueAt: null,
    },
  }[decided.kind];
  await tx
    .update(inboundMail)
    .set({ ...set, generation: sql`${inboundMail.generation} + 1` })
    .where(eq(inboundMail.id, id));
  const detail = { mail: id, because: (mail.because ?? "").slice(0, 200) };
  await tx.insert(audit).values({ id: newId(), at, actor, action: `mail.${act}`, detail });
  return said;
}

/** Writes down that somebody took a mail's bytes away with them. */
export async function auditDownload(db: Queryable, id: string, actor: string, at: Instant): Promise<void> {
  await db.insert(audit).values({ id: newId(), at, actor, action: "mail.download", detail: { mail: id } });
}

/** The first bytes of mails, enough for their header, in one query; mails whose bytes were never kept are left out. */
export async function rawHeads(
  db: Queryable,
  ids: readonly string[],
  bytes = 8192,
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      mail: rawChunks.mail,
      head: sql<Buffer>`substring(${rawChunks.bytes} from 1 for ${bytes})`,
    })
    .from(rawChunks)
    .where(and(inArray(rawChunks.mail, [...ids]), eq(rawChunks.n, 0)));
  return new Map(rows.map(({ mail, head }) => [mail, head]));
}
