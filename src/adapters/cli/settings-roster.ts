import { dirname, join } from "node:path";
import { compilePromises } from "../../tickets/promises/compile-promises.ts";
import type { Roster } from "../../tickets/team/roster.ts";
import { ownProfiles } from "../system/profiles.ts";
import { publishedOf } from "./policy-shared.ts";

/** Either names the other: the one beside it. */
export interface SettingsFilesNamed {
  readonly policy?: string;
  readonly desk?: string;
}

/** Who answers and what is promised by settings files alone: whoever they name is there. Null: they are wrong, and it was told. */
export function rosterOfFiles(named: SettingsFilesNamed): Roster | null {
  const policy = named.policy ?? join(dirname(named.desk!), "policy.yaml");
  const done = publishedOf({ policy, desk: named.desk ?? join(dirname(policy), "desk.yaml") });
  if (done === null) return null;
  const settings = compilePromises(done.published, done.files.templates, ownProfiles());
  const people = settings.teams.flatMap(({ members, lead }) => [
    ...members,
    ...(lead === null ? [] : [lead]),
  ]);
  const leads = settings.teams.map(({ lead }) => lead);
  const agents = [...new Set(people)].map((address) => ({
    id: address,
    name: address,
    address,
    role: leads.includes(address) ? ("lead" as const) : ("agent" as const),
    ...{
      hours: null,
      undoSeconds: null,
      receipts: "exceptions" as const,
      absences: [],
      lastAssignedAt: null,
    },
  }));
  return { agents, settings };
}
