import { startOfDay } from "../service-hours/zone.ts";
import type { Instant } from "../values/instant.ts";
import { canonicalJson } from "./canonical.ts";
import { describeDiff } from "./diff.ts";
import type { Published } from "./published.ts";

/**
 * From when a version governs new tickets: the start of its effective date in the desk's zone, and never before it was
 * published, so that nothing is promised backwards.
 */
export function inForceFrom({ effectiveFrom, publishedAt, policy }: Published): Instant {
  return Math.max(startOfDay(policy.desk.timeZone, effectiveFrom), publishedAt) as Instant;
}

/** Whether publishing `b` after `a` would promise nothing else, for no other years, and say nothing else. */
export function saysTheSame(a: Published, b: Published): boolean {
  return (
    a.tzVersion === b.tzVersion &&
    a.texts === b.texts &&
    canonicalJson(a.years) === canonicalJson(b.years) &&
    describeDiff(a, b).length === 0
  );
}
