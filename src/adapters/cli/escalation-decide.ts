import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { loadProfile, type Profile } from "../../escalation/profile.ts";
import { decideRow } from "../../escalation/row.ts";
import { describeProblem } from "../../policy/problem.ts";

const OWN = join(import.meta.dirname, "../../../profiles");
const TABLE = "decisions.yaml";
const BESIDE: readonly string[] = [TABLE, "taxonomy.yaml"];

/** Answers each line of standard input that is not blank, in order. Ends with 2 where the profiles cannot be read. */
export async function decide(options: { readonly profiles?: string }): Promise<void> {
  const profiles = readProfiles(options.profiles ?? OWN);
  if (!profiles) {
    process.exitCode = 2;
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    process.stdout.write(`${JSON.stringify(decideRow(line, profiles, today))}\n`);
  }
}

/** Every profile of a directory by its id; undefined, with the problems on standard error, where one is wrong. */
export function readProfiles(directory: string): ReadonlyMap<string, Profile> | undefined {
  const profiles = new Map<string, Profile>();
  try {
    const read = (name: string) => ({ text: readFileSync(join(directory, name), "utf8"), name });
    const names = readdirSync(directory).filter((name) => name.endsWith(".yaml") && !BESIDE.includes(name));
    for (const name of names) {
      const loaded = loadProfile(read(name), read(TABLE));
      if (loaded.kind === "refused") {
        process.stderr.write(`${loaded.problems.map(describeProblem).join("\n")}\n`);
        return undefined;
      }
      profiles.set(loaded.profile.id, loaded.profile);
    }
    return profiles;
  } catch (error) {
    process.stderr.write(`${directory}: ${(error as Error).message}\n`);
    return undefined;
  }
}
