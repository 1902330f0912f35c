import { asc, eq } from "drizzle-orm";
import { deskJobs } from "../../src/adapters/postgres/desk-jobs.ts";
import { dueRows } from "../../src/adapters/postgres/due.ts";
import { addAgents, beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import { loadRaw, lookAtInbound } from "../../src/adapters/postgres/inbound.ts";
import { claimOutbound } from "../../src/adapters/postgres/outbound.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { escalate } from "../../src/jobs/escalate.ts";
import type { Ports, Receipt } from "../../src/jobs/ports.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { sendMail } from "../../src/jobs/send-mail.ts";
import { wakeTarget } from "../../src/jobs/wake-target.ts";
import { msgIdOf } from "../../src/mail/msg-id.ts";
import { readMail } from "../../src/mail/read-mail.ts";
import type { AutomaticBudget } from "../../src/outbound/budget.ts";
import type { SubmitOutcome } from "../../src/outbound/delivery.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import type { Published } from "../../src/policy/published.ts";
import { type Instant, instant, plus } from "../../src/values/instant.ts";
import { mintedDomain } from "../../src/values/msg-id-domain.ts";
import type { TestDatabase } from "./database.ts";
import { examplesAt } from "./examples.ts";
import { ledBy } from "./led-by.ts";

export type OutboundMail = typeof rows.outboundMail.$inferSelect;

/** A desk without servers of mail and without Redis: its jobs run one after the other, when a test says so. */
export interface DeskInPostgres extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly ports: Ports;
  readonly address: string;
  now(): Instant;
  pass(ms: number): void;
  /** Wakes the targets and carries out the escalations that are due, until nothing is; what was carried out. */
  climb(ports?: Partial<Ports>): Promise<readonly Receipt[]>;
  /** Stores a mail, in its folder, without processing it. */
  store(raw: string, folder?: "inbox" | "sent"): Promise<string>;
  process(inboundId: string): Promise<Receipt>;
  /** Stores and processes. */
  receive(raw: string): Promise<Receipt>;
  /** Submits what is due, each with the same outcome, and returns what a server would have got. */
  send(outcome?: SubmitOutcome): Promise<readonly OutboundMail[]>;
  /** Mails written, oldest first; of one purpose if named. */
  mails(purpose?: string): Promise<readonly OutboundMail[]>;
}

const ACCEPTED: SubmitOutcome = { kind: "accepted", reply: "250 ok", refused: [] };

