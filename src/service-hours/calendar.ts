import { DAY, type Instant, instant, SECOND } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";

/** A civil date, `YYYY-MM-DD`, in the calendar's zone: never an instant. */
export type CivilDate = string;

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Wall clock `["09:00", "17:00"]`, half-open; `24:00` ends the date; an end at or before its start runs past midnight. */
export type Interval = readonly [from: string, to: string];

export interface Holiday {
  readonly date: CivilDate;
  /** As people of the country write it; `names` by language where known. */
  readonly name: string;
  readonly names?: Readonly<Record<string, string>>;
  /** Only this part of the date is closed, by the calendar's wall clock; all of it where left out. */
  readonly closed?: Interval;
}

/** The hours of one place, in its own zone. */
export interface SiteCalendar {
  readonly timeZone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Interval[]>>>;
  /** Hours that replace those of one civil date. `[]` closes it. */
  readonly dates?: Readonly<Record<CivilDate, readonly Interval[]>>;
  /** Closed all of that civil date, or the part that is named, whatever `dates` says. */
  readonly holidays?: readonly Holiday[];
  /** Taken out of one civil date. */
  readonly breaks?: Readonly<Record<CivilDate, readonly Interval[]>>;
  /** Taken out between two instants, ISO 8601 with zone. */
  readonly pauses?: readonly (readonly [from: string, to: string])[];
}

/** When a desk is open: one place, several (open when any is), or always. Plain data, as stored with a policy version. */
export type Calendar = "24x7" | SiteCalendar | { readonly union: readonly Calendar[] };

/** Milliseconds since the start of a civil day; half-open, `from < to <= DAY`. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds since 00:00 that `HH:MM` or `HH:MM:SS` shows, up to 24:00; null for anything else. */
export function readTimeOfDay(text: string): number | null {
  const found = /^(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (found === null) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const ms = (hour * 3600 + minute * 60 + second) * SECOND;
  return minute > 59 || second > 59 || ms > DAY ? null : ms;
}

/** Days since 1970-01-01 of a civil date; null if there is no such date in the Gregorian calendar. */
export function readCivilDate(text: string): number | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) || writeCivilDate(ms / DAY) !== text ? null : ms / DAY;
}

/** The civil date `YYYY-MM-DD` of a day counted from 1970-01-01. */
export function writeCivilDate(day: number): CivilDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 for Sunday, as in `WEEKDAYS`; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** What an interval opens on its own date (`today`) and, if it runs past midnight, on the next (`tomorrow`). */
export function splitAtMidnight([from, to]: Interval): {
  readonly today: Slot;
  readonly tomorrow: Slot | null;
} {
  const [start, end] = [readTimeOfDay(from), readTimeOfDay(to)];
  if (start === null || end === null) throw new Fault(`calendar: no times of day: ${from}-${to}`);
  if (end > start) return { today: { from: start, to: end }, tomorrow: null };
  return { today: { from: start, to: DAY }, tomorrow: end === 0 ? null : { from: 0, to: end } };
}

/** The pauses of a site as instants. */
export function pausesOf(site: SiteCalendar): readonly { readonly from: Instant; readonly to: Instant }[] {
  return (site.pauses ?? []).map(([from, to]) => ({ from: instant(from), to: instant(to) }));
}
