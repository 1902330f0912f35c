import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  endAlarm,
  noticeStore,
  openAlarms,
  raiseAlarm,
  watchPorts,
} from "../../src/adapters/postgres/alarms.ts";
import { beat } from "../../src/adapters/postgres/heartbeats.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { watchForAlarms } from "../../src/adapters/roles/alarms.ts";
import { type AlarmSettings, alarmChannels } from "../../src/adapters/system/alarm-channels.ts";
import { watchedBy } from "../../src/adapters/system/watched.ts";
import { tellOperators } from "../../src/jobs/tell-operators.ts";
import { dailyProof, watchDesk } from "../../src/jobs/watch-desk.ts";
import { parseMessage } from "../../src/mail/parse.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/values/instant.ts";
import { type LedgerDesk, ledgerDesk, SUPPORT } from "../support/ledger-desk.ts";
import { plainMail } from "../support/plain-mail.ts";
import { mailRow } from "../support/seed-desk.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";
import { until } from "../support/until.ts";
import { type WebhookSink, webhookSink } from "../support/webhook-sink.ts";

const LATE_MS = 10 * MINUTE;
const CARLA = "carla@fabrikam.example";
let desk: LedgerDesk;
let hook: WebhookSink;
let sink: Sink;
let settings: AlarmSettings;

beforeEach(async () => {
  [desk, hook, sink] = await Promise.all([ledgerDesk(), webhookSink(), startSink()]);
  const server = { host: "127.0.0.1", port: sink.port, tls: "never", user: null, password: null } as const;
  const mail = { server, to: "duty@operator.example", from: "alarms@operator.example" };
  settings = { webhookUrl: hook.url, mail, folderLateMs: LATE_MS, proofHour: 7 };
  await well();
});
afterEach(async () => {
  await Promise.all([desk[Symbol.asyncDispose](), hook[Symbol.asyncDispose](), sink.stop()]);
});

/** Intake and relay did their work just now. */
async function well(): Promise<void> {
  const { db } = desk.database;
  await db.update(schema.folders).set({ lastSyncAt: desk.now() });
  await beat(db, "relay", "test", desk.now());
}
const watch = () => watchDesk(watchPorts(desk.database.db, desk.context.clock), LATE_MS);
const tell = (given: Partial<AlarmSettings> = {}) =>
  tellOperators({
    ...noticeStore(desk.database.db, desk.context.clock),
    channels: alarmChannels({ ...settings, ...given }),
  });
const notices = () =>
  desk.database.db.select().from(schema.operatorNotices).orderBy(schema.operatorNotices.id);
const told = () => hook.received.map((body) => JSON.parse(body).text);
async function putAside(): Promise<string> {
  const [id] = await desk.keep(plainMail({ From: CARLA, To: SUPPORT }, `Words ${desk.now()}`));
  await desk.database.db
    .update(schema.inboundMail)
    .set({ state: "aside", disposition: "quarantined", because: "too-slow", dueAt: null })
    .where(eq(schema.inboundMail.id, id!));
  return id!;
}

test("an alarm is told once when it begins and once when it ends, however often the desk is looked at", async () => {
  const id = await putAside();
  for (let n = 0; n < 3; n++) {
    await watch();
    await tell();
    desk.forward(10 * SECOND);
  }
  await putAside();
  await watch();
  await tell();
  expect(told()).toEqual(["1 mail waits in Quarantine for a person."]);
  expect(await openAlarms(desk.database.db)).toMatchObject([{ code: "mails-aside", count: 2 }]);
  await desk.database.sql`update inbound_mail set state = 'done', disposition = 'dismissed'`;
  for (let n = 0; n < 3; n++) {
    await watch();
    await tell();
  }
  expect(told().slice(1)).toEqual(["No mail waits in Quarantine any more."]);
  await desk.database.sql`update inbound_mail set state = 'aside' where id = ${id}`;
  await watch();
  await tell();
  expect(told().slice(2)).toEqual(["1 mail waits in Quarantine for a person."]);
  expect(sink.received).toHaveLength(3);
});

