import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { eq, isNotNull } from "drizzle-orm";
import { expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { reconcileDesk } from "../../src/adapters/roles/reconcile.ts";
import { MINUTE } from "../../src/values/instant.ts";
import { AUTHSERV_ID, DESK, mailServersMissing } from "../support/mail-servers.ts";
import { plainMail } from "../support/plain-mail.ts";
import { ANA } from "../support/running-desk.ts";
import { type Storm, startStorm } from "../support/storm.ts";
import { stormProblems } from "../support/storm-problems.ts";
import { TROUBLES, type Trouble } from "../support/troubles.ts";
import { until } from "../support/until.ts";

// `npm run chaos -- --minutes N --seed S` runs this for N minutes, with troubles drawn by chance.
const MINUTES = Number(process.env["CHAOS_MINUTES"] ?? 0);
const SEED = Number(process.env["CHAOS_SEED"] ?? 1);
const missing = mailServersMissing();

test.skipIf(missing !== null)(
  MINUTES > 0
    ? `${MINUTES} minutes of troubles by chance (seed ${SEED}): nothing lost, nothing doubled, all accounted for`
    : "every trouble once, under load: nothing lost, nothing doubled, all accounted for",
  async () => {
    await using storm = await startStorm();
    const chance = chances(SEED);
    const fed = new Set<string>();
    let feeding = true;
    const feeder = feed(storm, fed, () => feeding);
    for (const trouble of drawn(chance)) {
      if (MINUTES > 0) console.log(`${fed.size} mails; ${trouble.name}`);
      await trouble.happen(storm, chance);
      await wait(300 + 700 * chance());
    }
    feeding = false;
    await feeder;
    await calm(storm, fed.size);
    // A connection of this process that went with a killed PostgreSQL may say so only when it is used again; and a node
    // may be reconciling at this moment.
    let reconciled: Awaited<ReturnType<typeof reconcileDesk>> = null;
    await until(async () => {
      reconciled = await reconcileDesk(storm.connection, reconciling(storm)).catch(() => null);
      return reconciled !== null;
    }, "the mailbox is reconciled");
    const { folders } = reconciled!;
    expect(folders.map(({ unaccounted }) => unaccounted)).toEqual(folders.map(() => 0));
    expect(await stormProblems(storm, fed)).toEqual([]);
    if (MINUTES > 0) console.log(`${fed.size} mails: nothing lost, nothing doubled, unaccounted 0`);
  },
  180_000 + MINUTES * 90_000,
);

/** The list once, or draws from it for as long as was asked. */
function* drawn(chance: () => number): Generator<Trouble> {
  if (MINUTES === 0) {
    yield* TROUBLES;
    return;
  }
  const end = Date.now() + MINUTES * 60_000;
  while (Date.now() < end) yield TROUBLES[Math.floor(chance() * TROUBLES.length)]!;
}

/** A desk on a busy machine works off so many in the minute that it has at the end, and no more. */
const MOST_WAITING = 150;

/**
 * Customers write all the time, and where a notice has been written an agent answers it. One large mail is among them.
 * They wait while much is waiting: the slower the machine, the longer the troubles, and the more would have been written.
 */
async function feed(storm: Storm, fed: Set<string>, goesOn: () => boolean): Promise<void> {
  const answered = new Set<string>();
  for (let n = 0; goesOn(); n++) {
    const id = `<${n}.${randomInt(2 ** 32)}@storm>`;
    const head = { From: `c${n}@customer.test`, To: DESK, Subject: `Storm ${n}`, "Message-ID": id };
    const text =
      n === 5 ? `Large.\n${"a line of a large mail\n".repeat(1_000_000)}` : `Number ${n} is broken.`;
    await storm.servers.put(DESK, Buffer.from(plainMail(head, text)));
    fed.add(id);
    if (n % 3 === 0) await answerOne(storm, answered, fed).catch(() => {});
    do await wait(60);
    while (goesOn() && (await waiting(storm, fed)) > MOST_WAITING);
  }
}

/** Mails that are not read yet, and those that have not left. 0 where the database cannot say. */
async function waiting({ connection: { db } }: Storm, fed: Set<string>): Promise<number> {
  try {
    const read = await db.$count(rows.inboundMail, eq(rows.inboundMail.state, "done"));
    return fed.size - read + (await db.$count(rows.outboundMail, isNotNull(rows.outboundMail.dueAt)));
  } catch {
    return 0;
  }
}

async function answerOne(
  { connection, servers }: Storm,
  answered: Set<string>,
  fed: Set<string>,
): Promise<void> {
  const { id, ticketId, bytes, purpose, recipients } = rows.outboundMail;
  const notices = await connection.db
    .select({ id, ticketId, bytes, purpose, recipients })
    .from(rows.outboundMail);
  const notice = notices.find(
    (mail) =>
      mail.purpose === "notice" && mail.recipients[0]?.address === ANA && !answered.has(mail.ticketId!),
  );
  if (notice === undefined) return;
  answered.add(notice.ticketId!);
  const to = /^Reply-To:[^<]*<([^>]+)>/m.exec(Buffer.from(notice.bytes).toString())![1]!;
  const msgId = `<a.${notice.id}@storm>`;
  const head = {
    "Authentication-Results": `${AUTHSERV_ID}; auth=pass smtp.auth=${ANA}`,
    From: ANA,
    To: to,
    Subject: "Re: Storm",
    "Message-ID": msgId,
  };
  await servers.put(DESK, Buffer.from(plainMail(head, `Please restart ${notice.ticketId}.`)));
  fed.add(msgId);
}

/** Heals everything and moves the clock on until nothing is due any more. */
async function calm(storm: Storm, mails: number): Promise<void> {
  storm.imap.heal();
  storm.smtp.heal();
  const { db } = storm.connection;
  let moved = Date.now();
  await until(
    async () => {
      try {
        await Promise.all(storm.nodes.map((node) => node.start()));
        const inbound = await db.select({ state: rows.inboundMail.state }).from(rows.inboundMail);
        const { state, dueAt } = rows.outboundMail;
        const outbound = await db.select({ state, dueAt }).from(rows.outboundMail);
        const isCalm =
          inbound.length >= mails &&
          inbound.every(({ state }) => state === "done") &&
          outbound.every(({ dueAt }) => dueAt === null);
        if (!isCalm && Date.now() - moved > 1000) {
          moved = Date.now();
          storm.step(2 * MINUTE);
        }
        return isCalm;
      } catch {
        return false;
      }
    },
    "everything has its end",
    120_000,
    async () => {
      const { state, because, lastError } = rows.inboundMail;
      const inbound = await db.select({ state, because, lastError }).from(rows.inboundMail);
      const open = inbound.filter(({ state }) => state !== "done");
      const outbound = await db.select().from(rows.outboundMail);
      const due = outbound.filter(({ dueAt }) => dueAt !== null);
      return JSON.stringify({
        mails,
        inbound: inbound.length,
        open,
        due: due.map(({ purpose, state, because, dueAt }) => ({ purpose, state, because, dueAt })),
      });
    },
  );
}

function reconciling(storm: Storm) {
  const { password } = storm.servers.accounts.find(({ address }) => address === DESK)!;
  const imap = { host: "127.0.0.1", port: storm.imap.port, tls: "never", user: DESK, password } as const;
  const rest = { smtp: null, folders: "auto", afterStoring: { kind: "leave" }, importSince: null } as const;
  const mailbox = {
    name: "support",
    address: DESK,
    provider: "generic",
    authservId: AUTHSERV_ID,
    imap,
    ...rest,
  } as const;
  return { mailboxes: [mailbox], clock: { kind: "database" } as const };
}

/** Numbers from 0 to 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
