import { asc } from "drizzle-orm";
import { watchFolder } from "../../src/adapters/imap/watch-folder.ts";
import { FOLDER_LEASE_MS, folderHealth, folderLease } from "../../src/adapters/postgres/folder-lease.ts";
import { loadRaw } from "../../src/adapters/postgres/inbound.ts";
import { folderStore } from "../../src/adapters/postgres/intake.ts";
import { rememberFolders } from "../../src/adapters/postgres/mailboxes.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { openLog } from "../../src/adapters/system/log.ts";
import { type MailboxSettings, plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { keepMails } from "../../src/jobs/keep-mails.ts";
import { type Instant, instant, plus } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { until } from "./until.ts";

type Row = typeof schema.inboundMail.$inferSelect;

export interface IntakeDesk extends AsyncDisposable {
  readonly database: TestDatabase;
  /** Begins to read; resolves when the folder has been read once. */
  start(owner?: string): Promise<void>;
  readonly folderId: string;
  /** Ends reading; `start` begins anew, with the settings there are then. */
  stop(): Promise<void>;
  forward(ms: number): void;
  /** All rows in UID order. */
  rows(): Promise<readonly Row[]>;
  /** Resolves with the rows as soon as they fit. */
  awaitRows(fits: (rows: readonly Row[]) => boolean, what: string): Promise<readonly Row[]>;
  raw(row: Row): Promise<Buffer>;
  folder(): Promise<typeof schema.folders.$inferSelect>;
}

/** Intake alone, of one folder on any server, with a clock set by hand that stands at 3 December 2026, 10:00. */
export async function intakeDesk(
  port: number,
  options: {
    readonly over?: Partial<MailboxSettings>;
    readonly pollMs?: number;
    readonly silenceMs?: number;
    readonly leaseMs?: number;
    /** Where the folder is, asked when the server knows it no more. */
    readonly path?: () => string;
    /** Mail that is there at the first connection is taken in too. */
    readonly withExisting?: boolean;
  } = {},
): Promise<IntakeDesk> {
  const database = await testDatabase();
  const { db } = database;
  let now: Instant = instant("2026-12-03T10:00:00Z");
  const clock = { kind: "set", now: () => now } as const;
  const server = { host: "127.0.0.1", port, tls: "never", user: "desk", password: "x" } as const;
  const plain = plainMailbox({
    name: "support",
    address: "support@contoso.example",
    provider: "generic",
    authservId: null,
    imap: server,
  });
  const mailbox = { ...plain, ...options.over };
  const look = () =>
    rememberFolders(db, clock, mailbox, [{ path: options.path?.() ?? "INBOX", role: "inbox" }]);
  const [folder] = await look();
  const folderId = folder!.id;
  let stop = new AbortController();
  let watching: Promise<void> = Promise.resolve();
  const rows = () => db.select().from(schema.inboundMail).orderBy(asc(schema.inboundMail.uid));
  const read = async () => (await db.select().from(schema.folders))[0]!;
  const desk: IntakeDesk = {
    database,
    folderId,
    async start(owner = "test") {
      stop = new AbortController();
      const sandbox = options.withExisting ?? true;
      const store = folderStore({ db, clock, folderId, sandbox, mailbox });
      const keep = { ...store, checkpoint: () => {}, publish: async () => {} };
      let looks = 0;
      const watch = {
        ...folderLease(db, folderId, owner, options.leaseMs),
        renewMs: (options.leaseMs ?? FOLDER_LEASE_MS) / 4,
        health: folderHealth(db, clock, folderId),
        mailbox: mailbox.name,
        server: mailbox.imap,
        afterStoring: mailbox.afterStoring,
        log: openLog(process.env["TEST_LOG"] ?? "silent", false),
        pollMs: options.pollMs ?? 25_000,
        silenceMs: options.silenceMs ?? 30_000,
        folder: store.folder,
        missing: async () => void (await look()),
        async sync(source: Parameters<typeof keepMails>[1]) {
          const receipt = await keepMails(keep, source);
          looks++;
          return receipt;
        },
      };
      watching = watchFolder(watch, stop.signal);
      await until(async () => looks > 0, "the folder has been read once");
    },
    async stop() {
      stop.abort();
      await watching;
    },
    forward: (ms) => {
      now = plus(now, ms);
    },
    rows,
    async awaitRows(fits, what) {
      let last: readonly Row[] = [];
      await until(async () => {
        last = await rows();
        return fits(last);
      }, what);
      return last;
    },
    raw: async ({ id }) => Buffer.from(await loadRaw(db, id)),
    folder: read,
    async [Symbol.asyncDispose]() {
      await desk.stop();
      await database[Symbol.asyncDispose]();
    },
  };
  return desk;
}
