import { readFileSync } from "node:fs";
import { asc } from "drizzle-orm";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { type Inbox, openInbox, type Received } from "../support/inbox.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { plainMail, quoted } from "../support/plain-mail.ts";
import { ANA, CARLA, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing();
const read = (name: string): string => readFileSync(`test/fixtures/clients/${name}.eml`, "utf8");
const asHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br>");

describe.skipIf(missing !== null)("mails as clients write them", () => {
  let servers: MailServers;
  let desk: RunningDesk;
  let carla: Inbox;
  let ana: Inbox;
  let notice: Received;

  beforeAll(async () => {
    servers = await startMailServers();
    desk = await runDesk(servers);
    [carla, ana] = await Promise.all([openInbox(servers, CARLA), openInbox(servers, ANA)]);
    const first = { From: CARLA, To: DESK, Subject: "Sync stopped", "Message-ID": "<0@f.example>" };
    await servers.deliver(plainMail(first, "My mailbox stopped syncing at noon."), CARLA, DESK, CARLA);
    notice = await ana.await(({ text }) => text.includes("stopped syncing"), "the notice");
  });
  afterAll(async () => {
    await Promise.all([carla?.[Symbol.asyncDispose](), ana?.[Symbol.asyncDispose]()]);
    await desk?.[Symbol.asyncDispose]();
    await servers?.[Symbol.asyncDispose]();
  });

  test.each([
    "outlook-desktop",
    "outlook-web",
    "outlook-mobile",
    "gmail",
    "apple-mail",
    "thunderbird",
    "mutt",
  ])(
    "an agent's answer from %s reaches the customer as written, and nothing of the notice does",
    async (client) => {
      const answer = `Answer from ${client}: please sign out.\n\nThen sign in again.`;
      const to = notice.replyTo[0]!.address;
      const fields: Readonly<Record<string, string>> = {
        to,
        subject: notice.subject,
        "message-id": notice.messageId!,
        answer,
        "answer-html": asHtml(answer),
        notice: notice.text,
        "notice-html": asHtml(notice.text),
        quote: quoted(notice.text),
      };
      const mail = read(`agent-${client}`).replaceAll(
        /\{\{([a-z-]+)\}\}/g,
        (_all, name: string) => fields[name]!,
      );
      await servers.deliver(mail.replaceAll(/\r?\n/g, "\r\n"), ANA, to, ANA);
      const received = await carla.await(({ text }) => text.includes(`Answer from ${client}`), "the answer");
      expect(received.text.trim()).toBe(`${answer}\n\n-- \nAna Sousa\nContoso Cloud Support`);
      expect(received.raw).not.toContain(to);
      expect(received.raw).not.toContain(ANA);
    },
  );

  test.each([
    ["outlook", "A fatura de março não confere com as licenças.", [] as string[]],
    ["gmail-attachment", "Во вложении снимок экрана.", ["журнал.txt"]],
    ["apple-html", "Since the update my calendar is empty.", []],
    ["thunderbird-flowed", "nothing that we have tried until now made it any better.", []],
    ["mutt", "AADSTS50076 when signing in from the office.", []],
  ])("a customer's first mail from %s is on its ticket as written", async (client, words, files) => {
    await servers.deliver(read(`customer-${client}`).replaceAll(/\r?\n/g, "\r\n"), CARLA, DESK, CARLA);
    const { db } = desk.database;
    await until(async () => (await visible()).some((text) => text.includes(words)), `the words of ${client}`);
    if (files.length > 0) {
      const kept = await db.select({ filename: rows.attachments.filename }).from(rows.attachments);
      expect(kept.map(({ filename }) => filename)).toEqual(files);
    }
  });

  test("Redis is emptied in the middle, and the work goes on without a restart", async () => {
    const redis = new Redis(desk.redisUrl.replace(/^unix:/, ""));
    for (let n = 1; n <= 6; n++) {
      const mail = { From: CARLA, To: DESK, Subject: `Emptied ${n}`, "Message-ID": `<empty-${n}@f.example>` };
      await servers.deliver(plainMail(mail, `Mail ${n} while Redis is emptied.`), CARLA, DESK, CARLA);
      await redis.flushall();
    }
    redis.disconnect();
    for (let n = 1; n <= 6; n++) {
      await carla.await(({ subject }) => subject.endsWith(`Emptied ${n}`), `acknowledgement ${n}`);
    }
    const { db } = desk.database;
    await until(async () => {
      const open = await db.select({ state: rows.outboundMail.state }).from(rows.outboundMail);
      return open.every(({ state }) => state === "accepted");
    }, "everything has left");
    const acknowledged = (await carla.all()).filter(({ subject }) => /Emptied \d$/.test(subject));
    expect(acknowledged).toHaveLength(6);
  });

  async function visible(): Promise<readonly string[]> {
    const { db } = desk.database;
    const found = await db
      .select({ text: rows.messages.visibleText })
      .from(rows.messages)
      .orderBy(asc(rows.messages.at));
    return found.map(({ text }) => text);
  }
});
