import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  type SQL,
  sql,
} from "drizzle-orm";
import type { OperatorNotice, TellPorts } from "../../jobs/tell-operators.ts";
import { noticeOf, type ProofPorts, type WatchPorts, type WatchTx } from "../../jobs/watch-desk.ts";
import type { AlarmCode, Condition, OpenAlarm } from "../../ops/alarms.ts";
import type { ExpiringSecret } from "../../ops/secret-expiry.ts";
import { DAY, type Instant, plus } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import { newId } from "../system/ids.ts";
import type { Db, Queryable } from "./connect.ts";
import { watchedEntitlements } from "./entitlements.ts";
import { lastBeat } from "./heartbeats.ts";
import { deskState } from "./ops-queries-desk.ts";
import { unaccountedMails } from "./ops-queries-health.ts";
import { alarms, desk, folders, inboundMail, mailboxes, operatorNotices, outboundMail } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** What nobody heard of for a day, because no channel was set or none took it, is told no more. */
const STALE_MS = DAY;

/** Alarms that have not ended, the oldest first. */
export async function openAlarms(db: Queryable, only?: SQL): Promise<readonly OpenAlarm[]> {
  return db
    .select()
    .from(alarms)
    .where(and(isNull(alarms.endedAt), only))
    .orderBy(asc(alarms.seenAt), asc(alarms.id));
}

/** What an alarm and the daily proof are decided from. */
export function watchPorts(
  db: Db,
  clock: Clock,
  secrets: () => Promise<readonly ExpiringSecret[]> = async () => [],
  isWatched: (account: string, path: string) => boolean = () => true,
): WatchPorts & ProofPorts {
  return {
    now: () => now(db, clock),
    async facts() {
      const facts = await loadFacts(db, await now(db, clock), await secrets());
      const watched = facts.folders.filter(({ account, path }) => isWatched(account, path));
      return { ...facts, folders: watched };
    },
    transact: (work) => db.transaction(async (tx) => work(watchTx(tx, await now(tx, clock)))),
    async desk() {
      const [[row], state] = await Promise.all([db.select({ at: desk.createdAt }).from(desk), deskState(db)]);
      return row && state ? { timeZone: state.timeZone, beganAt: row.at } : null;
    },
    async arrived(from, until) {
      return db
        .select({
          role: folders.role,
          state: inboundMail.state,
          disposition: inboundMail.disposition,
          n: count(),
        })
        .from(inboundMail)
        .innerJoin(folders, eq(folders.id, inboundMail.folderId))
        .where(and(gte(inboundMail.seenAt, from), lt(inboundMail.seenAt, until)))
        .groupBy(folders.role, inboundMail.state, inboundMail.disposition);
    },
    unaccounted: async () => unaccountedMails(db, await now(db, clock)),
  };
}

async function loadFacts(db: Db, at: Instant, secrets: readonly ExpiringSecret[]) {
  const inTrouble = and(
    eq(outboundMail.purpose, "answer"),
    inArray(outboundMail.state, ["failed", "unsure"]),
    isNull(outboundMail.dueAt),
  );
  const [unaccounted, aside, troubledAnswers, watched, relayAt, [row], entitlements] = await Promise.all([
    unaccountedMails(db, at),
    db.$count(inboundMail, eq(inboundMail.state, "aside")),
    db.$count(outboundMail, inTrouble),
    db
      .select({ folder: folders, account: mailboxes.account })
      .from(folders)
      .innerJoin(mailboxes, eq(mailboxes.id, folders.mailboxId)),
    lastBeat(db, "relay"),
    db.select({ at: desk.createdAt }).from(desk),
    watchedEntitlements(db, at),
  ]);
  const named = watched.map(({ account, folder: { id, role, path, lastSyncAt } }) => ({
    ...{ account, path, lastSyncAt },
    id: folderName(role, id),
  }));
  const beganAt = row?.at ?? at;
  return { unaccounted, aside, troubledAnswers, folders: named, relayAt, secrets, entitlements, beganAt };
}

