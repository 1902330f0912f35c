import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { applyMigrations, drizzle, postgres } from "./driver.ts";

const FOLDER = join(import.meta.dirname, "../../../drizzle");
/** Any fixed number: all nodes of all versions take the same lock. */
const MIGRATION_LOCK = 7_210_461;

export type Migrated = { readonly kind: "migrated" } | { readonly kind: "newer"; readonly because: string };

/**
 * Brings the database to this version. Safe to call from several starting processes at once (drizzle's own `migrate`
 * takes no lock). A database that a newer version has already migrated is refused, never touched.
 */
export async function migrate(url: string): Promise<Migrated> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const unknown = await migrationsWeDoNotKnow(sql);
    if (unknown > 0) {
      return {
        kind: "newer",
        because: `the database was migrated by a newer version (${unknown} migrations this version does not know)`,
      };
    }
    await applyMigrations(drizzle(sql), { migrationsFolder: FOLDER });
    return { kind: "migrated" };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function migrationsWeDoNotKnow(sql: Sql): Promise<number> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.["name"] === null) return 0;
  const journal = JSON.parse(readFileSync(join(FOLDER, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  const known = journal.entries.map(({ tag }) =>
    createHash("sha256")
      .update(readFileSync(join(FOLDER, `${tag}.sql`), "utf8"))
      .digest("hex"),
  );
  const [row] = await sql`
    select count(*)::int as n from drizzle.__drizzle_migrations where not (hash = any (${known}))`;
  return Number(row?.["n"] ?? 0);
}
