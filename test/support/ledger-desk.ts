import { openPorts } from "../../src/adapters/ports.ts";
import { dueRows, recordFailure } from "../../src/adapters/postgres/due.ts";
import { addAgents, beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import { folderStore } from "../../src/adapters/postgres/intake.ts";
import { accountOf } from "../../src/adapters/postgres/mailboxes.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import type { RoleContext } from "../../src/adapters/roles/context.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { openLog } from "../../src/adapters/system/log.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import type { Ports, Receipt } from "../../src/jobs/ports.ts";
import { receiveMail } from "../../src/jobs/receive-mail.ts";
import { msgIdOf } from "../../src/mail/msg-id.ts";
import { type Instant, instant, plus } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { examplesAt } from "./examples.ts";
import { NO_REDIS } from "./operations.ts";

export const SUPPORT = "support@contoso.example";
const SERVER = { host: "127.0.0.1", port: 1, tls: "never", user: SUPPORT, password: "none" } as const;
const TRIES = 3;

/** A desk with a real database and no servers: mails are put into its ledger by hand, and its jobs are run by hand. */
export interface LedgerDesk extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly context: RoleContext;
  readonly ports: Ports;
  readonly folderId: string;
  now(): Instant;
  forward(ms: number): void;
  /** Takes mails in as intake does, with UIDs in their order. Returns the ids of their rows. */
  keep(...mails: readonly string[]): Promise<readonly string[]>;
  /** Runs what is due in `inbound`, one row after the other, until nothing is. Failures are recorded as the worker does. */
  work(ports?: Ports): Promise<readonly Receipt[]>;
  mail(id: string): Promise<typeof schema.inboundMail.$inferSelect>;
}

export async function ledgerDesk(at = "2026-12-03T10:00:00Z"): Promise<LedgerDesk> {
  let now = instant(at);
  let uid = 100;
  const database = await testDatabase();
  const { db } = database;
  const context: RoleContext = {
    databaseUrl: database.url,
    redisUrl: NO_REDIS,
    mailboxes: [
      plainMailbox({
        name: "support",
        address: SUPPORT,
        provider: "generic",
        authservId: null,
        imap: SERVER,
      }),
    ],
    smtp: SERVER,
    deskAddress: SUPPORT,
    sandbox: false,
    resolver: async (name) => {
      throw Object.assign(new Error(`no such name: ${name}`), { code: "ENOTFOUND" });
    },
    clock: { kind: "set", now: () => now },
    checkpoint: () => {},
    log: openLog("silent", false),
    owner: "test",
  };
  await keepVersion(db, examplesAt(now));
  await beginDesk(db, context);
  await goLive(db, { held: "drop", actor: "test", clock: context.clock });
  await addAgents(db, [{ name: "Ana Sousa", address: "ana@contoso.example", role: "agent" }]);
  const [mailboxId, folderId] = [newId(), newId()];
  await db.insert(schema.mailboxes).values({
    id: mailboxId,
    account: accountOf(SERVER),
    name: "support",
    address: SUPPORT,
    provider: "generic",
    createdAt: now,
  });
  await db.insert(schema.folders).values({
    id: folderId,
    mailboxId,
    path: "INBOX",
    role: "inbox",
    uidvalidity: 7,
    uidNext: uid,
    startUid: uid,
  });
  const store = folderStore({
    db,
    clock: context.clock,
    folderId,
    sandbox: false,
    mailbox: { afterStoring: { kind: "leave" }, importSince: null },
  });
  const ports = openPorts(context, { connections: 3 });

  return {
    database,
    context,
    ports,
    folderId,
    now: () => now,
    forward(ms) {
      now = plus(now, ms);
    },
    async keep(...mails) {
      const first = uid;
      uid += mails.length;
      await store.keepUids(
        7,
        mails.map((mail, n) => ({ uid: first + n, size: mail.length, internalDate: now })),
      );
      const pending = await store.pending(7, mails.length);
      const kept = mails.map((mail, n) => {
        const bytes = Buffer.from(mail, "latin1");
        return { id: pending[n]!.id, bytes, msgId: msgIdOf(bytes) };
      });
      await store.keepBytes(kept);
      return kept.map(({ id }) => id);
    },
    async work(withPorts = ports) {
      const receipts: Receipt[] = [];
      for (;;) {
        // One at a time, as a desk with a single worker would: what is at the head decides.
        const [row] = (await dueRows(db, now, 1)).filter(({ queue }) => queue === "inbound");
        if (row === undefined) return receipts;
        try {
          receipts.push(await receiveMail(withPorts, row));
        } catch (error) {
          const because = (error as Error).message;
          await recordFailure(db, "inbound", row, { because, at: now, giveUpAfter: TRIES });
          receipts.push({ outcome: "failed", because });
        }
      }
    },
    async mail(id) {
      return (await db.query.inboundMail.findFirst({ where: (t, { eq }) => eq(t.id, id) }))!;
    },
    async [Symbol.asyncDispose]() {
      await ports[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
