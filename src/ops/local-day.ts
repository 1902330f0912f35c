import { offsetAt } from "../service-hours/zone.ts";
import { DAY, fromMs, type Instant, iso, plus } from "../values/instant.ts";

/** A civil date as `2026-12-03`. */
export type CivilDate = string;

/** Null: no such day. */
export function parseDay(text: string): CivilDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || !iso(fromMs(ms)).startsWith(text) ? null : text;
}

/** The date on a calendar on the wall there. */
export function dayOf(at: Instant, timeZone: string): CivilDate {
  return iso(plus(at, offsetAt(timeZone, at))).slice(0, 10);
}

export function dayBefore(day: CivilDate): CivilDate {
  return iso(fromMs(Date.parse(`${day}T00:00:00Z`) - DAY)).slice(0, 10);
}

/** The day there: [first moment, first moment of the next). It has 23 to 25 hours where clocks are changed. */
export function boundsOf(
  day: CivilDate,
  timeZone: string,
): { readonly from: Instant; readonly until: Instant } {
  const next = iso(fromMs(Date.parse(`${day}T00:00:00Z`) + DAY)).slice(0, 10);
  return { from: startOf(day, timeZone), until: startOf(next, timeZone) };
}

/** Midnight may not exist, or twice; a day begins with the first moment after one of the day before. */
function startOf(day: CivilDate, timeZone: string): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const offsets = [offsetAt(timeZone, midnight - DAY), offsetAt(timeZone, midnight + DAY)];
  const starts = offsets.map((offset) => fromMs(midnight - offset)).sort((a, b) => a - b);
  const begins = starts.find((at) => dayOf(at, timeZone) === day && dayOf(plus(at, -1), timeZone) !== day);
  return begins ?? starts.at(-1)!;
}
