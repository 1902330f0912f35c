import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { freePort } from "../../src/adapters/embedded/ports.ts";
import { chooseOwner, giveTo } from "../../src/adapters/embedded/postgres-owner.ts";
import { postgresPrograms } from "../../src/adapters/embedded/postgres-programs.ts";

export interface PostgresServer extends AsyncDisposable {
  /** Of the maintenance database; the user may create databases. */
  readonly url: string;
}

/** Runs the server until standard input ends, which it does however the parent ends, then removes what it left. */
const KEEPER = `
folder=$1
port=$2
shift 2
"$@" -D "$folder/data" -p "$port" -F -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \\
  -c shared_buffers=64MB -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off >"$folder/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$folder"
`;

/**
 * A PostgreSQL server for one test run: nothing on it survives, so nothing is synced to disk. It ends with this process,
 * also when that is killed.
 */
export async function startTestPostgres(): Promise<PostgresServer> {
  const programs = await postgresPrograms();
  const folder = mkdtempSync(join(tmpdir(), "answerable-test-"));
  chmodSync(folder, 0o755);
  const owner = chooseOwner(programs.postgres, folder);
  giveTo(owner, folder);
  const run = { ...owner.ids, cwd: folder, env: { ...process.env, LC_ALL: "C.UTF-8" } };
  const [command, ...before] = [...owner.before, programs.initdb];
  const flags = ["--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const made = spawnSync(
    command!,
    [...before, "-D", join(folder, "data"), "-U", "desk", "--no-sync", "--no-instructions", ...flags],
    { ...run, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const keeper = spawn(
    "sh",
    ["-c", KEEPER, "keeper", folder, String(port), ...owner.before, programs.postgres],
    { ...run, detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  const url = `postgres://desk@127.0.0.1:${port}/postgres`;
  await answering(url, () => readFileSync(join(folder, "log"), "utf8"));
  return {
    url,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        keeper.on("exit", () => resolve());
        keeper.stdin!.end();
      }),
  };
}

async function answering(url: string, log: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`test PostgreSQL did not start: ${log()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
