import { desc, eq } from "drizzle-orm";
import type { Published } from "../../policy/published.ts";
import { compilePromises } from "../../tickets/compile-promises.ts";
import type { Promises } from "../../tickets/promises.ts";
import type { Json } from "../../values/json.ts";
import { Fault } from "../../values/trouble.ts";
import type { KeptVersion } from "../system/policy-files.ts";
import type { Db, Queryable } from "./connect.ts";
import { policyVersions } from "./schema.ts";

/** Versions by id, compiled once a process: a published version never changes. */
export function openPromiseBook(db: Db): (version: string) => Promise<Promises> {
  const compiled = new Map<string, Promise<Promises>>();

  async function load(version: string): Promise<Promises> {
    const [row] = await db.select().from(policyVersions).where(eq(policyVersions.version, version));
    if (!row) throw new Fault(`there is no policy version ${version}`);
    const { published, templates } = row.document as unknown as KeptVersion;
    return compilePromises(published, templates);
  }

  return (version) => {
    const known = compiled.get(version) ?? load(version);
    compiled.set(version, known);
    known.catch(() => compiled.delete(version));
    return known;
  };
}

/** Keeps a published version. The same files publish the same version: nothing is written twice. */
export async function keepVersion(db: Queryable, kept: KeptVersion): Promise<"new" | "known"> {
  const { published } = kept;
  const rows = await db
    .insert(policyVersions)
    .values({
      version: published.id,
      hash: published.hash,
      document: kept as unknown as Json,
      publishedAt: published.publishedAt,
    })
    .onConflictDoNothing()
    .returning({ version: policyVersions.version });
  return rows.length > 0 ? "new" : "known";
}

/** The newest version; null: none has been published. */
export async function newestVersion(db: Queryable): Promise<Published | null> {
  const [row] = await db.select().from(policyVersions).orderBy(desc(policyVersions.publishedAt)).limit(1);
  return row ? (row.document as unknown as KeptVersion).published : null;
}
