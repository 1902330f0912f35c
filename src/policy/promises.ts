import { DAY, MINUTE } from "../values/instant.ts";
import { type PolicyFile, SEVERITIES, type Severity, type Targets } from "./schema.ts";
import type { ServiceHours } from "./schema-hours.ts";
import { dayLengthMs, lengthsOf, weekOf } from "./week.ts";
import type { Path } from "./yaml-file.ts";

/** Round the clock, by name, whether or not the file declares it. */
export const ALWAYS = "always";
export const TARGET_FIELDS = ["firstResponse", "nextResponse", "update", "resolution"] as const;

/** The names under which hours may be referred to. */
export function hoursNames(policy: PolicyFile): readonly string[] {
  return [...new Set([...Object.keys(policy.serviceHours ?? {}), ALWAYS])];
}

/** Hours by name; undefined for a name nobody declared. */
export function hoursOf(policy: PolicyFile, name: string): ServiceHours | undefined {
  const declared = policy.serviceHours ?? {};
  if (Object.hasOwn(declared, name)) return declared[name];
  return name === ALWAYS ? "24x7" : undefined;
}

export interface PlacedTargets {
  readonly plan: string;
  readonly severity: Severity;
  readonly path: Path;
  readonly targets: Targets;
}

/** Every plan × severity that promises something, with its place in the file. */
export function eachTargets(policy: PolicyFile): readonly PlacedTargets[] {
  return Object.entries(policy.plans).flatMap(([plan, { targets }]) =>
    SEVERITIES.flatMap((severity) => {
      const found = targets[severity];
      return found ? [{ plan, severity, path: ["plans", plan, "targets", severity], targets: found }] : [];
    }),
  );
}

/**
 * What `1d` means on these hours, in milliseconds: the declared `day`; else the length all working days share; 24 h
 * round the clock. Null where days differ and none is declared, or nobody declared such hours.
 */
export function dayMsOf(policy: PolicyFile, name: string): number | null {
  const hours = hoursOf(policy, name);
  if (hours === undefined) return null;
  if (hours === "24x7") return DAY;
  if (hours.day !== undefined) return dayLengthMs(hours.day);
  if ("union" in hours) return null;
  const lengths = new Set(lengthsOf(weekOf(hours.weekly)));
  return lengths.size === 1 ? [...lengths][0]! * MINUTE : null;
}
