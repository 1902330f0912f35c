import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Linux keeps this folder in memory. */
const MEMORY = "/dev/shm";
/** What a run needs at its height, three times over; a container has 64 MiB there unless told otherwise. */
const ROOM = 2 * 1024 ** 3;

/**
 * Puts what a run keeps in temporary folders into memory where there is room: each test database is 300 files, which a
 * disk makes in half a second and memory in 30 ms. What processes have compiled is kept there too, for those that come
 * after them. A `TMPDIR` that is set stays.
 */
export function temporaryFolder(env: NodeJS.ProcessEnv): Disposable {
  if (env["TMPDIR"] !== undefined || !hasRoom()) return { [Symbol.dispose]() {} };
  const folder = mkdtempSync(join(MEMORY, "answerable-"));
  chmodSync(folder, 0o1777);
  env["TMPDIR"] = folder;
  env["NODE_COMPILE_CACHE"] ??= join(folder, "compiled");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Also of a run that is broken off.
  process.once("exit", remove);
  return { [Symbol.dispose]: remove };
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
