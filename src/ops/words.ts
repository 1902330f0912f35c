import { DAY, fromMs, HOUR, type Instant, MINUTE } from "../values/instant.ts";

/**
 * A length of time as people say it, in its two largest units, cut, never rounded up: `2 h 10 min`, `3 d`, `under 1 min`.
 *
 * @param ms  its sign is ignored
 */
export function span(ms: number): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return "under 1 min";
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return two(Math.floor(length / HOUR), "h", Math.floor((length % HOUR) / MINUTE), "min");
  return two(Math.floor(length / DAY), "d", Math.floor((length % DAY) / HOUR), "h");
}

/** A length of service time: hours and minutes only, for a day of it is as long as the calendar says. Cut, never rounded up. */
export function serviceSpan(ms: number): string {
  if (ms < HOUR) return span(ms);
  return two(Math.floor(ms / HOUR), "h", Math.floor((ms % HOUR) / MINUTE), "min");
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How long ago, for moments up to now; a moment yet to come is told as `in …`. */
export function ago(at: Instant, now: Instant): string {
  if (at > now) return `in ${span(at - now)}`;
  return now - at < MINUTE ? "just now" : `${span(now - at)} ago`;
}

/**
 * A moment in the desk's time zone as short as its distance allows: `today 13:00`, `tomorrow 09:00`, `Tue 13:00` within
 * six days, `3 Dec 13:00`, and with its year where that is another one.
 */
export function moment(at: Instant, timeZone: string, now: Instant): string {
  const there = partsIn(at, timeZone);
  const here = partsIn(now, timeZone);
  const time = `${there.hour}:${there.minute}`;
  if (sameDay(there, here)) return `today ${time}`;
  if (sameDay(there, partsIn(fromMs(now + DAY), timeZone))) return `tomorrow ${time}`;
  if (sameDay(there, partsIn(fromMs(now - DAY), timeZone))) return `yesterday ${time}`;
  if (at > now && at - now < 6 * DAY) return `${there.weekday} ${time}`;
  const date = `${there.day} ${there.month}`;
  return there.year === here.year ? `${date} ${time}` : `${date} ${there.year} ${time}`;
}

/** A moment in full, for titles and records: `Tue, 24 Nov 2026, 13:00:05 (Europe/Lisbon)`. */
export function momentInFull(at: Instant, timeZone: string): string {
  const { weekday, day, month, year, hour, minute, second } = partsIn(at, timeZone);
  return `${weekday}, ${day} ${month} ${year}, ${hour}:${minute}:${second} (${timeZone})`;
}

/** Whole hours of the wall clock begin here: the last one at or before `at`. Zones off by half hours included. */
export function startOfHour(at: Instant, timeZone: string): Instant {
  const { minute, second } = partsIn(at, timeZone);
  return fromMs(Math.floor((at - Number(minute) * MINUTE - Number(second) * 1000) / 1000) * 1000);
}

/** The hour of the wall clock, `00` to `23`. */
export function hourOf(at: Instant, timeZone: string): string {
  return partsIn(at, timeZone).hour;
}

/** `1 ticket`, `2 tickets`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

type Parts = Record<"weekday" | "day" | "month" | "year" | "hour" | "minute" | "second", string>;

/** Making a formatter is a hundred times dearer than using one, and a desk has one or two zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsIn(at: Instant, timeZone: string): Parts {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value])) as Parts;
}

function sameDay(a: Parts, b: Parts): boolean {
  return a.day === b.day && a.month === b.month && a.year === b.year;
}