test("a mail unaccounted for is told after ten minutes; one that is found again before is not", async () => {
  await desk.keep(plainMail({ From: CARLA, To: SUPPORT }, "Words"));
  const lose = () => desk.database.sql`update inbound_mail set due_at = null`;
  await lose();
  await watch();
  desk.forward(9 * MINUTE);
  await well();
  await desk.database.db.update(schema.inboundMail).set({ dueAt: desk.now() });
  await watch();
  await lose();
  await watch();
  desk.forward(9 * MINUTE);
  await well();
  await watch();
  expect(await notices()).toEqual([]);
  desk.forward(MINUTE);
  await watch();
  await tell();
  expect(told()).toEqual([expect.stringContaining("1 mail is unaccounted for.")]);
});

test("a folder that is not read, a relay that stands still, an answer in trouble: each has its alarm", async () => {
  desk.forward(11 * MINUTE);
  await desk.database.db
    .insert(schema.outboundMail)
    .values([
      mailRow(desk.now(), { state: "unsure", dueAt: null }),
      mailRow(desk.now(), { state: "failed", dueAt: null }),
      mailRow(desk.now(), { state: "unsure", dueAt: desk.now() }),
      mailRow(desk.now(), { state: "failed", dueAt: null, purpose: "notice" }),
    ]);
  await watch();
  expect((await openAlarms(desk.database.db)).filter(({ beganAt }) => beganAt !== null)).toHaveLength(1);
  desk.forward(2 * MINUTE);
  await watch();
  await tell();
  const folder = `inbox ${desk.folderId.slice(-12)}`;
  expect(told().sort()).toEqual([
    "2 answers failed or unsure. Look at Outgoing, In trouble.",
    `Folder ${folder} has not been read for 13 min. Look at Mailboxes for the last error and what to do.`,
    "The relay has not run for 13 min: work that Redis lost stays where it is. Start it.",
  ]);
  await well();
  await watch();
  await tell();
  expect(told().slice(3).sort()).toEqual([`Folder ${folder} is being read again.`, "The relay runs again."]);
});

test("a folder that the settings no longer name is no alarm", async () => {
  desk.forward(HOUR);
  await beat(desk.database.db, "relay", "test", desk.now());
  const { clock } = desk.context;
  await watchDesk(
    watchPorts(desk.database.db, clock, async () => [], watchedBy([])),
    LATE_MS,
  );
  expect(await openAlarms(desk.database.db)).toEqual([]);
  await watch();
  expect(await openAlarms(desk.database.db)).toMatchObject([{ code: "folder-not-read" }]);
});

test("two nodes that look at once tell once", async () => {
  await putAside();
  await Promise.allSettled([watch(), watch(), watch()]);
  expect(await notices()).toHaveLength(1);
});

