import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { asc, eq } from "drizzle-orm";
import { ImapFlow } from "imapflow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { importMailbox } from "../../src/adapters/roles/import-mailbox.ts";
import { type MailboxSettings, plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { instant } from "../../src/values/instant.ts";
import { BARE_ENV } from "../support/bare-env.ts";
import { openInbox } from "../support/inbox.ts";
import {
  AUTHSERV_ID,
  DESK,
  type MailServers,
  mailServersMissing,
  startMailServers,
} from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { ANA, CARLA, DAVE, type RunningDesk, runDesk } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const run = promisify(execFile);
const BILLING = "billing@contoso.example";
const missing = mailServersMissing();

const mail = (n: number, fields: Readonly<Record<string, string>> = {}): string =>
  plainMail(
    { From: CARLA, To: DESK, Subject: `Mail ${n}`, "Message-ID": `<${n}@f.example>`, ...fields },
    `Words ${n}.`,
  );

function mailboxAt(
  servers: MailServers,
  address: string,
  over: Partial<MailboxSettings> = {},
): MailboxSettings {
  const { password } = servers.accounts.find((account) => account.address === address)!;
  const imap = {
    host: servers.imap.host,
    port: servers.imap.port,
    tls: "never",
    user: address,
    password,
  } as const;
  const name = address.split("@")[0]!;
  return { ...plainMailbox({ name, address, provider: "generic", authservId: AUTHSERV_ID, imap }), ...over };
}

/** The mailbox as the people see it who share it. */
async function inMailbox<T>(
  servers: MailServers,
  address: string,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { imap } = mailboxAt(servers, address);
  const auth = { user: address, pass: imap.password! };
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: false,
    doSTARTTLS: false,
    auth,
    logger: false,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout().catch(() => client.close());
  }
}

const ticketsOf = ({ database: { db } }: RunningDesk) =>
  db.select().from(rows.tickets).orderBy(asc(rows.tickets.number));
const mailOf = async ({ database: { db } }: RunningDesk, msgId: string) =>
  (await db.select().from(rows.inboundMail).where(eq(rows.inboundMail.msgId, msgId)))[0];
async function settled(desk: RunningDesk, msgId: string) {
  await until(async () => (await mailOf(desk, msgId))?.state === "done", `${msgId} is settled`);
  return (await mailOf(desk, msgId))!;
}

