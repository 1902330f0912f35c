import { ImapFlow } from "imapflow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSent } from "../../src/adapters/imap/sent.ts";
import { deskJobs } from "../../src/adapters/postgres/desk-jobs.ts";
import * as outbound from "../../src/adapters/postgres/outbound.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import type { RoleContext } from "../../src/adapters/roles/context.ts";
import { sentFolders } from "../../src/adapters/sent-copies.ts";
import { openAccounts } from "../../src/adapters/smtp/accounts.ts";
import { openLog } from "../../src/adapters/system/log.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { sendMail } from "../../src/jobs/send-mail.ts";
import { storeSentCopies } from "../../src/jobs/store-sent-copies.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import type { SentCopyMode } from "../../src/outbound/sent-copy.ts";
import { type Instant, instant, MINUTE, plus } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { DESK, type MailServers, mailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { writeMails } from "../support/sends.ts";

const missing = mailServersMissing();
const TAKEN: SubmitOutcome = { kind: "accepted", reply: "250 ok", refused: [] };

describe.skipIf(missing !== null)("copies of answers in Sent, on Dovecot", () => {
  let servers: MailServers;
  beforeAll(async () => {
    servers = await startMailServers();
  });
  afterAll(() => servers?.[Symbol.asyncDispose]());

  /** A desk with mail number 0, an answer, and number 1, an acknowledgement, both due. */
  async function desk(sentCopy: SentCopyMode) {
    await emptySent();
    const database: TestDatabase = await testDatabase();
    const { db } = database;
    await writeMails(database, 2);
    let now: Instant = instant("2026-12-03T10:00:00Z");
    const password = servers.accounts.find(({ address }) => address === DESK)!.password;
    const account = { tls: "never", user: DESK, password, host: "127.0.0.1" } as const;
    const imap = { ...account, port: servers.imap.port };
    const mailbox = plainMailbox({
      name: "desk",
      address: DESK,
      provider: "generic",
      authservId: null,
      imap,
    });
    const context: RoleContext = {
      databaseUrl: database.url,
      redisUrl: "",
      mailboxes: [mailbox],
      smtp: { ...account, port: servers.submission.port },
      sending: { pace: {}, sentCopy, dkim: null },
      deskAddress: DESK,
      sandbox: false,
      clock: { kind: "set", now: () => now },
      checkpoint: () => {},
      log: openLog("silent", false),
      owner: "test",
    };
    const accounts = openAccounts(context);
    const sent = sentFolders(context, db, accounts);
    const submitted: number[] = [];
    async function send(outcome: SubmitOutcome): Promise<readonly string[]> {
      const due = (await mails()).filter(({ dueAt }) => dueAt !== null && dueAt <= now);
      const ports = {
        ...deskJobs(db, { clock: context.clock }),
        inSent: sent.inSent,
        jitter: () => 0,
        publish: async () => {},
        checkpoint: () => {},
        promises: () => Promise.reject(new Error("no ticket")),
        claimOutbound: (row: { id: string; generation: number }) =>
          db.transaction((tx) =>
            outbound.claimOutbound(tx, row, { owner: "test", now, account: accounts.budget }),
          ),
        markStreaming: async () => {},
        submit: async ({ repeats }: { repeats: number }) => {
          submitted.push(repeats);
          return outcome;
        },
      };
      return Promise.all(due.map(async (row) => (await sendMail(ports, row)).outcome));
    }
    const mails = () => db.select().from(rows.outboundMail).orderBy(rows.outboundMail.id);
    return {
      sent,
      send,
      submitted,
      mails,
      pass: (ms: number) => {
        now = plus(now, ms);
      },
      async answer() {
        return (await mails())[0]!;
      },
      async [Symbol.asyncDispose]() {
        await accounts[Symbol.asyncDispose]();
        await database[Symbol.asyncDispose]();
      },
    };
  }

  async function client(): Promise<ImapFlow> {
    const pass = servers.accounts.find(({ address }) => address === DESK)!.password;
    const { host, port } = servers.imap;
    const imap = new ImapFlow({
      host,
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: DESK, pass },
      logger: false,
    });
    imap.on("error", () => {});
    await imap.connect();
    return imap;
  }

  async function emptySent(): Promise<void> {
    const imap = await client();
    const sent = (await imap.list()).find(({ specialUse }) => specialUse === "\\Sent");
    if (sent && (await imap.mailboxOpen(sent.path)).exists > 0) await imap.messageDelete("1:*");
    await imap.logout();
  }

  async function inSent() {
    const imap = await client();
    const sent = (await imap.list()).find(({ specialUse }) => specialUse === "\\Sent");
    const found: { source: string; flags: readonly string[] }[] = [];
    if (sent && (await imap.mailboxOpen(sent.path, { readOnly: true })).exists > 0) {
      for await (const { source, flags } of imap.fetch("1:*", { source: true, flags: true })) {
        found.push({ source: source!.toString(), flags: [...flags!] });
      }
    }
    await imap.logout();
    return found;
  }

  test("an accepted answer is put there once, read; an acknowledgement is not", async () => {
    await using one = await desk("append");
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 0 });
    await one.send(TAKEN);
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 1, failed: 0 });
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 0, failed: 0 });
    const answer = await one.answer();
    expect(answer.sentCopy).toBe("stored");
    const [copy, ...more] = await inSent();
    expect([copy!.source, more]).toEqual([Buffer.from(answer.bytes).toString(), []]);
    expect(copy!.flags).toContain("\\Seen");
  });

  test.each(["server", "none"] as const)("where the settings say %s, nothing is put there", async (mode) => {
    await using one = await desk(mode);
    await one.send(TAKEN);
    await storeSentCopies(one.sent);
    expect([(await one.answer()).sentCopy, await inSent()]).toEqual([mode, []]);
  });

  test("dying between storing and saving leaves one copy, and the mail as it is", async () => {
    await using one = await desk("append");
    await one.send(TAKEN);
    const dies = { ...one.sent, finishSentCopy: () => Promise.reject(new Error("killed")) };
    await expect(storeSentCopies(dies)).rejects.toThrow("killed");
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 0 });
    one.pass(11 * MINUTE);
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 1 });
    expect(await inSent()).toHaveLength(1);
    expect(one.submitted).toHaveLength(2);
  });

  test("a mailbox that is away: the copy waits, the mail is not touched, and later it is there", async () => {
    await using one = await desk("append");
    await one.send(TAKEN);
    const before = await one.answer();
    await servers.imap.stop();
    try {
      expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 0, failed: 1 });
    } finally {
      await servers.imap.start();
    }
    const waiting = await one.answer();
    expect([waiting.sentCopy, waiting.sentCopyError]).toEqual(["due", expect.stringContaining("listens")]);
    expect([waiting.state, waiting.dueAt, waiting.generation]).toEqual(["accepted", null, before.generation]);
    one.pass(2 * MINUTE);
    expect(await storeSentCopies(one.sent)).toMatchObject({ stored: 1 });
    expect(await inSent()).toHaveLength(1);
  });

  test("two nodes at once put one copy there", async () => {
    await using one = await desk("append");
    await one.send(TAKEN);
    await Promise.all([storeSentCopies(one.sent), storeSentCopies(one.sent)]);
    expect(await inSent()).toHaveLength(1);
  });

  describe("before an answer is repeated", () => {
    const GONE: SubmitOutcome = { kind: "unsure", because: "gone" };

    test("the provider's Sent shows it: it was taken, and is not sent again", async () => {
      await using one = await desk("server");
      await one.send(GONE);
      const answer = await one.answer();
      const { password } = servers.accounts.find(({ address }) => address === DESK)!;
      const { host, port } = servers.imap;
      await using folder = await openSent({ host, port, tls: "never", user: DESK, password });
      await folder.append(answer.bytes, instant("2026-12-03T10:00:00Z"));
      one.pass(3 * MINUTE);
      expect(await one.send(TAKEN)).toEqual(["accepted"]);
      expect(one.submitted).toEqual([0, 0]);
      expect((await one.answer()).because).toContain("Sent folder");
    });

    test("it is not there: repeated, marked", async () => {
      await using one = await desk("server");
      await one.send(GONE);
      one.pass(3 * MINUTE);
      expect(await one.send(TAKEN)).toEqual(["accepted"]);
      expect(one.submitted).toEqual([0, 0, 1]);
    });

    test("where we put copies there ourselves, Sent proves nothing and is not asked", async () => {
      await using one = await desk("append");
      await one.send(GONE);
      expect(await one.sent.inSent(await one.answer())).toBe(false);
    });
  });
});
