import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import postgres from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Embedded,
  runningEmbedded,
  type StartOptions,
  startEmbedded,
} from "../../src/adapters/embedded/start.ts";
import { startScreen } from "../../src/adapters/embedded/start-screen.ts";
import { readSettings } from "../../src/adapters/system/settings.ts";

const SILENT = { info: () => {}, warn: () => {} };
const DESK = join(import.meta.dirname, "../support/embedded-desk.ts");
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
/** Given to what a test does not look at, so that only what it does look at is started. */
const GIVEN = {
  DATABASE_URL: "postgres://given/x",
  REDIS_URL: "redis://given",
  IMAP_URL: "imap://a%40b.example:c@given",
  SMTP_URL: "smtp://given",
};

const top = mkdtempSync(join(tmpdir(), "answerable-embedded-"));
chmodSync(top, 0o755);
afterAll(() => rmSync(top, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => join(top, `desk-${++folders}`);

function start(dir: string, given: readonly (keyof typeof GIVEN)[], options: Partial<StartOptions> = {}) {
  const env = Object.fromEntries(given.map((name) => [name, GIVEN[name]]));
  const read = readSettings({ ...env, DATA_DIR: dir });
  if (read.kind === "refused") throw new Error(read.problems.join("; "));
  return startEmbedded(read.settings, { log: SILENT, ...options });
}
const onlyPostgres = ["REDIS_URL", "IMAP_URL", "SMTP_URL"] as const;
const onlyRedis = ["DATABASE_URL", "IMAP_URL", "SMTP_URL"] as const;

async function query<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
const remember = (url: string) =>
  query(url, (sql) => sql`create table if not exists kept as select 42 as answer`.then(() => undefined));
const remembered = (url: string) =>
  query(url, async (sql) => (await sql`select answer from kept`)[0]?.["answer"] as number);

/** A desk in its own process; resolves when it is ready or has given up. */
async function spawnDesk(dir: string, env: object, ids: object = {}) {
  const child = spawn(process.execPath, [DESK], {
    env: { PATH: process.env["PATH"] ?? "", DATA_DIR: dir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...ids,
  });
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  const [line] = await Promise.race([once(child.stdout, "data"), once(child, "close").then(() => [null])]);
  return { child, said: line === null ? null : JSON.parse(String(line)), stderr: () => stderr };
}

async function end(child: ReturnType<typeof spawn>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, "exit");
}

async function eventually<T>(what: () => Promise<T>, ms = 15_000): Promise<T> {
  for (const deadline = performance.now() + ms; ; await wait(50)) {
    try {
      return await what();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

describe("embedded PostgreSQL", () => {
  test("keeps its data and its password over a restart", async () => {
    const dir = newFolder();
    const first = await start(dir, onlyPostgres);
    await remember(first.settings.databaseUrl);
    await first.stop();
    const second = await start(dir, onlyPostgres);
    expect(second.postgres?.attached).toBe(false);
    expect(await remembered(second.settings.databaseUrl)).toBe(42);
    expect(await query(second.settings.databaseUrl, (sql) => sql`show fsync`)).toMatchObject([
      { fsync: "on" },
    ]);
    await second.stop();
  });

  test("lets nobody in without the password", async () => {
    const embedded = await start(newFolder(), onlyPostgres);
    const url = new URL(embedded.settings.databaseUrl);
    url.password = "guess";
    await expect(query(url.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
    await embedded.stop();
  });

  test("outlives a desk that was killed, and is taken over by the next", async () => {
    const dir = newFolder();
    const killed = await spawnDesk(dir, { ...GIVEN, DATABASE_URL: "" });
    await remember(killed.said.env.DATABASE_URL);
    expect(runningEmbedded(dir)).toEqual(killed.said.env);
    await end(killed.child, "SIGKILL");
    expect(runningEmbedded(dir)).toBeNull();
    const next = await start(dir, onlyPostgres);
    expect(next.postgres?.attached).toBe(true);
    expect(next.postgres?.pid()).toBe(killed.said.pid);
    expect(await remembered(next.settings.databaseUrl)).toBe(42);
    await next.stop();
  });

  test("recovers at the same address when the server itself is killed", async () => {
    const embedded = await start(newFolder(), onlyPostgres);
    await remember(embedded.settings.databaseUrl);
    process.kill(embedded.postgres!.pid(), "SIGKILL");
    expect(await eventually(() => remembered(embedded.settings.databaseUrl))).toBe(42);
    await embedded.stop();
  });
});

/** A stranger without the password who tries without pause, also while a server is only coming up. */
function knock(redisUrl: string): { stop(): Promise<string[]> } {
  const port = Number(new URL(redisUrl).port);
  const heard = new Set<string>();
  let stopped = false;
  const knockOnce = () =>
    new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write("GET x\r\n"));
      socket.once("data", (answer) => {
        resolve(answer.toString().trim());
        socket.destroy();
      });
      socket.once("error", () => {}).once("close", () => resolve("cut off"));
    });
  const knocking = (async () => {
    while (!stopped) heard.add(await knockOnce());
    heard.add(await knockOnce());
  })();
  return {
    async stop() {
      stopped = true;
      await knocking;
      return [...heard];
    },
  };
}

describe("embedded Redis", () => {
  test.each(["first-found", "wasm"] as const)(
    "%s comes back empty at the same address after it died",
    async (redis) => {
      const embedded = await start(newFolder(), onlyRedis, { redis });
      const client = new Redis(embedded.settings.redisUrl, {
        retryStrategy: () => 50,
        maxRetriesPerRequest: null,
      });
      client.on("error", () => {});
      await client.set("before", "1");
      const knocking = knock(embedded.settings.redisUrl);
      process.kill(-embedded.redis!.pid(), "SIGKILL");
      await eventually(async () => expect(await client.get("before")).toBeNull());
      client.disconnect();
      const heard = await knocking.stop();
      expect(heard.filter((answer) => answer !== "cut off" && !answer.startsWith("-NOAUTH"))).toEqual([]);
      expect(heard).toContainEqual(expect.stringMatching(/^-NOAUTH/));
      await embedded.stop();
    },
  );

  test("ends with a desk that was killed", async () => {
    const killed = await spawnDesk(newFolder(), { ...GIVEN, REDIS_URL: "" });
    await end(killed.child, "SIGKILL");
    const client = new Redis(killed.said.env.REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
    client.on("error", () => {});
    await eventually(() => expect(client.connect()).rejects.toThrow());
    client.disconnect();
  });
});

describe("a start that cannot be", () => {
  test("two desks on one data folder: the second says so and what to do, the first goes on", async () => {
    const dir = newFolder();
    const first = await start(dir, onlyRedis);
    const second = await spawnDesk(dir, { ...GIVEN, REDIS_URL: "" });
    expect(second.stderr().trim()).toBe(
      `another Answerable (process ${process.pid}) runs on ${dir}. ` +
        "Stop it first, or give this one another folder (DATA_DIR) and port (OPERATIONS_PORT).",
    );
    expect(second.child.exitCode).toBe(1);
    expect(second.said).toBeNull();
    await first.stop();
  });

  const broken: [name: string, prepare: (dir: string) => string, says: RegExp][] = [
    [
      "data of a newer PostgreSQL",
      (dir) => {
        mkdirSync(join(dir, "postgres/data"), { recursive: true });
        writeFileSync(join(dir, "postgres/data/PG_VERSION"), "19\n");
        return dir;
      },
      /was made by PostgreSQL 19, this Answerable brings 18\. Start the newer Answerable/,
    ],
    [
      "a data folder that is a file",
      (dir) => {
        writeFileSync(dir, "");
        return dir;
      },
      /is not a folder\. Move the file away/,
    ],
    ["a data folder that cannot be made", () => "/proc/answerable", /.*\/proc\/answerable.*DATA_DIR/],
  ];
  test.each(broken)("%s is told in one line with the next step", async (_, prepare, says) => {
    const error = await start(prepare(newFolder()), onlyPostgres).then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ name: "StartError", message: expect.stringMatching(says) });
    expect(error!.message).not.toContain("\n");
  });

  test.runIf(IS_ROOT)("a full disk is told as one, not as a broken database", async () => {
    const dir = newFolder();
    mkdirSync(dir);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", dir]).status === 0;
    try {
      const started = mounted
        ? start(dir, onlyPostgres)
        : Promise.reject(new Error("no space left on the disk"));
      await expect(started).rejects.toThrow(/no space left on the disk/);
    } finally {
      if (mounted) spawnSync("umount", [dir]);
    }
  });

  test("nothing embedded leaves no folder behind", async () => {
    const dir = newFolder();
    const embedded = await start(dir, ["DATABASE_URL", "REDIS_URL", "IMAP_URL", "SMTP_URL"]);
    expect([embedded.postgres, embedded.redis, embedded.mail, embedded.sandbox]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    await embedded.stop();
    expect(existsSync(dir)).toBe(false);
  });
});

describe.runIf(IS_ROOT)("whoever starts it", () => {
  test("everything runs for an ordinary user", async () => {
    const dir = newFolder();
    mkdirSync(dir);
    chownSync(dir, NOBODY, NOBODY);
    const desk = await spawnDesk(dir, {}, { uid: NOBODY, gid: NOBODY });
    expect(desk.said, desk.stderr()).not.toBeNull();
    await remember(desk.said.env.DATABASE_URL);
    await end(desk.child, "SIGTERM");
    const asRoot = await start(dir, onlyPostgres);
    expect(await remembered(asRoot.settings.databaseUrl)).toBe(42);
    await asRoot.stop();
  });

  test("everything runs for root below a folder that only root may enter", async () => {
    const closed = newFolder();
    mkdirSync(closed, { mode: 0o700 });
    const embedded: Embedded = await start(join(closed, "data"), []);
    expect(embedded.mail?.name).toBe("hoodiecrow-imap");
    await remember(embedded.settings.databaseUrl);
    const screen = startScreen(embedded, { operationsUrl: "http://127.0.0.1:8380", loginUrl: null });
    for (const { address, password, role } of embedded.mail!.accounts) {
      expect(screen.includes(password), address).toBe(role !== "desk");
    }
    await embedded.stop();
  });
});
