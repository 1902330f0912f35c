import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadProfile } from "../../escalation/profile.ts";
import { describeProblem } from "../../policy/problem.ts";
import type { PinnedProfile } from "../../tickets/promises/promises.ts";

/** The profiles that come with Answerable. */
export const OWN_PROFILES = join(import.meta.dirname, "../../../profiles");
const TABLE = "decisions.yaml";
const BESIDE: readonly string[] = [TABLE, "taxonomy.yaml"];

export type ReadProfiles =
  | { readonly kind: "profiles"; readonly profiles: ReadonlyMap<string, PinnedProfile> }
  | { readonly kind: "refused"; readonly problems: readonly string[] };

/** Every profile of a directory by its id, with the hash of its two files; or every problem there is. */
export function profilesIn(directory: string): ReadProfiles {
  const profiles = new Map<string, PinnedProfile>();
  const problems: string[] = [];
  try {
    const read = (name: string) => ({ text: readFileSync(join(directory, name), "utf8"), name });
    const table = read(TABLE);
    const names = readdirSync(directory).filter((name) => name.endsWith(".yaml") && !BESIDE.includes(name));
    for (const name of names) {
      const file = read(name);
      const loaded = loadProfile(file, table);
      if (loaded.kind === "refused") problems.push(...loaded.problems.map(describeProblem));
      else profiles.set(loaded.profile.id, { profile: loaded.profile, hash: hashOf(file.text, table.text) });
    }
  } catch (error) {
    problems.push(`${directory}: ${(error as Error).message}`);
  }
  return problems.length > 0 ? { kind: "refused", problems } : { kind: "profiles", profiles };
}

let own: ReadonlyMap<string, PinnedProfile> | undefined;

/**
 * Our own profiles, read once a process. None where one of them is wrong: mail comes in all the same, `#escalate` says that
 * there is no profile, and `answerable policy check` says why.
 */
export function ownProfiles(): ReadonlyMap<string, PinnedProfile> {
  if (own !== undefined) return own;
  const read = profilesIn(OWN_PROFILES);
  own = read.kind === "profiles" ? read.profiles : new Map();
  return own;
}

function hashOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length} `).update(text);
  return hash.digest("hex");
}
