import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { dueRows } from "../../src/adapters/postgres/due.ts";
import { claimOutbound, saveDelivery } from "../../src/adapters/postgres/outbound.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { PACES, type Pace } from "../../src/outbound/pacing.ts";
import { DAY, type Instant, instant, MINUTE, plus, SECOND } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { writeMails } from "../support/sends.ts";

const START = instant("2026-12-03T10:00:00Z");

interface Sent {
  readonly at: Instant;
  readonly id: string;
  readonly priority: number;
}

/** What two nodes submit within `forMs`, half a second at a time; each mail takes `tookMs`. */
async function twoNodes(database: TestDatabase, pace: Pace, forMs: number, tookMs = 500) {
  const { db } = database;
  const account = { key: "desk@smtp.example:587", pace, addresses: { except: [] } };
  const sent: Sent[] = [];
  const running: { until: Instant; finish: () => Promise<unknown> }[] = [];
  let mostAtOnce = 0;
  for (let now = START; now < START + forMs; now = plus(now, 500)) {
    for (const one of running.filter(({ until }) => until <= now)) {
      running.splice(running.indexOf(one), 1);
      await one.finish();
    }
    const due = (await dueRows(db, now, 20)).filter(({ queue }) => queue === "replies");
    const claim = async (owner: string, mine: typeof due) => {
      for (const row of mine) {
        const claimed = await db.transaction((tx) =>
          claimOutbound(tx, row, { owner, now, account: () => account }),
        );
        if (claimed.kind !== "claimed") continue;
        const { mail } = claimed;
        sent.push({ at: now, id: mail.id, priority: row.priority ?? 0 });
        const end = { state: "accepted", because: "", dueAt: null, recipients: [], repeat: false } as const;
        running.push({ until: plus(now, tookMs), finish: () => saveDelivery(db, mail, end, now) });
        mostAtOnce = Math.max(mostAtOnce, running.length);
      }
    };
    // Both are told of every row, one of them in the wrong order.
    await Promise.all([claim("one", due), claim("two", due.toReversed())]);
  }
  return { sent, mostAtOnce };
}

test("two nodes together stay within the account's mails a minute and connections, and use them", async () => {
  await using database = await testDatabase();
  await writeMails(database, 60);
  const { sent, mostAtOnce } = await twoNodes(database, PACES.microsoft365, 100 * SECOND);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  for (const { at } of sent) {
    expect(sent.filter((one) => one.at >= at && one.at < at + MINUTE).length).toBeLessThanOrEqual(30);
  }
  expect(mostAtOnce).toBeLessThanOrEqual(3);
  expect(sent.length).toBeGreaterThan(35);
});

test("connections alone are a limit too, over both nodes", async () => {
  await using database = await testDatabase();
  await writeMails(database, 40);
  const pace = { connections: 2, mailsPerMinute: null, recipientsPerDay: null };
  const { sent, mostAtOnce } = await twoNodes(database, pace, MINUTE, 3 * SECOND);
  expect(mostAtOnce).toBe(2);
  expect(sent.length).toBeGreaterThan(20);
});

test("the most important mail goes first, also one that came last", async () => {
  await using database = await testDatabase();
  await writeMails(database, 40);
  const pace = { connections: null, mailsPerMinute: 30, recipientsPerDay: null };
  const { sent } = await twoNodes(database, pace, 30 * SECOND);
  // Twenty answers and twenty others are due, and some fifteen can go.
  expect(sent.length).toBeGreaterThan(10);
  expect(new Set(sent.map(({ priority }) => priority))).toEqual(new Set([1]));
});

test("the recipients of the day: what is over waits, and is no failure", async () => {
  await using database = await testDatabase();
  await writeMails(database, 30);
  const pace = { connections: null, mailsPerMinute: null, recipientsPerDay: 50 };
  const { sent } = await twoNodes(database, pace, 2 * MINUTE);
  expect(sent.length).toBeLessThan(8);
  const waiting = await database.db
    .select()
    .from(rows.outboundMail)
    .where(eq(rows.outboundMail.state, "ready"))
    .orderBy(asc(rows.outboundMail.dueAt));
  expect(waiting.length).toBe(30 - sent.length);
  expect(
    waiting.every(({ dueAt, attempts }) => dueAt !== null && dueAt < START + DAY && attempts === 0),
  ).toBe(true);
});

test("in shadow nothing is claimed: what was ready is held for go", async () => {
  await using database = await testDatabase();
  const { db } = database;
  await writeMails(database, 1);
  await db.insert(rows.desk).values({
    id: "00000000-0000-7000-8000-000000000000",
    shadow: true,
    shadowBecause: "restored",
    endpoints: "",
    identityKey: Buffer.alloc(32),
    createdAt: START,
  });
  const [row] = (await dueRows(db, START, 10)).filter(({ queue }) => queue === "replies");
  const claimant = { owner: "one", now: START, account: () => null };
  const claim = await db.transaction((tx) => claimOutbound(tx, row!, claimant));
  expect(claim.kind).toBe("shadow");
  const [mail] = await db.select().from(rows.outboundMail);
  expect([mail!.state, mail!.because, mail!.dueAt]).toEqual(["held", "shadow", null]);
});
