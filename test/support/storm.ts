import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startPostgres } from "../../src/adapters/embedded/postgres.ts";
import { startRedis } from "../../src/adapters/embedded/redis.ts";
import { type Connection, connect } from "../../src/adapters/postgres/connect.ts";
import { addAgents, beginDesk } from "../../src/adapters/postgres/first-start.ts";
import { goLive } from "../../src/adapters/postgres/go-live.ts";
import { migrate } from "../../src/adapters/postgres/migrate.ts";
import { preparePartitions } from "../../src/adapters/postgres/partitions.ts";
import { keepVersion } from "../../src/adapters/postgres/policy-versions.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { openLog } from "../../src/adapters/system/log.ts";
import { plainMailbox } from "../../src/adapters/system/mailboxes.ts";
import { publishFiles } from "../../src/adapters/system/policy-files.ts";
import { fromMs } from "../../src/values/instant.ts";
import { AUTHSERV_ID, DESK, type MailServers, startMailServers } from "./mail-servers.ts";
import { ANA, BEN, generous } from "./running-desk.ts";
import { until } from "./until.ts";
import { startWire, type Wire } from "./wire.ts";

/** Two nodes of a desk on servers of their own, and everything that can be done to them. */
export interface Storm extends AsyncDisposable {
  readonly servers: MailServers;
  readonly connection: Connection;
  readonly nodes: readonly [Node, Node];
  readonly imap: Wire;
  readonly smtp: Wire;
  emptyRedis(): Promise<void>;
  killRedis(): void;
  killPostgres(): void;
  /** Moves the desk's clock, also back. */
  step(ms: number): void;
  /** What the desk's clock says. */
  now(): number;
}

export interface Node {
  kill(): Promise<void>;
  start(): Promise<void>;
  isUp(): boolean;
}

export async function startStorm(): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), "answerable-storm-"));
  chmodSync(folder, 0o755);
  const log = openLog(process.env["TEST_LOG"] ?? "silent", false);
  const [servers, postgres, redis] = await Promise.all([
    startMailServers(),
    startPostgres(join(folder, "postgres"), log),
    startRedis(join(folder, "redis"), log),
  ]);
  const [imap, smtp] = await Promise.all([startWire(servers.imap.port), startWire(servers.submission.port)]);
  await migrate(postgres.url);
  const connection = connect(postgres.url, 4);
  const clockFile = join(folder, "offset");
  let offset = 0;
  const step = (ms: number): void => {
    offset += ms;
    writeFileSync(clockFile, `+${offset}`);
  };
  step(0);
  const { password } = servers.accounts.find(({ address }) => address === DESK)!;
  const account = { host: "127.0.0.1", tls: "never", user: DESK, password } as const;
  const mailbox = plainMailbox({
    name: "support",
    address: DESK,
    provider: "generic",
    authservId: AUTHSERV_ID,
    imap: { ...account, port: imap.port },
  });
  const context = {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    mailboxes: [mailbox],
    smtp: { ...account, port: smtp.port },
    deskAddress: DESK,
    sandbox: false,
    choresEveryMs: 2000,
  };
  await begin(connection, context);
  const nodes = [nodeOf(context, clockFile), nodeOf(context, clockFile)] as const;
  await Promise.all(nodes.map((node) => node.start()));
  await until(async () => {
    const folders = await connection.db.select().from(rows.folders);
    return folders.length > 0 && folders.every(({ lastSyncAt }) => lastSyncAt !== null);
  }, "every folder has been read once");
  return {
    servers,
    connection,
    nodes,
    imap,
    smtp,
    async emptyRedis() {
      const client = new Redis(redis.url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
      client.on("error", () => {});
      await client.flushall().catch(() => {});
      client.disconnect();
    },
    killRedis() {
      try {
        process.kill(redis.pid(), "SIGKILL");
      } catch {
        // Killed already, and not back yet.
      }
    },
    killPostgres: () => void process.kill(postgres.pid(), "SIGKILL"),
    step,
    now: () => Date.now() + offset,
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.kill()));
      await connection[Symbol.asyncDispose]();
      await Promise.all([imap[Symbol.asyncDispose](), smtp[Symbol.asyncDispose](), servers.stop()]);
      await Promise.all([redis.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function begin(
  { db, sql }: Connection,
  context: Parameters<typeof beginDesk>[1] extends infer Start ? Omit<Start & object, "clock"> : never,
): Promise<void> {
  const clock = { kind: "database" } as const;
  await preparePartitions(sql);
  const published = publishFiles("examples/policy.yaml", "examples/desk.yaml", fromMs(Date.now()));
  const kept = generous(published);
  const { desk } = kept.published;
  // It runs by the clock on the wall: whether a list of the morning comes between its mails would depend on when it is run.
  const agents = { ...desk.agents, workList: false };
  await keepVersion(db, { ...kept, published: { ...kept.published, desk: { ...desk, agents } } });
  await beginDesk(db, { ...(context as Parameters<typeof beginDesk>[1]), clock });
  await goLive(db, { held: "drop", actor: "test", clock });
  await addAgents(db, [
    { name: "Ana Sousa", address: ANA, role: "agent" },
    { name: "Ben Okafor", address: BEN, role: "lead" },
  ]);
}

function nodeOf(context: object, clockFile: string): Node {
  let child: ChildProcess | null = null;
  const isUp = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  return {
    isUp,
    async kill() {
      const dying = child;
      if (dying === null || !isUp()) return;
      const gone = new Promise((resolve) => dying.once("exit", resolve));
      dying.kill("SIGKILL");
      await gone;
    },
    async start() {
      if (isUp()) return;
      const env = { ...process.env, CRASH_CONTEXT: JSON.stringify(context), CRASH_CLOCK: clockFile };
      const started = spawn(process.execPath, ["test/support/crash-child.ts"], {
        env,
        stdio: ["pipe", "pipe", "inherit"],
      });
      child = started;
      await Promise.race([
        new Promise((resolve) => started.stdout!.once("data", resolve)),
        new Promise((resolve) => started.once("exit", resolve)),
      ]);
    },
  };
}
