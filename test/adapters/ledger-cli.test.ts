import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { raiseAlarm } from "../../src/adapters/postgres/alarms.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { type LedgerDesk, ledgerDesk, SUPPORT } from "../support/ledger-desk.ts";
import { plainMail } from "../support/plain-mail.ts";
import { type WebhookSink, webhookSink } from "../support/webhook-sink.ts";

let desk: LedgerDesk;
let hook: WebhookSink;
let aside: string;
let done: string;

beforeAll(async () => {
  [desk, hook] = await Promise.all([ledgerDesk(), webhookSink()]);
  const mail = (n: number) =>
    plainMail(
      { From: "carla@fabrikam.example", To: SUPPORT, "Message-ID": `<${n}@f.example>` },
      `Words ${n}.`,
    );
  [aside, done] = (await desk.keep(mail(1), mail(2))) as [string, string];
  await desk.database.sql`update inbound_mail set state = 'aside', disposition = 'quarantined',
    because = 'too-slow: 2 s', due_at = null where id = ${aside}`;
  await desk.work();
});
afterAll(() => Promise.all([desk?.[Symbol.asyncDispose](), hook?.[Symbol.asyncDispose]()]));

/** Runs `answerable` on the desk's database, on a mailbox where nothing listens. */
async function answerable(...args: readonly string[]) {
  const env = {
    ...BARE_ENV,
    DATABASE_URL: desk.database.url,
    REDIS_URL: "redis://127.0.0.1:1",
    IMAP_URL: `imap://${encodeURIComponent(SUPPORT)}:none@127.0.0.1:1?starttls=never`,
    SMTP_URL: "smtp://127.0.0.1:1?starttls=never",
    ALARM_WEBHOOK_URL: hook.url,
  };
  const child = spawn(process.execPath, ["workers/answerable.ts", ...args], { env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code, out: out.trim(), err: err.trim() };
}

test("replay: without saying which, or with nonsense, nothing is done", async () => {
  expect(await answerable("replay")).toMatchObject({ code: 1, err: expect.stringContaining("--because") });
  expect((await answerable("replay", "--since", "yesterday")).err).toContain("expected a day");
  expect((await answerable("replay", "--id", "x'; drop")).err).toContain("expected a mail's id");
  expect((await answerable("replay", "--because", "no such reason")).out).toBe("No mail is aside that fits.");
});

test("replay: asked only, then for real, then of a mail that is done", async () => {
  const dry = await answerable("replay", "--because", "TOO-SLOW", "--dry-run");
  expect(dry.out).toContain(`${aside}  would: is processed again; it was aside: too-slow: 2 s`);
  expect((await desk.mail(aside)).state).toBe("aside");
  expect(JSON.parse((await answerable("replay", "--id", aside, "--json")).out)).toMatchObject({
    dryRun: false,
    mails: [{ id: aside, kind: "process" }],
  });
  expect((await desk.mail(aside)).state).toBe("stored");
  expect((await answerable("replay", "--id", done)).out).toContain("nothing done: it is done: opened-ticket");
});

test("reconcile: a mailbox that cannot be reached is told, with exit code 1, and nothing is called gone", async () => {
  const { code, out } = await answerable("reconcile", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ folders: [{ trouble: expect.any(String), vanished: 0 }] });
  expect((await answerable("reconcile", "--dry-run")).out).toContain("unaccounted for.");
});

test("proof: a day's mails in words and as data", async () => {
  const day = "2026-12-03";
  expect((await answerable("proof", "--day", day)).out).toMatch(
    /^2026-12-03: 2 mails arrived, 2 accounted for: /,
  );
  expect(JSON.parse((await answerable("proof", "--day", day, "--json")).out)).toMatchObject({
    day,
    arrived: 2,
  });
  expect((await answerable("proof", "--day", "3 December")).err).toContain("expected a day like");
});

test("alarms: what is open, and whether somebody can be told", async () => {
  expect(await answerable("alarms")).toMatchObject({ code: 0, out: "No alarm." });
  await raiseAlarm(desk.database.db, desk.context.clock, { code: "mails-aside", subject: "", count: 2 });
  expect(await answerable("alarms")).toMatchObject({ code: 1, out: expect.stringContaining("2 mails wait") });
  expect(await answerable("alarms", "test")).toMatchObject({ code: 0, out: "webhook: taken" });
  expect(JSON.parse(hook.received[0]!)).toMatchObject({ code: "test" });
  hook.answer(404);
  expect(await answerable("alarms", "test")).toMatchObject({ code: 1, out: "webhook: answered 404" });
});