describe.skipIf(missing !== null)("the desk's mailboxes on Dovecot", () => {
  let servers: MailServers;
  beforeAll(async () => {
    servers = await startMailServers({ more: [BILLING] });
  });
  afterAll(() => servers?.stop());

  test("two mailboxes, one of which cannot be reached: the other is read, and the pages can say why that one is not", async () => {
    const support = mailboxAt(servers, DESK);
    const broken = mailboxAt(servers, BILLING);
    const wrong = { ...broken, imap: { ...broken.imap, port: 1 } };
    await using desk = await runDesk(servers, { over: { mailboxes: [wrong, support] } });
    const { db } = desk.database;
    const problems = async () =>
      (await db.select().from(rows.folders)).flatMap(({ lastError }) => lastError ?? []);
    await until(async () => (await problems()).length === 1, "the trouble is written down");
    expect((await problems())[0]).toContain("127.0.0.1:1");
    await servers.deliver(mail(1), CARLA, DESK, CARLA);
    expect((await settled(desk, "<1@f.example>")).disposition).toBe("opened-ticket");
  });

  test("what comes to a mailbox is answered from it, through agents too; the first answers from the policy's address", async () => {
    const own = { ...mailboxAt(servers, BILLING).imap, port: servers.submission.port };
    const mailboxes = [mailboxAt(servers, DESK), mailboxAt(servers, BILLING, { smtp: own })];
    await using desk = await runDesk(servers, { over: { mailboxes } });
    await using carla = await openInbox(servers, CARLA);
    await using ana = await openInbox(servers, ANA);
    await servers.deliver(mail(2, { To: BILLING }), CARLA, BILLING, CARLA);
    await servers.deliver(mail(3), CARLA, DESK, CARLA);
    const subject = (n: number) => (found: { subject: string }) => found.subject.endsWith(`Mail ${n}`);
    const acknowledged = await carla.await(subject(2), "the acknowledgement of billing");
    expect(acknowledged.from?.address).toBe(BILLING);
    expect((await carla.await(subject(3), "that of support")).from?.address).toBe(DESK);
    const notice = await ana.await(subject(2), "the notice");
    const replyTo = notice.replyTo[0]!.address;
    expect(replyTo).toMatch(/^billing\+[a-z2-7]{20}@contoso\.example$/);
    const answer = { From: ANA, To: replyTo, Subject: notice.subject, "In-Reply-To": notice.messageId! };
    await servers.deliver(
      plainMail({ ...answer, "Message-ID": "<4@c.example>" }, "It is paid."),
      ANA,
      replyTo,
      ANA,
    );
    expect((await settled(desk, "<4@c.example>")).disposition).toBe("sent-by-agent");
    const answered = await carla.await(({ text }) => text.includes("It is paid."), "the answer");
    expect([answered.from?.address, answered.replyTo[0]!.address.split("+")[0]]).toEqual([
      BILLING,
      "billing",
    ]);
    const folders = await desk.database.db.select().from(rows.folders);
    expect(folders.map(({ role }) => role).toSorted()).toEqual([
      "inbox",
      "inbox",
      "junk",
      "junk",
      "sent",
      "sent",
    ]);
  });

  test("what lies in Junk is work if a customer wrote it, and counted otherwise", async () => {
    await using desk = await runDesk(servers);
    await servers.deliver(mail(10), CARLA, DESK, CARLA);
    await settled(desk, "<10@f.example>");
    await inMailbox(servers, DESK, async (client) => {
      await client.append("Junk", mail(11, { From: DAVE, Subject: "Cheap watches" }));
      await client.append("Junk", mail(12, { From: CARLA, Subject: "Misfiled" }));
    });
    expect(await settled(desk, "<11@f.example>")).toMatchObject({
      disposition: "suppressed",
      because: "in Junk, and its sender is unknown",
    });
    expect((await settled(desk, "<12@f.example>")).disposition).toBe("opened-ticket");
  });

  test("an answer written in the mailbox itself ends the first response, and the customer's reply to it comes back", async () => {
    await using desk = await runDesk(servers);
    const { db } = desk.database;
    await servers.deliver(mail(20), CARLA, DESK, CARLA);
    const { ticketId } = await settled(desk, "<20@f.example>");
    const answer = { From: DESK, To: CARLA, "In-Reply-To": "<20@f.example>", Subject: "Re: Mail 20" };
    const aside = { From: DESK, To: ANA, Subject: "Lunch?" };
    await inMailbox(servers, DESK, async (client) => {
      await client.append("Sent", mail(21, answer), ["\\Seen"]);
      await client.append("Sent", mail(22, aside), ["\\Seen"]);
    });
    expect(await settled(desk, "<21@f.example>")).toMatchObject({ disposition: "sent-by-agent", ticketId });
    expect(await settled(desk, "<22@f.example>")).toMatchObject({
      disposition: "sent-by-agent",
      ticketId: null,
    });
    const messages = await db.select().from(rows.messages).where(eq(rows.messages.ticketId, ticketId!));
    expect(messages.map(({ direction, author }) => [direction, author])).toContainEqual(["out", "agent"]);
    const [first] = (await db.select().from(rows.targets)).filter(({ kind }) => kind === "first-response");
    expect(first).toMatchObject({ state: "met", provisional: false });
    await servers.deliver(mail(23, { "In-Reply-To": "<21@f.example>" }), CARLA, DESK, CARLA);
    expect(await settled(desk, "<23@f.example>")).toMatchObject({ disposition: "added-to-ticket", ticketId });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  test("the desk's own mail in Sent is no ticket and no answer", async () => {
    await using desk = await runDesk(servers);
    await using carla = await openInbox(servers, CARLA);
    await servers.deliver(mail(30), CARLA, DESK, CARLA);
    const acknowledged = await carla.await(
      ({ subject }) => subject.endsWith("Mail 30"),
      "the acknowledgement",
    );
    const { raw } = await servers.awaitMail(
      CARLA,
      ({ mail: { subject } }) => subject?.endsWith("Mail 30") === true,
    );
    await inMailbox(servers, DESK, (client) => client.append("Sent", raw));
    expect(await settled(desk, acknowledged.messageId!)).toMatchObject({
      disposition: "duplicate",
      ticketId: null,
    });
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  test.each([
    ["flagged", { kind: "flag", keyword: "$Answerable" }],
    ["moved", { kind: "move", folder: "Done by the desk" }],
  ] as const)(
    "stored mail is %s, and people who read and delete in between do not matter",
    async (_name, afterStoring) => {
      const mailbox = mailboxAt(servers, BILLING, { afterStoring });
      await inMailbox(servers, BILLING, async (client) => {
        await client.mailboxOpen("INBOX");
        await client.messageDelete("1:*");
      });
      await using desk = await runDesk(servers, { over: { mailboxes: [mailbox] } });
      const to = { To: BILLING };
      await servers.deliver(mail(40, to), CARLA, BILLING, CARLA);
      await settled(desk, "<40@f.example>");
      const { db } = desk.database;
      await until(
        async () => (await db.select().from(rows.inboundMail)).every(({ untidy }) => !untidy),
        "nothing is left to tidy",
      );
      const [folder, keyword] =
        afterStoring.kind === "move" ? [afterStoring.folder, null] : ["INBOX", afterStoring.keyword];
      const found = await inMailbox(servers, BILLING, async (client) => {
        await client.mailboxOpen(folder);
        const mails = await client.fetchAll("1:*", { flags: true, envelope: true });
        // Somebody reads it and throws it away.
        await client.messageDelete("1:*");
        return mails.map(({ envelope, flags }) => [envelope?.messageId, flags?.has(keyword ?? "") ?? false]);
      });
      expect(found).toEqual([["<40@f.example>", keyword !== null]]);
      await servers.deliver(mail(41, to), CARLA, BILLING, CARLA);
      expect((await settled(desk, "<41@f.example>")).disposition).toBe("opened-ticket");
    },
  );

  test("mail that was there before is imported from a date on, once, and only so many are acknowledged", async () => {
    const at = (day: string) => new Date(`${day}T12:00:00Z`);
    await inMailbox(servers, BILLING, async (client) => {
      await client.mailboxOpen("INBOX");
      await client.messageDelete("1:*");
      await client.append("INBOX", mail(50, { To: BILLING, Subject: "Ancient" }), [], at("2026-09-01"));
      await client.append("INBOX", mail(51, { To: BILLING, Subject: "Old one" }), [], at("2026-11-20"));
      await client.append("INBOX", mail(52, { To: BILLING, Subject: "Old two" }), [], at("2026-11-21"));
    });
    const mailbox = mailboxAt(servers, BILLING);
    const imapTimes = { pollMs: 500, silenceMs: 30_000 };
    await using desk = await runDesk(servers, { over: { mailboxes: [mailbox], imapTimes } });
    const { db } = desk.database;
    const wish = { since: instant("2026-10-01T00:00:00Z"), mostAcknowledgements: 1 };
    const counted = { kind: "imported", mailbox: "billing", mails: 2, acknowledged: 1, known: 0, older: 1 };
    expect(await importMailbox(db, desk.context, mailbox, { ...wish, dryRun: true })).toEqual(counted);
    expect(await db.$count(rows.inboundMail)).toBe(0);
    const env = {
      ...BARE_ENV,
      DATABASE_URL: desk.context.databaseUrl,
      REDIS_URL: "redis://127.0.0.1:1",
      IMAP_URL: servers.imapUrl(BILLING),
      SMTP_URL: servers.submissionUrl(BILLING),
    };
    const command = ["workers/answerable.ts", "mailbox", "import", "--since", "2026-10-01", "--json"];
    const said = await run(process.execPath, [...command, "--most-acknowledgements", "1"], { env });
    const name = `${BILLING} at 127.0.0.1`;
    expect(JSON.parse(said.stdout)).toEqual({ dryRun: false, mailboxes: [{ ...counted, mailbox: name }] });
    expect(await importMailbox(db, desk.context, mailbox, { ...wish, dryRun: false })).toMatchObject({
      mails: 0,
      known: 2,
    });
    await settled(desk, "<51@f.example>");
    await settled(desk, "<52@f.example>");
    const tickets = await ticketsOf(desk);
    expect(tickets.map(({ subject }) => subject).toSorted()).toEqual(["Old one", "Old two"]);
    const sent = await db.select().from(rows.outboundMail);
    const acknowledgements = sent.filter(({ purpose }) => purpose === "acknowledgement");
    const second = tickets.find(({ subject }) => subject === "Old two")!;
    expect(acknowledgements.map(({ ticketId }) => ticketId)).toEqual([second.id]);
  });
});
