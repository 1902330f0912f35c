import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRedis } from "../../src/adapters/embedded/redis.ts";
import { openPorts } from "../../src/adapters/ports.ts";
import { addAgents, beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { startRoles, WORKING_ROLES } from "../../src/adapters/roles/all.ts";
import type { RoleContext } from "../../src/adapters/roles/context.ts";
import { openLog } from "../../src/adapters/system/log.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { type KeptVersion, publishFiles } from "../../src/adapters/system/policy-files.ts";
import { sendWorkLists } from "../../src/jobs/work-lists.ts";
import { type Instant, instant } from "../../src/values/instant.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { examplesAt } from "./examples.ts";
import { ledBy } from "./led-by.ts";
import { AUTHSERV_ID, DESK, type MailServers } from "./mail-servers.ts";
import { until } from "./until.ts";

export const ANA = "ana@contoso.example";
export const BEN = "ben@contoso.example";
export const CARLA = "carla@fabrikam.example";
export const DAVE = "dave@tailspin.example";

export interface RunningDesk extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly context: RoleContext;
  readonly redisUrl: string;
  readonly clock: { now(): Instant; set(at: string): void };
  /** Stops the roles and starts them again, as a restart of the process would. */
  restart(): Promise<void>;
}

const TESTS_LOG = process.env["TEST_LOG"] ?? "silent";

/** Mailboxes of the journeys vouch for their users themselves; nothing is looked up. */
const nothingInDns = async (name: string): Promise<never> => {
  throw Object.assign(new Error(`no such name: ${name}`), { code: "ENOTFOUND" });
};

/** A desk in this process on real servers, with a clock set by hand. Ana answers, Ben leads. */
export async function runDesk(
  servers: MailServers,
  options: {
    readonly at?: string;
    readonly inShadow?: boolean;
    readonly deskFile?: string;
    readonly over?: Partial<RoleContext>;
    /** Its mailbox, of another account than the usual one. */
    readonly address?: string;
  } = {},
): Promise<RunningDesk> {
  const { address = DESK } = options;
  let at = instant(options.at ?? "2026-12-03T10:00:01Z");
  const database = await testDatabase();
  const directory = mkdtempSync(join(tmpdir(), "answerable-redis-"));
  const log = openLog(TESTS_LOG, false);
  const redis = await startRedis(directory, log);
  const password = servers.accounts.find((one) => one.address === address)!.password;
  const account = { tls: "never", user: address, password } as const;
  const context: RoleContext = {
    databaseUrl: database.url,
    redisUrl: redis.url,
    mailboxes: [
      plainMailbox({
        name: "support",
        address,
        provider: "generic",
        authservId: AUTHSERV_ID,
        imap: { ...account, host: servers.imap.host, port: servers.imap.port },
      }),
    ],
    smtp: { ...account, host: servers.submission.host, port: servers.submission.port },
    deskAddress: address,
    sandbox: false,
    resolver: nothingInDns,
    clock: { kind: "set", now: () => at },
    checkpoint: () => {},
    log,
    owner: "journey",
    choresEveryMs: 500,
    ...options.over,
  };
  const { deskFile } = options;
  const published =
    deskFile === undefined ? examplesAt(at) : publishFiles("examples/policy.yaml", deskFile, at);
  await keepVersion(database.db, generous(published, address));
  await beginDesk(database.db, context);
  if (!options.inShadow) await goLive(database.db, { held: "drop", actor: "test", clock: context.clock });
  await addAgents(database.db, [
    { name: "Ana Sousa", address: ANA, role: "agent" },
    { name: "Ben Okafor", address: BEN, role: "lead" },
  ]);
  await listsOfToday(context);
  let roles = await startRoles(WORKING_ROLES, context);
  await until(async () => {
    const folders = await database.db.select().from(schema.folders);
    return folders.length > 0 && folders.every(({ lastSyncAt, lastError }) => lastSyncAt ?? lastError);
  }, "every folder has been read once, or cannot be");
  return {
    database,
    context,
    redisUrl: redis.url,
    clock: {
      now: () => at,
      set: (text) => {
        at = instant(text);
      },
    },
    async restart() {
      await roles[Symbol.asyncDispose]();
      roles = await startRoles(WORKING_ROLES, context);
    },
    async [Symbol.asyncDispose]() {
      await roles[Symbol.asyncDispose]();
      await redis.stop();
      await database[Symbol.asyncDispose]();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** As on a desk that has been running since the morning: nothing was due then, and no list comes between the first mails. */
async function listsOfToday(context: RoleContext): Promise<void> {
  await using ports = openPorts(context, { connections: 3 });
  await sendWorkLists(ports);
}

/** Journeys write more mail in a second than a person does in a day: what is not about budgets has none. */
export function generous(kept: KeptVersion, address: string = DESK): KeptVersion {
  const { published } = kept;
  const policy = { ...published.policy, desk: { ...published.policy.desk, address } };
  const many = 1_000_000;
  const automaticMail = {
    ...published.desk.automaticMail,
    perAddressPerHour: many,
    perAddressPerDay: many,
    perSystemPerDay: many,
    perTicketPerDay: many,
    perDeskPerHour: many,
  };
  const desk = ledBy(published.desk, BEN);
  return { ...kept, published: { ...published, policy, desk: { ...desk, automaticMail } } };
}
