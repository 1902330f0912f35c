import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOOK_WAITS_MS } from "../../src/tickets/clock/hook-call.ts";
import { HOUR } from "../../src/values/instant.ts";
import { dayByMail } from "../support/day-by-mail.ts";
import { type DeskInPostgres, deskInPostgres } from "../support/desk-in-postgres.ts";
import { haveRedis, type TestRedis, testRedis } from "../support/redis.ts";
import { type Sink, startSink } from "../support/smtp-sink.ts";
import { until } from "../support/until.ts";
import { type WebhookSink, webhookSink } from "../support/webhook-sink.ts";
import { workerChild } from "../support/worker-child.ts";

const MARTA = "marta@contoso.example";
const KEY = Buffer.from("a secret of the ladder's");

let redis: TestRedis;
let smtp: Sink;
let hook: WebhookSink;
let other: WebhookSink;
beforeAll(async () => {
  if (haveRedis)
    [redis, smtp, hook, other] = await Promise.all([
      testRedis(),
      startSink({ auth: true }),
      webhookSink(),
      webhookSink(),
    ]);
});
afterAll(async () => {
  await Promise.all([
    redis?.[Symbol.asyncDispose](),
    smtp?.stop(),
    hook?.[Symbol.asyncDispose](),
    other?.[Symbol.asyncDispose](),
  ]);
});

const signatureOf = (n: number): string =>
  createHmac("sha256", KEY)
    .update(`${hook.headers[n]!["webhook-id"]}.${hook.headers[n]!["webhook-timestamp"]}.${hook.received[n]}`)
    .digest("base64");

/** A ticket whose first answer is late, and whose ladder calls a webhook. */
async function late(): Promise<DeskInPostgres> {
  const desk = await deskInPostgres(
    undefined,
    undefined,
    {},
    {
      slipMail: "off",
      ladder: [{ at: "breach", tell: [{ webhook: hook.url }] }],
      teams: { support: { members: ["ana@contoso.example"], lead: "ben@contoso.example", manager: MARTA } },
      routing: [],
    },
  );
  await dayByMail(desk).opens("Calls drop");
  desk.pass(6 * HOUR);
  return desk;
}
const hooks = async (desk: DeskInPostgres) =>
  (await desk.database.db.select().from(rows.escalations)).filter(({ to }) => to.startsWith("webhook:"));

test.skipIf(!haveRedis)(
  "a worker calls it signed, with one id, again after each 500 by the table; then the manager is mailed, and nothing shows its address",
  async () => {
    await using desk = await late();
    await using worker = workerChild(desk, {
      redisUrl: redis.url,
      smtpPort: smtp.port,
      ladderSecret: `whsec_${KEY.toString("base64")}`,
    });
    hook.answer(500);
    await worker.start();
    await until(async () => hook.received.length === 1, "the first call");
    for (const [n, wait] of HOOK_WAITS_MS.entries()) {
      const again = async () => (await hooks(desk))[0]!.dueAt! - desk.now() === wait;
      await until(again, `to be tried again after ${wait} ms`);
      desk.pass(wait);
      worker.tick();
      await until(async () => hook.received.length === n + 2, `call ${n + 2}`);
    }
    const mail = await smtp.awaitMail(MARTA);
    expect(mail.raw.toString()).toContain("#1001");
    expect(await hooks(desk)).toMatchObject([{ state: "failed", dueAt: null }]);
    expect(hook.received).toHaveLength(HOOK_WAITS_MS.length + 1);
    expect(new Set(hook.headers.map((fields) => fields["webhook-id"])).size).toBe(1);
    for (const [n, fields] of hook.headers.entries())
      expect(fields["webhook-signature"]).toBe(`v1,${signatureOf(n)}`);
    expect(JSON.parse(hook.received[0]!)).toMatchObject({
      type: "ticket.target_missed",
      data: { ticket: 1001 },
    });
    expect(hook.received.join("")).not.toMatch(/@|Calls drop|Carla/i);
    expect(worker.log()).toContain("escalations");
    expect(worker.log()).not.toMatch(/s3cret|fabrikam|Calls drop/);
  },
);

test.skipIf(!haveRedis)("a redirect is followed nowhere: the manager is mailed at once", async () => {
  await using desk = await late();
  await using worker = workerChild(desk, { redisUrl: redis.url, smtpPort: smtp.port });
  const before = hook.received.length;
  hook.answer(307, { location: other.url });
  await worker.start();
  const isTold = async () =>
    (await desk.mails("escalation")).some(
      ({ state, recipients }) => state === "accepted" && recipients[0]!.address === MARTA,
    );
  await until(isTold, "the manager is told");
  expect(await hooks(desk)).toMatchObject([{ state: "failed" }]);
  expect(hook.received).toHaveLength(before + 1);
  expect(hook.headers.at(-1)).not.toHaveProperty("webhook-signature");
  expect(other.received).toEqual([]);
});
