import { randomUUIDv7 } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findForReplay, replayMails } from "../../src/adapters/postgres/quarantine.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { openParsePool } from "../../src/adapters/system/parse-pool.ts";
import type { Ports } from "../../src/jobs/ports.ts";
import type { ReplayAct } from "../../src/ops/replay.ts";
import { DAY, HOUR, plus } from "../../src/values/instant.ts";
import { type LedgerDesk, ledgerDesk, SUPPORT } from "../support/ledger-desk.ts";
import { plainMail } from "../support/plain-mail.ts";

const CARLA = "carla@fabrikam.example";
const mail = (n: number, more: Record<string, string> = {}): string =>
  plainMail(
    { From: CARLA, To: SUPPORT, Subject: `Mail ${n}`, "Message-ID": `<${n}@f.example>`, ...more },
    `Words ${n}.`,
  );

let desk: LedgerDesk;
beforeEach(async () => {
  desk = await ledgerDesk();
});
afterEach(() => desk[Symbol.asyncDispose]());

const order = (act: ReplayAct, ...ids: readonly string[]) =>
  replayMails(desk.database.db, { act, ids, actor: "marta", clock: desk.context.clock });
const count = (table: Parameters<typeof desk.database.db.$count>[0]) => desk.database.db.$count(table);
const acknowledgements = () =>
  desk.database.db.$count(schema.outboundMail, eq(schema.outboundMail.purpose, "acknowledgement"));

/** A mail whose job throws each time: its bytes are gone from the database. What puts them back is the fix. */
async function poison(id: string): Promise<() => Promise<void>> {
  const { sql } = desk.database;
  const chunks = await sql`delete from raw_chunks where mail = ${id} returning *`;
  return async () => {
    await sql`insert into raw_chunks ${sql(chunks)}`;
  };
}

/** The desk before a fix: its parser takes too long over everything. */
async function withSlowParser<T>(work: (ports: Ports) => Promise<T>): Promise<T> {
  const pool = openParsePool({ size: 1, timeoutMs: 0 });
  try {
    return await work({ ...desk.ports, read: (bytes, receiver) => pool.read(bytes, receiver) });
  } finally {
    await pool.close();
  }
}

test("a poison mail at the head never blocks the next, and goes aside with its reason after bounded tries", async () => {
  const [bad, good] = await desk.keep(mail(1), mail(2));
  await poison(bad!);
  expect((await desk.work()).map(({ outcome }) => outcome)).toEqual(["failed", "opened-ticket"]);
  expect(await desk.mail(good!)).toMatchObject({ state: "done", disposition: "opened-ticket" });
  for (let tries = 0; tries < 10; tries++) {
    desk.forward(HOUR);
    await desk.work();
  }
  expect(await desk.mail(bad!)).toMatchObject({
    state: "aside",
    disposition: "quarantined",
    because: `mail ${bad} has no bytes`,
    attempts: 3,
    dueAt: null,
  });
  expect((await desk.mail(bad!)).settledAt).not.toBeNull();
});

test("a replay after a fix makes one ticket and one acknowledgement, however often it is asked for", async () => {
  const [id] = await desk.keep(mail(1));
  expect(await withSlowParser((slow) => desk.work(slow))).toMatchObject([
    { outcome: "quarantined", because: "too-slow" },
  ]);
  expect(await count(schema.tickets)).toBe(0);
  expect(await order("replay", id!, id!)).toMatchObject([
    { kind: "process", because: expect.stringContaining("too-slow") },
    { kind: "nothing", because: "it is waiting to be processed" },
  ]);
  expect(await desk.work()).toMatchObject([{ outcome: "opened-ticket" }]);
  expect(await order("replay", id!)).toEqual([{ id, kind: "nothing", because: "it is done: opened-ticket" }]);
  expect(await desk.work()).toEqual([]);
  expect([await count(schema.tickets), await acknowledgements()]).toEqual([1, 1]);
  expect(await desk.mail(id!)).toMatchObject({ replays: 1, disposition: "opened-ticket" });
});

test("the same mail by two routes, both aside: the replay of both makes one ticket, whichever is first", async () => {
  const received = { Received: "from other.example by mx.contoso.example; Thu, 3 Dec 2026 10:00:00 +0000" };
  const ids = await desk.keep(mail(1), mail(1, received));
  await withSlowParser((slow) => desk.work(slow));
  await order("replay", ...ids.toReversed());
  expect((await desk.work()).map(({ outcome }) => outcome).sort()).toEqual(["duplicate", "opened-ticket"]);
  expect([await count(schema.tickets), await acknowledgements()]).toEqual([1, 1]);
});

test("a replay whose fix does not help puts the mail aside again, with its reason", async () => {
  const [id] = await desk.keep(mail(1));
  await withSlowParser((slow) => desk.work(slow));
  await order("replay", id!);
  await withSlowParser((slow) => desk.work(slow));
  expect(await desk.mail(id!)).toMatchObject({ state: "aside", replays: 1, disposition: "quarantined" });
});

