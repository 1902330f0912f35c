import type { Profile } from "../../escalation/profile.ts";
import { decideRow } from "../../escalation/row.ts";
import { OWN_PROFILES, profilesIn } from "../system/profiles.ts";
import { linesOf, printLine } from "./lines.ts";

/** Answers each line of standard input that is not blank, in order. Ends with 2 where the profiles cannot be read. */
export async function decide(options: { readonly profiles?: string }): Promise<void> {
  const profiles = readProfiles(options.profiles ?? OWN_PROFILES);
  if (!profiles) {
    process.exitCode = 2;
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() !== "") await printLine(JSON.stringify(decideRow(line, profiles, today)));
  }
}

/** Every profile of a directory by its id; undefined, with the problems on standard error, where one is wrong. */
export function readProfiles(directory: string): ReadonlyMap<string, Profile> | undefined {
  const read = profilesIn(directory);
  if (read.kind === "profiles") return new Map([...read.profiles].map(([id, { profile }]) => [id, profile]));
  process.stderr.write(`${read.problems.join("\n")}\n`);
  return undefined;
}
