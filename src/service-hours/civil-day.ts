import { DAY } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";
import {
  type CivilDate,
  type Holiday,
  type Interval,
  readCivilDate,
  type SiteCalendar,
  type Slot,
  splitAtMidnight,
  WEEKDAYS,
  weekdayOf,
} from "./calendar.ts";

// Shifts past midnight are read as two halves, each belonging to the civil date it lies on (sla.md 3.3). So a holiday
// or a replaced date takes away the morning half of yesterday's shift and leaves the half on tomorrow's date.

/** What a site is open on each civil date, read once from its calendar. */
export interface SiteDays {
  /** Open slots of a day counted from 1970-01-01, in order, not touching. */
  readonly slots: (day: number) => readonly Slot[];
  /** The holiday that keeps the date closed at that time of day. */
  readonly holiday: (day: number, time: number) => Holiday | null;
  /** Whether the date has hours of its own in `dates`. */
  readonly isReplaced: (day: number) => boolean;
  /** Whether the date would be open at that time of day but for a break. */
  readonly inBreak: (day: number, time: number) => boolean;
  /** Whether the date has any hours but for its being a holiday (in the part that the holiday closes). */
  readonly usually: (day: number) => boolean;
  /** Whether the weekly hours are open on that day of the week at that time of day. */
  readonly usuallyOpen: (day: number, time: number) => boolean;
  /** Times of day at which something may open, close or change its reason; 0 is among them. */
  readonly edges: (day: number) => readonly number[];
}

/** Reads a site's calendar for asking by day. Throws `Fault` for a calendar that `validateCalendar` refuses. */
export function siteDays(site: SiteCalendar): SiteDays {
  const week = WEEKDAYS.map((name) => halves(site.weekly[name] ?? []));
  const dates = byDay(site.dates);
  const breaks = byDay(site.breaks);
  const holidays = new Map((site.holidays ?? []).map((holiday) => [dayOf(holiday.date), holiday]));
  const plain = WEEKDAYS.map((_, weekday) =>
    merge([...week[weekday]!.today, ...week[(weekday + 6) % 7]!.tomorrow]),
  );
  const planned = (day: number): readonly Slot[] => {
    const [own, before] = [dates.get(day), dates.get(day - 1)];
    if (own === undefined && before === undefined) return plain[weekdayOf(day)]!;
    return merge([...(own?.today ?? plain[weekdayOf(day)]!), ...(before?.tomorrow ?? [])]);
  };
  const closed = new Map([...holidays].map(([day, holiday]) => [day, closedBy(holiday)]));
  const unbroken = (day: number): readonly Slot[] => {
    const cut = closed.get(day);
    return cut === undefined ? planned(day) : without(planned(day), cut);
  };
  const broken = (day: number): readonly Slot[] => [
    ...(breaks.get(day)?.today ?? []),
    ...(breaks.get(day - 1)?.tomorrow ?? []),
  ];
  const holds = (slots: readonly Slot[], time: number): boolean =>
    slots.some((slot) => slot.from <= time && time < slot.to);
  return {
    slots: (day) => broken(day).reduce(without, unbroken(day)),
    holiday: (day, time) => (holds([closed.get(day) ?? NEVER], time) ? (holidays.get(day) ?? null) : null),
    isReplaced: (day) => dates.has(day),
    inBreak: (day, time) => holds(unbroken(day), time) && holds(broken(day), time),
    usually: (day) => {
      const cut = closed.get(day) ?? WHOLE_DAY;
      return planned(day).some(({ from, to }) => from < cut.to && cut.from < to);
    },
    usuallyOpen: (day, time) => holds(plain[weekdayOf(day)]!, time),
    edges: (day) => {
      const slots = [...planned(day), ...broken(day), ...plain[weekdayOf(day)]!, closed.get(day) ?? NEVER];
      return [0, ...slots.flatMap(({ from, to }) => [from, to])];
    },
  };
}

const WHOLE_DAY: Slot = { from: 0, to: DAY };
const NEVER: Slot = { from: 0, to: 0 };

/** What a holiday closes of its date. */
function closedBy({ closed }: Holiday): Slot {
  return closed === undefined ? WHOLE_DAY : splitAtMidnight(closed).today;
}

interface Halves {
  readonly today: readonly Slot[];
  readonly tomorrow: readonly Slot[];
}

function halves(intervals: readonly Interval[]): Halves {
  const split = intervals.map(splitAtMidnight);
  return {
    today: split.map((each) => each.today),
    tomorrow: split.flatMap((each) => each.tomorrow ?? []),
  };
}

function byDay(dates: Readonly<Record<CivilDate, readonly Interval[]>> = {}): Map<number, Halves> {
  return new Map(Object.entries(dates).map(([date, intervals]) => [dayOf(date), halves(intervals)]));
}

function dayOf(date: CivilDate): number {
  const day = readCivilDate(date);
  if (day === null) throw new Fault(`calendar: no civil date: ${date}`);
  return day;
}

/** In order, touching and overlapping ones joined. */
function merge(slots: readonly Slot[]): readonly Slot[] {
  const merged: Slot[] = [];
  for (const slot of slots.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && slot.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, slot.to) };
    } else merged.push(slot);
  }
  return merged;
}

function without(slots: readonly Slot[], cut: Slot): readonly Slot[] {
  return slots
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, cut.from) },
      { from: Math.max(from, cut.to), to },
    ])
    .filter(({ from, to }) => to > from);
}

/** Whether a site is open at every instant there is. */
export function isAlwaysOpen(site: SiteCalendar): boolean {
  const bare = [site.dates, site.holidays, site.breaks, site.pauses].every(
    (list) => list === undefined || Object.keys(list).length === 0,
  );
  if (!bare) return false;
  const days = siteDays(site);
  return WEEKDAYS.every((_, day) => days.slots(day).some((slot) => slot.from === 0 && slot.to === DAY));
}
