import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { asStartError, StartError } from "../system/start-error.ts";

/** The data folder, held by this process until `release` or its end, however that comes. */
export interface HeldFolder {
  release(): void;
}

/**
 * Makes the data folder and takes it for this process.
 *
 * The lock is the operating system's, on a file that SQLite locks for us: it is gone the moment its holder is, so nothing
 * stale can block the next start, and two that start at once cannot both have it.
 *
 * Throws `StartError` where the folder cannot be written or another process holds it.
 */
export function holdFolder(dir: string): HeldFolder {
  try {
    makeFolder(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return lock(dir);
  } catch (error) {
    throw asStartError(error, dir);
  }
}

/** Node's own recursive mkdir never returns where a file system refuses with "no such file" (as /proc does). */
function makeFolder(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(dir);
  if (parent !== dir && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(dir, { mode: 0o755 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new StartError(`cannot make the folder ${dir}`, "Set DATA_DIR to another folder.", {
      cause: error,
    });
  }
}

function lock(dir: string): HeldFolder {
  const path = join(dir, "lock");
  const owner = join(dir, "lock.pid");
  refuseForeign(path);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    chmodSync(path, 0o600);
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new StartError(
      `another Answerable${pidIn(owner)} runs on ${dir}`,
      "Stop it first, or give this one another folder (DATA_DIR) and port (OPERATIONS_PORT).",
    );
  }
  const held = database;
  writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 });
  return { release: () => held.close() };
}

/** A folder that another user made cannot be locked, and SQLite would say only "unable to open database file". */
function refuseForeign(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  const me = process.getuid?.();
  if (stat === undefined || me === undefined || me === 0 || stat.uid === me) return;
  throw new StartError(
    `${path} belongs to user ${stat.uid}, this is user ${me}`,
    "Start as that user, change the owner of the data folder, or set DATA_DIR to another one.",
  );
}

function pidIn(path: string): string {
  try {
    return ` (process ${readFileSync(path, "utf8").trim()})`;
  } catch {
    return "";
  }
}