describe("telling", () => {
  const due = () => desk.forward(HOUR);

  test("what one channel refuses is tried again there, and not told twice over the other", async () => {
    await putAside();
    await watch();
    hook.answer(503);
    expect(await tell()).toMatchObject({ told: 0, failed: 1 });
    expect(await notices()).toMatchObject([
      { told: ["mail"], lastError: "webhook: answered 503", attempts: 1 },
    ]);
    expect(await tell()).toMatchObject({ told: 0, failed: 0 });
    hook.answer(204);
    due();
    expect(await tell()).toMatchObject({ told: 1, failed: 0 });
    due();
    await tell();
    expect([hook.received.length, sink.received.length]).toEqual([2, 1]);
  });

  test("a redirect is followed nowhere", async () => {
    await using elsewhere = await webhookSink();
    await putAside();
    await watch();
    hook.answer(307, { location: elsewhere.url });
    await tell();
    expect((await notices())[0]!.lastError).toContain("redirect");
    expect(elsewhere.received).toEqual([]);
  });

  test("what can never be told is given up, and no reason holds the webhook's secret", async () => {
    await putAside();
    await watch();
    const { url: nowhere, [Symbol.asyncDispose]: close } = await webhookSink();
    await close();
    for (let n = 0; n < 30; n++) {
      await tell({ webhookUrl: nowhere, mail: null });
      await desk.database.db.update(schema.operatorNotices).set({ createdAt: desk.now() });
      due();
    }
    const [notice] = await notices();
    expect(notice).toMatchObject({ attempts: 20, dueAt: null, told: [] });
    expect(notice!.lastError).toBe("webhook: ECONNREFUSED");
  });

  test("without a channel nothing is told and the alarm is kept; a day later nobody wants to hear of it", async () => {
    await putAside();
    await watch();
    expect(await tell({ webhookUrl: null, mail: null })).toMatchObject({ outcome: "silent" });
    expect(await openAlarms(desk.database.db)).toHaveLength(1);
    desk.forward(DAY);
    expect(await tell()).toMatchObject({ told: 0 });
  });

  test("a mail of an alarm says that nobody wrote it, and names no customer", async () => {
    await putAside();
    await watch();
    await tell();
    const [mail] = sink.received;
    expect(mail).toMatchObject({ from: "alarms@operator.example", to: ["duty@operator.example"] });
    const parsed = parseMessage(mail!.raw);
    expect(parsed).toMatchObject({ kind: "message", message: { subject: "Answerable: mails-aside" } });
    expect(mail!.raw.toString()).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(`${mail!.raw}${hook.received}`).not.toMatch(/fabrikam|Words/);
  });
});

describe("an alarm that somebody else raises", () => {
  const secret = { code: "secret-expires", subject: "m1.7", count: 7 } as const;

  test("is told once, counts on, and ends when its finder says so", async () => {
    const { db } = desk.database;
    await raiseAlarm(db, desk.context.clock, secret);
    await raiseAlarm(db, desk.context.clock, { ...secret, count: 6 });
    await watch();
    expect(await openAlarms(db)).toMatchObject([{ count: 6, beganAt: desk.now() }]);
    await endAlarm(db, desk.context.clock, secret);
    await endAlarm(db, desk.context.clock, secret);
    await tell();
    expect(told()).toEqual([
      "The secret of m1 expires in 7 days. Renew it.",
      "The secret of m1 has been renewed.",
    ]);
  });
});

describe("the daily proof", () => {
  const prove = () => dailyProof(watchPorts(desk.database.db, desk.context.clock), 7);

  test("tells of the day before, once, from its hour on, and of no day before the desk", async () => {
    await desk.keep(plainMail({ From: CARLA, To: SUPPORT }, "Words"));
    await desk.work();
    expect(await prove()).toMatchObject({ outcome: "stale" });
    desk.forward(20 * HOUR);
    expect(await prove()).toMatchObject({ outcome: "early" });
    desk.forward(HOUR);
    expect(await prove()).toMatchObject({ outcome: "proved", arrived: 1, accounted: 1 });
    desk.forward(HOUR);
    await prove();
    await tell();
    expect(told()).toEqual([
      "2026-12-03: 1 mail arrived, 1 accounted for: 1 opened a ticket. Unaccounted for now: 0.",
    ]);
    expect(JSON.parse(hook.received[0]!)).toMatchObject({
      notice: "proof.2026-12-03",
      data: { arrived: 1, by: [{ what: "opened-ticket", n: 1 }] },
    });
  });
});

test("the role tells with Redis away and no submission server of the desk's own", async () => {
  await putAside();
  const context = { ...desk.context, alarms: settings, choresEveryMs: 20 };
  const { db, sql } = desk.database;
  const running = watchForAlarms({ db, sql, async [Symbol.asyncDispose]() {} }, context);
  await until(async () => hook.received.length > 0 && sink.received.length > 0, "both channels have it");
  await running[Symbol.asyncDispose]();
  expect(told()).toEqual(["1 mail waits in Quarantine for a person."]);
});
