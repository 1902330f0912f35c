import { offsetAt } from "../service-hours/zone.ts";
import { DAY, fromMs, type Instant } from "../values/instant.ts";

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?$/;

/**
 * A wall-clock time as browsers write it (`2026-12-24T15:00`) in a zone. One that happens twice is the first; one that
 * does not happen is as much later as the clocks jumped. Null: no such time, or outside the years 1970 to 2199.
 */
export function localInstant(text: string, timeZone: string): Instant | null {
  const match = LOCAL.exec(text);
  const wall = match === null ? Number.NaN : Date.parse(`${text}Z`);
  const year = Number(match?.[1]);
  if (Number.isNaN(wall) || year < 1970 || year > 2199) return null;
  const before = wall - offsetAt(timeZone, wall - DAY / 2);
  const after = wall - offsetAt(timeZone, before);
  // Where both readings of the clock are true the earlier is meant; where neither is, the offset before the jump decides.
  const isTrue = (at: number): boolean => at + offsetAt(timeZone, at) === wall;
  return fromMs(isTrue(before) || !isTrue(after) ? before : after);
}

/** The wall clock of a zone as a browser's field takes it: `2026-12-24T15:00`. */
export function localField(at: Instant, timeZone: string): string {
  return new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 16);
}
