import { coverageOf } from "./coverage.ts";
import { gapLines } from "./coverage-words.ts";
import type { Settings, Warning } from "./warning.ts";

/** Every piece of work that `delivery` leaves to nobody at some time of a promised week. */
export function gapWarnings({ policy, desk, deskFile, at, holidayFiles }: Settings): readonly Warning[] {
  if (desk === null || deskFile === null || desk.delivery.length === 0) return [];
  const coverage = coverageOf(policy, desk, at, holidayFiles);
  const expected = `somebody at every promised hour (times in ${coverage.timeZone}): answerable policy coverage shows all`;
  return gapLines(coverage).map((read) => ({
    because: "delivery-gap",
    ...deskFile.problem(["delivery"], expected, { read }),
  }));
}
