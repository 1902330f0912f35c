import { eq } from "drizzle-orm";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import type { Promises } from "../../tickets/promises/promises.ts";
import { Fault } from "../../values/trouble.ts";
import type { KeptVersion } from "../system/policy-files.ts";
import { ownProfiles } from "../system/profiles.ts";
import type { Db } from "./connect.ts";
import { policyVersions } from "./schema.ts";

/** Versions by id, compiled once a process: a published version never changes. */
export function openPromiseBook(db: Db): (version: string) => Promise<Promises> {
  const compiled = new Map<string, Promise<Promises>>();

  async function load(version: string): Promise<Promises> {
    const [row] = await db.select().from(policyVersions).where(eq(policyVersions.version, version));
    if (!row) throw new Fault(`there is no policy version ${version}`);
    const { published, templates } = row.document as unknown as KeptVersion;
    return compilePromises(published, templates, ownProfiles());
  }

  return (version) => {
    const known = compiled.get(version) ?? load(version);
    compiled.set(version, known);
    known.catch(() => compiled.delete(version));
    return known;
  };
}
