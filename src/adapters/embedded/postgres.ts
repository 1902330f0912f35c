import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { asStartError, StartError, startErrorFromOutput } from "../system/start-error.ts";
import type { Log } from "./log.ts";
import { freePort, isListening } from "./ports.ts";
import { chooseOwner, giveTo, type Owner } from "./postgres-owner.ts";
import { type PostgresPrograms, postgresPrograms } from "./postgres-programs.ts";
import { isRunning, runAs } from "./process.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  /** Of the postmaster now; another after it had to be started again. */
  pid(): number;
  readonly attached: boolean;
  stop(): Promise<void>;
}

interface Place {
  readonly dir: string;
  readonly data: string;
  readonly log: string;
  readonly programs: PostgresPrograms;
  readonly owner: Owner;
}

const MAJOR = "18";
const LOG_AT_MOST = 5_000_000;
/**
 * Small, for one desk on one machine: few connections, no helpers that this desk has no use for. Durability is untouched
 * (fsync, full_page_writes and synchronous_commit stay on).
 */
const OPTIONS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: 60,
  shared_buffers: "48MB",
  io_method: "sync",
  wal_level: "minimal",
  max_wal_senders: 0,
  max_worker_processes: 2,
  max_parallel_workers: 0,
  max_logical_replication_workers: 0,
  autovacuum_worker_slots: 2,
  autovacuum_max_workers: 1,
  jit: "off",
  min_wal_size: "64MB",
  max_wal_size: "256MB",
  log_line_prefix: "%m[%p]",
} as const;

/**
 * Serves the database from `dir`, with the data of earlier starts. A server that outlived its desk (kill -9) is taken over
 * as it is; one that died recovers from its log, also while we run. It listens on loopback and asks for a random password
 * kept in `dir`, so other users of the machine stay out; it is detached, so Ctrl-C reaches the workers first.
 */
export async function startPostgres(dir: string, log: Log): Promise<EmbeddedPostgres> {
  const programs = await postgresPrograms();
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const owner = chooseOwner(programs.postgres, dir);
  const place: Place = { dir, data: join(dir, "data"), log: join(dir, "postgres.log"), programs, owner };
  try {
    giveTo(owner, dir);
    const password = await initialize(place);
    const running = await attach(place);
    const port = running?.port ?? (await start(place));
    const state = { pid: postmaster(place)?.pid ?? 0, stopping: false };
    const watch = setInterval(() => void revive(place, port, state, log), 1000);
    watch.unref();
    return {
      url: `postgres://desk:${password}@127.0.0.1:${port}/postgres`,
      port,
      pid: () => state.pid,
      attached: running !== null,
      async stop() {
        state.stopping = true;
        clearInterval(watch);
        await ctl(place, ["-m", "fast", "-w", "-t", "60", "stop"]);
      },
    };
  } catch (error) {
    throw asStartError(error, dir);
  }
}

/** Gives the password of the database user, made with the database and kept beside it. */
async function initialize(place: Place): Promise<string> {
  const { dir, data } = place;
  const secret = join(dir, "password");
  if (existsSync(join(data, "PG_VERSION"))) {
    const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
    if (version === MAJOR) return readFileSync(secret, "utf8").trim();
    throw new StartError(
      `${data} was made by PostgreSQL ${version}, this Answerable brings ${MAJOR}`,
      Number(version) > Number(MAJOR)
        ? "Start the newer Answerable that made it, or set DATA_DIR to another folder."
        : `Dump it with PostgreSQL ${version} and restore it into a new folder, or set DATABASE_URL.`,
    );
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  giveTo(place.owner, secret);
  const fresh = join(dir, "data.new");
  rmSync(fresh, { recursive: true, force: true });
  const made = await runAs(place.owner, dir, place.programs.initdb, [
    ...["-D", fresh, "-U", "desk", "--auth=scram-sha-256", `--pwfile=${secret}`, "--encoding=UTF8"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", "--data-checksums"],
  ]);
  if (made.code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const said = made.output.trim().split("\n").at(-1);
    throw (
      startErrorFromOutput(made.output, dir) ??
      new StartError(
        `the embedded PostgreSQL cannot be set up: ${said}`,
        "Set DATABASE_URL to use one of yours.",
      )
    );
  }
  renameSync(fresh, data);
  return password;
}

/** A postmaster that runs on these data already and answers; null: none. */
async function attach(place: Place): Promise<{ port: number } | null> {
  for (let tries = 0; tries < 50; tries++) {
    const found = postmaster(place);
    if (found === null || !isRunning(found.pid)) return null;
    if ((await ctl(place, ["status"])).code !== 0) return null;
    if (found.ready && (await isListening(found.port))) return { port: found.port };
    await wait(100);
  }
  return null;
}

/** Tries again for a while: after a kill -9 the old backends hold the shared memory until they notice. */
async function start(place: Place, wanted?: number): Promise<number> {
  if ((statSync(place.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_AT_MOST) {
    renameSync(place.log, `${place.log}.1`);
  }
  for (let tries = 1; ; tries++) {
    const port = wanted ?? (await freePort());
    const options = Object.entries({ port, ...OPTIONS }).map(
      ([name, value]) => `-c ${name}=${value === "" ? "''" : value}`,
    );
    const before = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
    const args = ["-l", place.log, "-w", "-t", "60", "-o", options.join(" "), "start"];
    if ((await ctl(place, args)).code === 0) return port;
    const said = readFileSync(place.log).subarray(before).toString();
    const refusal = startErrorFromOutput(said, place.dir);
    if (refusal !== null) throw refusal;
    if (tries === 10) {
      const last = said.trim().split("\n").slice(-3).join(" | ");
      throw new StartError(`the embedded PostgreSQL does not start: ${last}`, `Its log is ${place.log}.`);
    }
    await wait(300);
  }
}

/** Starts a postmaster that is gone while we still run, on the same port, so that every pool finds it again. */
async function revive(
  place: Place,
  port: number,
  state: { pid: number; stopping: boolean; busy?: boolean },
  log: Log,
): Promise<void> {
  if (state.stopping || state.busy || isRunning(state.pid)) return;
  state.busy = true;
  log.warn({ part: "postgres", port }, "the embedded PostgreSQL is gone, starting it again");
  try {
    if ((await attach(place)) === null) await start(place, port);
    state.pid = postmaster(place)?.pid ?? 0;
    log.info({ part: "postgres", port }, "the embedded PostgreSQL is back");
  } catch (error) {
    log.warn(
      { part: "postgres", error: String(error) },
      "the embedded PostgreSQL did not start, trying again",
    );
  } finally {
    state.busy = false;
  }
}

/** `postmaster.pid`: process id in line 1, port in line 4, state in line 8. */
function postmaster(place: Place): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(place.data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

function ctl(place: Place, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return runAs(place.owner, place.dir, place.programs.pg_ctl, ["-D", place.data, ...args]);
}