test("a mail without bytes is fetched again, not processed", async () => {
  const [id] = await desk.keep(mail(1));
  await poison(id!);
  await desk.database.sql`update inbound_mail set state = 'aside', because = 'the server would not give it'`;
  expect(await order("release", id!)).toMatchObject([{ kind: "nothing" }]);
  expect(await order("replay", id!)).toMatchObject([{ kind: "fetch" }]);
  expect(await desk.mail(id!)).toMatchObject({ state: "seen", dueAt: null, disposition: null });
});

test("a large mail of which only the first piece came is fetched on, never processed in part", async () => {
  const [id] = await desk.keep(mail(1));
  await desk.database
    .sql`update inbound_mail set state = 'aside', stored_at = null, pieces = 1, due_at = null`;
  expect(await order("release", id!)).toMatchObject([{ kind: "nothing" }]);
  expect(await order("replay", id!)).toMatchObject([{ kind: "fetch" }]);
  expect(await desk.mail(id!)).toMatchObject({ state: "seen", pieces: 1 });
});

describe("release", () => {
  const automatic = mail(1, { "Auto-Submitted": "auto-generated" });

  test("what was refused as automatic opens a ticket, and is still not acknowledged", async () => {
    const [id] = await desk.keep(automatic);
    expect(await desk.work()).toMatchObject([{ outcome: "suppressed" }]);
    expect(await order("replay", id!)).toEqual([{ id, kind: "nothing", because: "it is done: suppressed" }]);
    expect(await order("release", id!)).toMatchObject([{ kind: "process" }]);
    expect(await desk.work()).toMatchObject([{ outcome: "opened-ticket" }]);
    expect([await count(schema.tickets), await acknowledgements()]).toEqual([1, 0]);
    expect(await order("release", id!)).toMatchObject([{ kind: "nothing" }]);
  });

  test("what lay in Junk from an unknown sender opens a ticket and is acknowledged", async () => {
    await desk.database.db.update(schema.folders).set({ role: "junk" });
    const [id] = await desk.keep(mail(1));
    expect(await desk.work()).toMatchObject([{ outcome: "suppressed" }]);
    await order("release", id!);
    expect(await desk.work()).toMatchObject([{ outcome: "opened-ticket" }]);
    expect([await count(schema.tickets), await acknowledgements()]).toEqual([1, 1]);
  });

  test("our own mail stays refused: released, it would go round for ever", async () => {
    const [id] = await desk.keep(
      mail(1, { From: SUPPORT, "Message-ID": "<a.b@answerable.contoso.example>" }),
    );
    expect(await desk.work()).toMatchObject([{ outcome: "suppressed" }]);
    await order("release", id!);
    expect(await desk.work()).toMatchObject([{ outcome: "suppressed" }]);
    expect(await count(schema.tickets)).toBe(0);
  });
});

test("a dismissed mail is done, says by whom, and cannot be replayed", async () => {
  const [id] = await desk.keep(mail(1));
  await withSlowParser((slow) => desk.work(slow));
  expect(await order("dismiss", id!)).toMatchObject([{ kind: "settle" }]);
  const row = await desk.mail(id!);
  expect(row).toMatchObject({ state: "done", disposition: "dismissed", dueAt: null });
  expect(row.because).toMatch(/^dismissed by marta; it was aside: too-slow/);
  expect(await order("replay", id!)).toEqual([{ id, kind: "nothing", because: "it is done: dismissed" }]);
});

test("each act is in the audit with who asked; what did nothing is not", async () => {
  const [id] = await desk.keep(mail(1));
  await withSlowParser((slow) => desk.work(slow));
  await order("replay", id!, id!, randomUUIDv7());
  const rows = await desk.database.db
    .select()
    .from(schema.audit)
    .where(eq(schema.audit.action, "mail.replay"));
  expect(rows).toMatchObject([{ actor: "marta", detail: { mail: id } }]);
});

test("mails are found by reason and by day, only those aside; by id whatever they are", async () => {
  const { db } = desk.database;
  const [slow] = await desk.keep(mail(1));
  await withSlowParser((ports) => desk.work(ports));
  const [fine] = await desk.keep(mail(2));
  await desk.work();
  const ids = async (which: Parameters<typeof findForReplay>[1]) =>
    (await findForReplay(db, which)).map(({ id }) => id);
  expect(await ids({ because: "TOO-slow" })).toEqual([slow]);
  expect(await ids({ because: "%" })).toEqual([]);
  expect(await ids({ since: plus(desk.now(), -HOUR) })).toEqual([slow]);
  expect(await ids({ since: plus(desk.now(), DAY) })).toEqual([]);
  expect(await ids({ id: fine! })).toEqual([fine]);
});
