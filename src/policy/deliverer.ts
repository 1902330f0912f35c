import { isOpen } from "../service-hours/arithmetic.ts";
import type { ServiceHours } from "../service-hours/compiled.ts";
import type { Instant } from "../values/instant.ts";
import type { DeskFile } from "./desk-schema.ts";
import { dutyOf, fits, type Work } from "./duty.ts";

/**
 * Who delivers a piece of work at a moment: a team or a partner of desk.yaml, by the first rule that fits and is on duty; a
 * rule without hours always is. Null: no rule does.
 *
 * @param hours  the policy's hours by name
 */
export function deliverer(
  desk: DeskFile,
  hours: (name: string) => ServiceHours,
  work: Work,
  at: Instant,
): string | null {
  const rule = desk.delivery.find((rule) => {
    const name = dutyOf(desk, rule);
    return fits(rule, work) && (name === undefined || isOpen(hours(name), at));
  });
  return rule?.to ?? null;
}
