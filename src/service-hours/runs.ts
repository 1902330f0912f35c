import { DAY } from "../values/instant.ts";
import {
  type Calendar,
  pausesOf,
  readTimeOfDay,
  type SiteCalendar,
  type Slot,
  splitAtMidnight,
  WEEKDAYS,
  weekdayOf,
  writeCivilDate,
} from "./calendar.ts";
import { offsetSegments } from "./zone.ts";

/** Open from `from` up to, and not at, `to`: milliseconds since the epoch. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * The open stretches of a calendar within [from, to), in order, touching ones merged.
 *
 * Membership, not conversion: an instant is open when the zone's wall clock then reads an open date and time. No local
 * time is ever converted to UTC, so a time that does not exist contributes nothing and one that comes twice counts twice.
 */
export function runsOf(calendar: Calendar, from: number, to: number): readonly Run[] {
  if (calendar === "24x7") return [{ from, to }];
  if ("union" in calendar) return merged(calendar.union.flatMap((site) => runsOf(site, from, to)));
  const days = new Map<number, readonly Slot[]>();
  const runs: Run[] = [];
  for (const segment of offsetSegments(calendar.timeZone, from, to)) {
    const firstDay = Math.floor((segment.from + segment.offsetMs) / DAY);
    for (let day = firstDay; day * DAY < segment.to + segment.offsetMs; day++) {
      const slots = days.get(day) ?? slotsOf(calendar, day);
      days.set(day, slots);
      for (const slot of slots) {
        const start = Math.max(day * DAY + slot.from - segment.offsetMs, segment.from);
        const end = Math.min(day * DAY + slot.to - segment.offsetMs, segment.to);
        if (end > start) runs.push({ from: start, to: end });
      }
    }
  }
  return without(merged(runs), pausesOf(calendar));
}

/** What is open on one civil date, as wall-clock slots: its own shifts, the tail of yesterday's, less breaks. */
export function slotsOf(site: SiteCalendar, day: number): readonly Slot[] {
  const date = writeCivilDate(day);
  if (site.holidays?.some((holiday) => holiday.date === date)) return [];
  const own = intervalsOn(site, day).map((interval) => splitAtMidnight(interval).today);
  const tails = intervalsOn(site, day - 1).flatMap((interval) => splitAtMidnight(interval).tomorrow ?? []);
  const breaks = (site.breaks?.[date] ?? []).map(([from, to]) => ({
    from: readTimeOfDay(from)!,
    to: readTimeOfDay(to)!,
  }));
  return without(merged([...own, ...tails]), breaks);
}

function intervalsOn(site: SiteCalendar, day: number) {
  return site.dates?.[writeCivilDate(day)] ?? site.weekly[WEEKDAYS[weekdayOf(day)]!] ?? [];
}

function merged(runs: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && run.from <= last.to)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
    else out.push(run);
  }
  return out;
}

function without(runs: readonly Run[], holes: readonly Run[]): readonly Run[] {
  return holes.reduce<readonly Run[]>(
    (left, hole) =>
      left.flatMap((run) =>
        [
          { from: run.from, to: Math.min(run.to, hole.from) },
          { from: Math.max(run.from, hole.to), to: run.to },
        ].filter((part) => part.to > part.from),
      ),
    runs,
  );
}