/** Ana answers, Ben leads. On a database that is migrated and empty, which ends with the desk. */
export async function deskOn(
  database: TestDatabase,
  address = "support@contoso.example",
  at = "2026-12-03T10:00:00Z",
  budget: Partial<AutomaticBudget> = {},
  change: Partial<DeskFile> = {},
): Promise<DeskInPostgres> {
  let clockAt = instant(at);
  const clock = { kind: "set", now: () => clockAt } as const;
  const { db } = database;
  const server = { host: "mail.example", port: 1, user: address, password: "", tls: "never" } as const;
  const kept = examplesAt(clockAt);
  await keepVersion(db, { ...kept, published: ofDesk(kept.published, address, budget, change) });
  await beginDesk(db, { mailboxes: [{ imap: server, smtp: null }], smtp: server, sandbox: false, clock });
  await goLive(db, { held: "drop", actor: "test", clock });
  const domain = address.split("@")[1]!;
  await addAgents(db, [
    { name: "Ana Sousa", address: `ana@${domain}`, role: "agent" },
    { name: "Ben Okafor", address: `ben@${domain}`, role: "lead" },
  ]);
  const [mailbox, inbox, sent] = [newId(), newId(), newId()];
  const authservId = `mx.${domain}`;
  await db.insert(rows.mailboxes).values({
    id: mailbox,
    name: address,
    account: address,
    address,
    provider: "generic",
    authservId,
    createdAt: clockAt,
  });
  await db.insert(rows.folders).values([
    { id: inbox, mailboxId: mailbox, path: "INBOX", role: "inbox" },
    { id: sent, mailboxId: mailbox, path: "Sent", role: "sent" },
  ]);

  const jobs = deskJobs(db, { clock });
  let submission: SubmitOutcome = ACCEPTED;
  const own = { addresses: [address], messageIdDomain: mintedDomain(address) };
  const ports: Ports = {
    ...jobs,
    checkpoint: () => {},
    publish: async () => {},
    inbound: (id) => lookAtInbound(db, id),
    rawMail: (id) => loadRaw(db, id),
    read: async (bytes, receiver) => readMail(bytes, receiver, own),
    proveSender: async () => ({ proved: null, because: "nothing is looked up" }),
    claimOutbound: (row) =>
      db.transaction((tx) => claimOutbound(tx, row, { owner: "test", now: clockAt, account: () => null })),
    markStreaming: async () => {},
    submit: async () => submission,
    jitter: () => 0,
  };
  let uid = 0;
  const desk: DeskInPostgres = {
    database,
    ports,
    address,
    now: () => clockAt,
    pass: (ms) => {
      clockAt = plus(clockAt, ms);
    },
    async climb(over = {}) {
      const done: Receipt[] = [];
      for (let rounds = 0; rounds < 20; rounds++) {
        const due = (await dueRows(db, clockAt, 100)).filter(
          ({ queue }) => queue === "targets" || queue === "escalations",
        );
        if (due.length === 0) return done;
        for (const row of due) {
          const job = row.queue === "targets" ? wakeTarget : escalate;
          const receipt = await job({ ...ports, ...over }, row);
          if (row.queue === "escalations") done.push(receipt);
        }
      }
      throw new Error("rows stay due whatever is done");
    },
    async store(raw, folder = "inbox") {
      const bytes = Buffer.from(raw.replaceAll(/\r?\n/g, "\r\n"));
      const id = newId();
      uid += 1;
      await db.insert(rows.rawChunks).values({ mail: id, n: 0, bytes });
      await db.insert(rows.inboundMail).values({
        id,
        folderId: folder === "sent" ? sent : inbox,
        uidvalidity: 1,
        uid,
        seenAt: clockAt,
        storedAt: clockAt,
        receivedAt: clockAt,
        state: "stored",
        msgId: msgIdOf(bytes),
        dueAt: clockAt,
      });
      return id;
    },
    async process(id) {
      const [row] = await db.select().from(rows.inboundMail).where(eq(rows.inboundMail.id, id));
      return receiveMail(ports, { id, generation: row!.generation });
    },
    receive: async (raw) => desk.process(await desk.store(raw)),
    async send(outcome = ACCEPTED) {
      submission = outcome;
      const waiting = (await desk.mails()).filter(({ dueAt }) => dueAt !== null && dueAt <= clockAt);
      for (const { id, generation } of waiting) await sendMail(ports, { id, generation });
      return waiting;
    },
    async mails(purpose) {
      const all = await db
        .select()
        .from(rows.outboundMail)
        .orderBy(asc(rows.outboundMail.createdAt), asc(rows.outboundMail.id));
      return purpose === undefined ? all : all.filter((mail) => mail.purpose === purpose);
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return desk;
}

function ofDesk(
  published: Published,
  address: string,
  budget: Partial<AutomaticBudget>,
  change: Partial<DeskFile>,
): Published {
  const { policy, desk } = published;
  return {
    ...published,
    policy: { ...policy, desk: { ...policy.desk, address } },
    desk: {
      ...ledBy(desk, `ben@${address.split("@")[1]}`),
      ...change,
      automaticMail: { ...desk.automaticMail, ...budget },
    },
  };
}

/** The address that leads a reply to a mail back. */
export function replyToOf({ bytes }: OutboundMail): string {
  return /^Reply-To:[^<]*<([^>]+)>/m.exec(Buffer.from(bytes).toString())![1]!;
}
