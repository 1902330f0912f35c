import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import type { CheckpointName } from "../../src/jobs/checkpoints.ts";
import { DAY, HOUR, MINUTE, plus } from "../../src/values/instant.ts";
import { ANA, dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres, replyToOf } from "../support/desk-in-postgres.ts";
import { JO, NOC, PARTNERS, upstreamOf } from "../support/handoffs.ts";
import { plainMail } from "../support/plain-mail.ts";
import { haveRedis, type TestRedis, testRedis } from "../support/redis.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";
import { until } from "../support/until.ts";
import { type WebhookSink, webhookSink } from "../support/webhook-sink.ts";
import { type WorkerChild, workerChild } from "../support/worker-child.ts";

const ESCALATE = `#kind technical
#service azure
#diagnosis
product class: on-premises
subscription: 3b2e4c90-9f5d-4e77-9c33-2d4e5f607182
role: Support Request Contributor
health check: 10:05 UTC, no incident for this service
reproduction: call any number from the web client
steps tried: restarted the connector -> same error
  new profile -> same error
finding: calls drop after 30 seconds in every client
reason: defect
impact: nobody in sales can call since this morning
error: call failed with code 0x80070005
#escalate`;

describe.skipIf(!haveRedis)("the workers are killed at each place of a handoff, Redis with them", () => {
  let redis: TestRedis;
  let smtp: Sink;
  let hook: WebhookSink;
  let desk: DeskInPostgres;
  let day: ReturnType<typeof dayByMail>;
  let up: ReturnType<typeof upstreamOf>;
  let worker: WorkerChild;
  beforeAll(async () => {
    [redis, smtp, hook] = await Promise.all([testRedis(), startSink({ auth: true }), webhookSink()]);
  });
  afterAll(async () => {
    await Promise.all([redis?.[Symbol.asyncDispose](), smtp?.stop(), hook?.[Symbol.asyncDispose]()]);
  });
  beforeEach(async () => {
    const ladder: readonly [] | readonly object[] = [{ at: "breach", tell: [{ webhook: hook.url }] }];
    desk = await deskInPostgres(
      undefined,
      undefined,
      {},
      { partners: PARTNERS, ladder: ladder as never, slipMail: "off" },
    );
    [day, up] = [dayByMail(desk), upstreamOf(desk)];
    worker = workerChild(desk, { redisUrl: redis.url, smtpPort: smtp.port });
    await day.opens("Calls drop");
    await day.replies(ANA, "#mine", await day.noticeOf(ANA, 1001));
    await desk.send();
  });
  afterEach(async () => {
    await worker[Symbol.asyncDispose]();
    await desk[Symbol.asyncDispose]();
  });

  /** Killed at each place in turn: each start is the one in which it dies next. */
  async function dies(...places: readonly CheckpointName[]): Promise<void> {
    for (const place of places) {
      await worker.start(place);
      expect(await worker.died(), `${place} was never reached: ${worker.log()}`).toBe("SIGKILL");
    }
  }
  const handoffs = async () =>
    (await desk.database.db.select().from(rows.escalations)).filter(({ kind }) => kind === "handoff");
  const allLeft = () =>
    until(async () => (await desk.mails()).every(({ dueAt }) => dueAt === null), "all has left");
  /** What is to be on its way when the process dies is the mail to upstream, and not the word to the customer. */
  const onlyUpstream = () =>
    desk.database.db
      .update(rows.outboundMail)
      .set({ state: "cancelled", dueAt: null })
      .where(and(eq(rows.outboundMail.audience, "customer"), isNotNull(rows.outboundMail.dueAt)));
  const arrived = (to: string): number => smtp.received.filter((mail) => mail.to.includes(to)).length;
  const reply = (who: string, to: string, id: string, text: string) =>
    plainMail(
      {
        "Authentication-Results": `mx.contoso.example; dmarc=pass header.from=${who.split("@")[1]}`,
        ...{ From: who, To: to, Subject: "Re: [#1001] Calls drop", "Message-ID": id },
      },
      text,
    );

  test("#escalate decided, not saved, saved, and prepared for a portal: one handoff, one unit, one mail to the agent", async () => {
    const { db } = desk.database;
    const id = newId();
    const access = { access: "granted", accessUntil: plus(desk.now(), 90 * DAY) } as const;
    const tenantId = "1f0c2a9e-7d3b-4c55-9a11-0b2c3d4e5f60";
    await db
      .insert(rows.customers)
      .values({ id, name: "Fabrikam", tenantId, ...access, createdAt: desk.now() });
    await db.update(rows.tickets).set({ customerId: id });
    const units = {
      name: "Units",
      vehicle: "partner_on_premises_support",
      validFrom: "2026-01-01",
      units: 5,
    };
    await db.insert(rows.entitlements).values({ id: newId(), ...units, createdAt: desk.now() });
    await desk.store(reply(ANA, replyToOf(await day.noticeOf(ANA, 1001)), "<escalate@ana>", ESCALATE));

    await dies("inbound.decided", "inbound.committed", "escalations.decided", "escalations.committed");
    await worker.start();
    await until(async () => (await handoffs())[0]?.state === "prepared", "it is prepared");
    await allLeft();
    expect(await handoffs()).toHaveLength(1);
    expect(await db.select().from(rows.debits)).toMatchObject([{ units: 1, refundedAt: null }]);
    const prepared = (await desk.mails()).filter(({ text }) => text.includes("To be filed with"));
    expect(prepared).toHaveLength(1);
    expect(smtp.received.filter(({ raw }) => raw.includes("To be filed with"))).toHaveLength(1);
  });

  test("the packet written, claimed and submitted: exactly one mail upstream", async () => {
    const before = arrived(NOC);
    await up.decides("night-desk");
    await dies("escalations.decided", "escalations.committed");
    expect(await up.upstreamMails()).toHaveLength(1);
    await onlyUpstream();
    await dies("replies.claimed", "replies.submitted");
    await worker.start();
    await until(async () => (await up.upstreamMails())[0]!.dueAt === null, "its end is known");
    expect(arrived(NOC)).toBe(before + 1);
    expect(await handoffs()).toMatchObject([{ state: "sent" }]);
  });

  test("the packet's stream had begun: at most one mail upstream, and the agent is told that nobody knows", async () => {
    const before = arrived(NOC);
    await up.handsOn("night-desk");
    await onlyUpstream();
    await dies("replies.streaming");
    await worker.start();
    await until(async () => (await up.upstreamMails())[0]!.state === "unsure", "it is unsure");
    await allLeft();
    expect(arrived(NOC)).toBeLessThanOrEqual(before + 1);
    expect(await day.lastWord(ANA)).toContain(`Nobody knows whether the mail to upstream reached ${NOC}`);
  });

  test("their answer read, decided and saved: one message, one number, one notice", async () => {
    await up.handsOn("night-desk");
    await desk.send();
    const [packet] = await up.upstreamMails();
    await desk.store(reply(JO, replyToOf(packet!), "<answer@nightdesk>", "We have it: ND-123456."));
    await dies("inbound.read", "inbound.decided", "inbound.committed");
    await worker.start();
    await until(async () => (await handoffs())[0]?.state === "answered", "they have answered");
    await allLeft();
    const theirs = (await desk.database.db.select().from(rows.messages)).filter(
      ({ author }) => author === "upstream",
    );
    expect(theirs).toHaveLength(1);
    expect(await up.numbers()).toEqual(["ND-123456"]);
    expect((await day.noticesTo(ANA)).filter(({ text }) => text.includes("We have it"))).toHaveLength(1);
    expect((await up.events()).filter((type) => type === "upstream_message")).toHaveLength(1);
  });

  test("a webhook claimed, and called: called again with the same id, told once", async () => {
    const before = hook.received.length;
    desk.pass(6 * HOUR);
    await dies("escalations.committed");
    desk.pass(MINUTE);
    await dies("escalations.called");
    desk.pass(MINUTE);
    await worker.start();
    const hooks = async () =>
      (await desk.database.db.select().from(rows.escalations)).filter(({ to }) => to.startsWith("webhook:"));
    await until(async () => (await hooks())[0]?.state === "told", "it is told");
    const ids = hook.headers.slice(before).map((fields) => fields["webhook-id"]);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect((await up.events()).filter((type) => type === "rung_told")).toHaveLength(1);
  });
});