/** A folder where no path of a mailbox may be named: its role and the end of its id, as Mailboxes shows them. */
export function folderName(role: string, id: string): string {
  return `${role} ${id.slice(-12)}`;
}

function watchTx(tx: Queryable, at: Instant): WatchTx {
  return {
    now: at,
    openAlarms: () => openAlarms(tx, eq(alarms.raised, false)),
    async save({ appear, begin, recount, end, drop }) {
      const rows = appear.map(({ code, subject, count, begins }) => ({
        id: newId(),
        ...{ code, subject, count, seenAt: at, beganAt: begins ? at : null },
      }));
      if (rows.length > 0) await tx.insert(alarms).values(rows);
      for (const { id, count } of recount) await tx.update(alarms).set({ count }).where(eq(alarms.id, id));
      const ids = (some: readonly OpenAlarm[]) =>
        inArray(
          alarms.id,
          some.map(({ id }) => id),
        );
      if (begin.length > 0) await tx.update(alarms).set({ beganAt: at }).where(ids(begin));
      if (end.length > 0) await tx.update(alarms).set({ endedAt: at }).where(ids(end));
      if (drop.length > 0) await tx.delete(alarms).where(ids(drop));
      return rows.map(({ id }) => id);
    },
    async notify(notices) {
      if (notices.length === 0) return;
      const rows = notices.map((notice) => ({
        ...notice,
        data: notice.data as Json,
        id: newId(),
        createdAt: at,
        dueAt: at,
      }));
      await tx.insert(operatorNotices).values(rows).onConflictDoNothing();
    },
  };
}

/**
 * Raises an alarm that its own finder also ends: for whoever knows of a matter that no fact of the database shows. Told
 * at once; while one of this code and subject is open, only its count changes.
 */
export function raiseAlarm(db: Db, clock: Clock, condition: Condition): Promise<void> {
  return db.transaction(async (raw) => {
    const at = await now(raw, clock);
    const tx = watchTx(raw, at);
    const row = { id: newId(), ...condition, seenAt: at, beganAt: at, raised: true };
    const [raised] = await raw.insert(alarms).values(row).onConflictDoNothing().returning();
    if (raised) return tx.notify([noticeOf("begins", condition, row.id, at)]);
    await raw.update(alarms).set({ count: condition.count }).where(isOpen(condition));
  });
}

/** Ends an alarm that `raiseAlarm` began. Nothing open: nothing happens. */
export function endAlarm(db: Db, clock: Clock, alarm: Pick<Condition, "code" | "subject">): Promise<void> {
  return db.transaction(async (raw) => {
    const at = await now(raw, clock);
    const ended = await raw.update(alarms).set({ endedAt: at }).where(isOpen(alarm)).returning();
    await watchTx(raw, at).notify(ended.map((row) => noticeOf("ends", row, row.id, at)));
  });
}

function isOpen({ code, subject }: { readonly code: AlarmCode; readonly subject: string }) {
  return and(
    eq(alarms.code, code),
    eq(alarms.subject, subject),
    eq(alarms.raised, true),
    isNull(alarms.endedAt),
  );
}

/** The notices that wait to be told. */
export function noticeStore(db: Db, clock: Clock): Omit<TellPorts, "channels"> {
  return {
    now: () => now(db, clock),
    async dueNotices(limit): Promise<readonly OperatorNotice[]> {
      const at = await now(db, clock);
      const waiting = and(
        isNotNull(operatorNotices.dueAt),
        lte(operatorNotices.dueAt, at),
        gt(operatorNotices.createdAt, plus(at, -STALE_MS)),
      );
      return db.select().from(operatorNotices).where(waiting).orderBy(asc(operatorNotices.id)).limit(limit);
    },
    async saveTold(id, { told, dueAt, lastError }) {
      await db
        .update(operatorNotices)
        .set({ told: [...told], dueAt, lastError, attempts: sql`${operatorNotices.attempts} + 1` })
        .where(eq(operatorNotices.id, id));
    },
  };
}
