import type { Instant } from "../values/instant.ts";
import type { DeskFile } from "./desk-schema.ts";
import type { HolidayFiles } from "./holidays.ts";
import type { Problem } from "./problem.ts";
import type { Lacking } from "./publish.ts";
import type { PolicyFile } from "./schema.ts";
import type { YamlFile } from "./yaml-file.ts";

/** What is wrong, in a word that programs may read. */
export type WarningCode =
  | Lacking["because"]
  | "no-one-on-duty"
  | "tighter-than-any-shift"
  | "hours-without-holidays"
  | "holidays-not-found"
  | "nothing-promised"
  | "more-severe-is-slower"
  | "vendor-pause"
  | "rung-tells-nobody"
  | "slip-never-told"
  | "delivery-never-reached"
  | "delivery-overlap"
  | "team-without-members"
  | "delivery-gap"
  | "direct-bill-without-plan";

/** Something that loads, and that customers or agents would be sorry for. `expected` says what would put it right. */
export interface Warning extends Problem {
  readonly because: WarningCode;
}

/** The files that are looked at, and for which moment. */
export interface Settings {
  readonly policy: PolicyFile;
  readonly policyFile: YamlFile;
  /** Both null where only the policy is checked. */
  readonly desk: DeskFile | null;
  readonly deskFile: YamlFile | null;
  readonly at: Instant;
  readonly holidayFiles?: HolidayFiles;
}
