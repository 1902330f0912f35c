import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, like, ne } from "drizzle-orm";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addAgents, beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { CHECKPOINTS, type CheckpointName } from "../../src/jobs/checkpoints.ts";
import { HOUR, instant } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { examplesAt } from "../support/examples.ts";
import { type Inbox, openInbox, type Received } from "../support/inbox.ts";
import {
  AUTHSERV_ID,
  DESK,
  type MailServers,
  mailServersMissing,
  startMailServers,
} from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { haveRedis, type TestRedis, testRedis } from "../support/redis.ts";
import { ANA, BEN, CARLA, generous } from "../support/running-desk.ts";
import { until } from "../support/until.ts";

const missing = mailServersMissing() ?? (haveRedis ? null : "no redis-server on PATH");
const AGENTS = [
  { name: "Ana Sousa", address: ANA, role: "agent" },
  { name: "Ben Okafor", address: BEN, role: "lead" },
] as const;
/** What only handoffs and webhooks meet is in crash-upstream.test.ts. */
const MET_BY_MAIL = CHECKPOINTS.filter((name) => name !== "escalations.called");
const THURSDAY = instant("2026-12-03T10:00:01Z");

describe.skipIf(missing !== null)("the process is killed at every named place, and started again", () => {
  let servers: MailServers;
  let redis: TestRedis;
  let inboxes: Record<string, Inbox>;

  beforeAll(async () => {
    [servers, redis] = await Promise.all([startMailServers(), testRedis()]);
    const people = [ANA, BEN, CARLA];
    inboxes = Object.fromEntries(
      await Promise.all(people.map(async (who) => [who, await openInbox(servers, who)])),
    );
  });
  afterAll(async () => {
    await Promise.all(Object.values(inboxes ?? {}).map((inbox) => inbox[Symbol.asyncDispose]()));
    await Promise.all([servers?.[Symbol.asyncDispose](), redis?.[Symbol.asyncDispose]()]);
  });

  test.each(MET_BY_MAIL)("%s: nothing lost, nothing doubled", async (checkpoint) => {
    await using desk = await prepareDesk(checkpoint);
    const { db } = desk.database;
    const subject = `Crash at ${checkpoint}`;
    const carla = inboxes[CARLA]!;

    await desk.start(checkpoint);
    await desk.survives(checkpoint, "relay");
    const first = {
      From: `Carla Conti <${CARLA}>`,
      To: DESK,
      Subject: subject,
      "Message-ID": `<1.${checkpoint}@f.example>`,
    };
    await servers.deliver(plainMail(first, "Every call drops."), CARLA, DESK, CARLA);
    await desk.survives(checkpoint, "intake", "inbound", "replies");
    await until(async () => (await db.$count(rows.tickets)) === 1, "a ticket");
    await allSent(desk.database, "the first mails have left");

    if (checkpoint.startsWith("targets") || checkpoint.startsWith("escalations")) {
      desk.clock(THURSDAY + 5 * HOUR);
      await desk.survives(checkpoint, "targets", "escalations");
      await until(
        async () => (await db.$count(rows.escalations, eq(rows.escalations.state, "told"))) > 0,
        "it is told",
      );
      await allSent(desk.database, "the word of it has left");
    }

    // A notice that was on its way when the process died is unsure and never repeated: the other agent has theirs.
    const [agent, notice] = await firstNotice(subject);
    const to = notice.replyTo[0]!.address;
    const answer = {
      From: agent,
      To: to,
      Subject: `Re: ${notice.subject}`,
      "Message-ID": `<2.${checkpoint}@agent>`,
    };
    const text = `#resolve\n\nPlease update (${checkpoint}).`;
    await servers.deliver(plainMail(answer, text), agent, to, agent);
    await carla.await(({ text }) => text.includes(`Please update (${checkpoint})`), "the answer");
    await allSent(desk.database, "the answer has left");
    if (checkpoint.startsWith("closing")) {
      desk.clock(THURSDAY + 8 * 24 * HOUR);
      await desk.survives(checkpoint, "closing");
      await until(
        async () => (await db.select().from(rows.tickets))[0]?.status === "closed",
        "the ticket is closed",
      );
      await allSent(desk.database, "the customer is told");
      expect(await db.$count(rows.outboundMail, like(rows.outboundMail.once, "closed.%"))).toBe(1);
    }
    await nothingLostNothingDoubled(desk.database, inboxes, checkpoint);
  });

  function firstNotice(subject: string): Promise<readonly [string, Received]> {
    const from = (agent: string) =>
      inboxes[agent]!.await((mail) => mail.subject.endsWith(subject), "the notice").then(
        (mail) => [agent, mail] as const,
      );
    return Promise.any([from(ANA), from(BEN)]);
  }

  async function prepareDesk(checkpoint: CheckpointName) {
    const database = await testDatabase();
    const folder = mkdtempSync(join(tmpdir(), "answerable-crash-"));
    const clockFile = join(folder, "now");
    const clock = (at: number): void => writeFileSync(clockFile, String(at));
    clock(THURSDAY);
    const { password } = servers.accounts.find(({ address }) => address === DESK)!;
    const account = { host: "127.0.0.1", tls: "never", user: DESK, password } as const;
    const context = {
      databaseUrl: database.url,
      redisUrl: redis.url,
      mailboxes: [
        {
          ...plainMailbox({
            name: "support",
            address: DESK,
            provider: "generic",
            authservId: AUTHSERV_ID,
            imap: { ...account, port: servers.imap.port },
          }),
          afterStoring: { kind: "flag", keyword: "$Answerable" },
        },
      ],
      smtp: { ...account, port: servers.submission.port },
      deskAddress: DESK,
      sandbox: false,
      choresEveryMs: 500,
      submissionsAtOnce: 1,
    } as const;
    const fixed = { kind: "set", now: () => THURSDAY } as const;
    const published = examplesAt(THURSDAY);
    await keepVersion(database.db, generous(published));
    await beginDesk(database.db, { ...context, clock: fixed });
    await goLive(database.db, { held: "drop", actor: "test", clock: fixed });
    await addAgents(database.db, AGENTS);
    let child: ChildProcess | null = null;

    async function start(dieAt = ""): Promise<void> {
      await flush(redis.url);
      const env = {
        ...process.env,
        CRASH_CONTEXT: JSON.stringify(context),
        CRASH_CLOCK: clockFile,
        CRASH_AT: dieAt,
      };
      child = spawn(process.execPath, ["test/support/crash-child.ts"], {
        env,
        stdio: ["pipe", "pipe", "inherit"],
      });
      // The relay and a first look at the folder come before any mail: dying there is dying at the start.
      await Promise.race([said(child), died(child)]);
      await folderRead(database, child);
    }

    return {
      database,
      clock,
      start,
      /** If this is the stage the process was to die in: it did, Redis went with it, and it is started again. */
      async survives(name: CheckpointName, ...stages: string[]) {
        if (!stages.some((stage) => name.startsWith(stage))) return;
        await died(child!);
        expect(child!.signalCode, `${checkpoint} was never reached`).toBe("SIGKILL");
        await start();
      },
      async [Symbol.asyncDispose]() {
        child?.kill("SIGKILL");
        if (child) await died(child);
        await database[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
});

/** A copy in the recipient's inbox for every mail that was accepted; for one that is unsure at most one, and a reason. */
async function nothingLostNothingDoubled(
  { db }: TestDatabase,
  inboxes: Record<string, Inbox>,
  checkpoint: CheckpointName,
): Promise<void> {
  // The copy of an answer that the desk itself puts into Sent comes when it comes.
  const inbound = await db
    .select({ disposition: rows.inboundMail.disposition })
    .from(rows.inboundMail)
    .innerJoin(rows.folders, eq(rows.folders.id, rows.inboundMail.folderId))
    .where(ne(rows.folders.role, "sent"));
  expect(inbound.map(({ disposition }) => disposition).toSorted()).toEqual([
    "opened-ticket",
    "sent-by-agent",
  ]);
  expect(await db.$count(rows.tickets)).toBe(1);
  const outbound = await db.select().from(rows.outboundMail);
  expect(outbound.filter(({ purpose }) => purpose === "acknowledgement")).toHaveLength(1);
  expect(outbound.filter(({ purpose }) => purpose === "answer")).toHaveLength(1);
  for (const mail of outbound) {
    const [recipient] = mail.recipients;
    const arrived = (await inboxes[recipient!.address]!.all()).filter(
      ({ messageId }) => messageId === mail.msgId,
    );
    if (mail.state === "accepted") {
      await inboxes[recipient!.address]!.await(
        ({ messageId }) => messageId === mail.msgId,
        `${mail.purpose} at ${checkpoint}`,
      );
      expect(arrived.length).toBeLessThanOrEqual(1);
    } else {
      expect([mail.state, checkpoint.startsWith("replies.")]).toEqual(["unsure", true]);
      expect(arrived.length).toBeLessThanOrEqual(1);
    }
  }
}

/** All has left, and the lists of the day were made up: none comes any more. */
function allSent({ db }: TestDatabase, what: string): Promise<void> {
  const { state, dueAt, because, purpose, attempts } = rows.outboundMail;
  const outbound = () => db.select({ purpose, state, dueAt, because, attempts }).from(rows.outboundMail);
  const inbound = () =>
    db.select({ state: rows.inboundMail.state, because: rows.inboundMail.because }).from(rows.inboundMail);
  return until(
    async () =>
      (await db.$count(rows.workLists)) >= AGENTS.length &&
      (await inbound()).every(({ state }) => state === "done") &&
      (await outbound()).every(
        ({ state, dueAt }) => state === "accepted" || (state === "unsure" && dueAt === null),
      ),
    what,
    undefined,
    async () => JSON.stringify({ inbound: await inbound(), outbound: await outbound() }),
  );
}

/** Until the desk knows where the mailbox stands, or has died on the way there. */
function folderRead({ db }: TestDatabase, child: ChildProcess): Promise<void> {
  return until(async () => {
    if (isDead(child)) return true;
    const folders = await db.select().from(rows.folders);
    return folders.length > 0 && folders.every(({ lastSyncAt }) => lastSyncAt !== null);
  }, "every folder has been read once");
}

function isDead({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function said(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout!.once("data", () => resolve()));
}

function died(child: ChildProcess): Promise<void> {
  if (isDead(child)) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url.replace(/^unix:/, ""));
  await redis.flushall();
  redis.disconnect();
}
