import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether Debian's redis-server is there. Under `CI=true` it must be. */
export const haveRedis =
  spawnSync("redis-server", ["--version"]).status === 0 || process.env["CI"] === "true";

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
}

/** A Redis of its own on a socket in a temporary folder; it ends with this process, also when that is killed. */
export async function testRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), "answerable-redis-"));
  const socket = join(folder, "redis.sock");
  const keeper = spawn(
    "sh",
    [
      "-c",
      `redis-server --port 0 --unixsocket "$1" --save '' --appendonly no >/dev/null & r=$!; cat >/dev/null; kill "$r"; wait "$r"; rm -rf "$2"`,
      "keeper",
      socket,
      folder,
    ],
    { detached: true, stdio: ["pipe", "pipe", "ignore"] },
  );
  await new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error("redis-server did not start")), 10_000);
    const look = (): void => {
      if (spawnSync("redis-cli", ["-s", socket, "ping"], { encoding: "utf8" }).stdout?.startsWith("PONG")) {
        clearTimeout(deadline);
        resolve();
      } else setTimeout(look, 30);
    };
    look();
  });
  return {
    url: `unix:${socket}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        keeper.on("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        keeper.stdin!.end();
      }),
  };
}
