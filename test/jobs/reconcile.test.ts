import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stuckMails, unaccountedMails } from "../../src/adapters/postgres/ops-queries-health.ts";
import { reconcileStore } from "../../src/adapters/postgres/reconcile.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { watchedBy } from "../../src/adapters/system/watched.ts";
import { receiptOf, reconcile, type ServerFolder } from "../../src/jobs/reconcile.ts";
import { DAY, HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";
import { Unavailable } from "../../src/values/trouble.ts";
import { type LedgerDesk, ledgerDesk, SUPPORT } from "../support/ledger-desk.ts";
import { plainMail } from "../support/plain-mail.ts";

let desk: LedgerDesk;
/** What the server holds: UIDs. */
let server: { uidvalidity: number; uids: number[]; away: boolean };
const dates = new Map<number, Instant>();
beforeEach(async () => {
  dates.clear();
  desk = await ledgerDesk();
  server = { uidvalidity: 7, uids: [], away: false };
});
afterEach(() => desk[Symbol.asyncDispose]());

const mail = (n: number): string =>
  plainMail({ From: "carla@fabrikam.example", To: SUPPORT, "Message-ID": `<${n}@f.example>` }, `Words ${n}.`);

/** A server's folder in memory; closing it is counted by nothing. */
const open = async (): Promise<ServerFolder> => {
  if (server.away) throw new Unavailable("nothing listens there");
  return {
    uidvalidity: server.uidvalidity,
    uids: async () => server.uids,
    describe: async (uids) =>
      uids
        .filter((uid) => server.uids.includes(uid))
        .map((uid) => ({ uid, size: 10, internalDate: dates.get(uid) ?? null })),
    async [Symbol.asyncDispose]() {},
  };
};

function run(dryRun = false, atOnce = 3, mailboxes = desk.context.mailboxes) {
  const { context, database } = desk;
  const store = reconcileStore(database.db, context.clock, watchedBy(mailboxes));
  return reconcile({ ...store, open, publish: async () => {} }, dryRun, atOnce);
}
const rowOf = async (uid: number) =>
  (await desk.database.db.select().from(schema.inboundMail).where(eq(schema.inboundMail.uid, uid)))[0];
const unaccounted = () => unaccountedMails(desk.database.db, desk.now());

test("a mail on the server without a row gets one, to be fetched; asked only, it is told and nothing changes", async () => {
  await desk.keep(mail(1), mail(2));
  await desk.database.db.update(schema.folders).set({ lastSyncAt: desk.now() });
  await desk.database.sql`delete from inbound_mail where uid = 101`;
  server.uids = [1, 100, 101];
  expect((await run(true)).folders).toMatchObject([
    { missing: 1, onServer: 2, unaccounted: 1, trouble: null },
  ]);
  expect(await rowOf(101)).toBeUndefined();
  const done = await run();
  expect(receiptOf(done)).toMatchObject({ repaired: 1, vanished: 0, unaccounted: 0 });
  expect(await rowOf(101)).toMatchObject({ state: "seen", uidvalidity: 7 });
  expect(await rowOf(1)).toBeUndefined();
  expect(receiptOf(await run())).toMatchObject({ repaired: 0 });
});

test("a row whose mail was expunged before its bytes were kept has vanished; one with bytes stays", async () => {
  const [kept] = await desk.keep(mail(1), mail(2));
  await desk.database
    .sql`update inbound_mail set state = 'seen', stored_at = null, due_at = null where uid = 101`;
  expect(receiptOf(await run())).toMatchObject({ vanished: 1 });
  expect(await rowOf(101)).toMatchObject({ state: "done", disposition: "vanished", settledAt: desk.now() });
  expect(await desk.mail(kept!)).toMatchObject({ state: "stored" });
});

test("a mail aside that the server would not give, and that is gone from it, has vanished", async () => {
  await desk.keep(mail(1));
  await desk.database.sql`update inbound_mail set state = 'aside', stored_at = null, due_at = null`;
  server.uids = [100];
  expect(receiptOf(await run())).toMatchObject({ vanished: 0 });
  server.uids = [];
  expect(receiptOf(await run())).toMatchObject({ vanished: 1 });
});

test("a mail from before the desk began, found where a folder was looked at mail by mail, is left alone", async () => {
  await desk.database.db.update(schema.folders).set({ startUid: 1, judgeBelow: 90 });
  server.uids = [5, 95];
  dates.set(5, plus(desk.now(), -DAY));
  dates.set(95, plus(desk.now(), -DAY));
  expect(receiptOf(await run())).toMatchObject({ repaired: 2 });
  expect(await rowOf(5)).toMatchObject({ state: "done", disposition: "before-start" });
  expect(await rowOf(95)).toMatchObject({ state: "seen" });
});

test("a mail that is stored and neither due nor done is armed and processed, once", async () => {
  const [id] = await desk.keep(mail(1));
  server.uids = [100];
  await desk.database.sql`update inbound_mail set due_at = null`;
  expect(await stuckMails(desk.database.db, desk.now())).toBe(1);
  expect(await desk.work()).toEqual([]);
  expect(await run()).toMatchObject({ rearmed: 1 });
  expect(await stuckMails(desk.database.db, desk.now())).toBe(0);
  expect(await desk.work()).toMatchObject([{ outcome: "opened-ticket" }]);
  expect(await run()).toMatchObject({ rearmed: 0 });
  expect(await desk.mail(id!)).toMatchObject({ state: "done" });
});

test("a mail that is done as nothing is processed again, and one with a ticket is left to a person", async () => {
  const [lost, ticketed] = await desk.keep(mail(1), mail(2));
  server.uids = [100, 101];
  await desk.work();
  const { sql } = desk.database;
  await sql`update inbound_mail set disposition = null where id = ${ticketed!}`;
  await sql`update inbound_mail set disposition = null, ticket_id = null where id = ${lost!}`;
  expect(await run()).toMatchObject({ rearmed: 1 });
  expect(await desk.mail(lost!)).toMatchObject({ state: "stored" });
  expect(await unaccounted()).toBe(1);
});

test("a server that is away: nothing is called gone, the reason is kept, and what was known stays", async () => {
  await desk.keep(mail(1));
  await desk.database.sql`update inbound_mail set state = 'seen', stored_at = null, due_at = null`;
  server.uids = [100, 200];
  expect((await run()).folders).toMatchObject([{ behind: 1, unaccounted: 1 }]);
  server.away = true;
  expect(receiptOf(await run())).toMatchObject({ unreachable: 1, vanished: 0 });
  const [folder] = await desk.database.db.select().from(schema.folders);
  expect(folder).toMatchObject({ reconcileTrouble: "nothing listens there", unaccounted: 1, onServer: 2 });
  expect(await rowOf(100)).toMatchObject({ state: "seen" });
});

test("another UIDVALIDITY than the ledger's is not compared: every mail would seem gone", async () => {
  await desk.keep(mail(1));
  await desk.database.sql`update inbound_mail set state = 'seen', stored_at = null, due_at = null`;
  server.uidvalidity = 8;
  expect((await run()).folders[0]!.trouble).toContain("UIDVALIDITY");
  expect(await rowOf(100)).toMatchObject({ state: "seen" });
});

test("a row of an earlier UIDVALIDITY without bytes has vanished once intake has long gone on", async () => {
  await desk.keep(mail(1));
  await desk.database
    .sql`update inbound_mail set state = 'seen', stored_at = null, due_at = null, uidvalidity = 6`;
  expect(receiptOf(await run())).toMatchObject({ vanished: 0 });
  desk.forward(HOUR);
  expect(receiptOf(await run())).toMatchObject({ vanished: 1 });
  expect((await rowOf(100))?.because).toContain("rebuilt");
});

test("what intake has not seen yet is unaccounted for only where intake stands still", async () => {
  server.uids = [150, 151];
  await desk.database.db.update(schema.folders).set({ lastSyncAt: desk.now() });
  expect((await run()).folders).toMatchObject([{ behind: 2, unaccounted: 0, missing: 0 }]);
  expect(await unaccounted()).toBe(0);
  desk.forward(6 * MINUTE);
  await run();
  expect(await unaccounted()).toBe(2);
  await desk.database.db.update(schema.folders).set({ lastSyncAt: desk.now() });
  await run();
  expect(await unaccounted()).toBe(0);
});

test("a mail that was seen and whose bytes do not come is unaccounted for after ten minutes", async () => {
  await desk.keep(mail(1));
  await desk.database.sql`update inbound_mail set state = 'seen', stored_at = null, due_at = null`;
  expect(await unaccounted()).toBe(0);
  desk.forward(10 * MINUTE + 1);
  expect(await unaccounted()).toBe(1);
});

test.each([1, 2, 3, 100])("compared %d at once, the same is found", async (atOnce) => {
  await desk.keep(...Array.from({ length: 9 }, (_, n) => mail(n)));
  await desk.database.sql`delete from inbound_mail where uid in (100, 104, 108)`;
  await desk.database
    .sql`update inbound_mail set state = 'seen', stored_at = null where uid in (101, 105, 107)`;
  server.uids = [108, 3, 100, 102, 103, 104, 106, 109, 300];
  const found = { missing: 3, vanished: 3, behind: 2, onServer: 8 };
  expect((await run(true, atOnce)).folders).toMatchObject([found]);
  expect((await run(false, atOnce)).folders).toMatchObject([found]);
  expect((await run(true, atOnce)).folders).toMatchObject([{ ...found, missing: 0, vanished: 0 }]);
});

test("a folder that the settings no longer name is not compared, and nobody is blamed for it", async () => {
  const [mailbox] = desk.context.mailboxes;
  server.uids = [150];
  await run();
  expect(await unaccounted()).toBe(1);
  const only = [{ path: "Another", role: "inbox" }] as const;
  expect((await run(false, 3, [{ ...mailbox!, folders: only }])).folders).toEqual([]);
  expect(await unaccounted()).toBe(0);
});
