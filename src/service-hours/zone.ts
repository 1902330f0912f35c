import { DAY, fromMs, type Instant, SECOND } from "../values/instant.ts";
import { Fault } from "../values/trouble.ts";

// Where a zone's offset changes is asked of Intl (the tz data that Node carries): probed day by day, then bisected
// to the second. A year costs about a millisecond and is remembered for the life of the process.

/** A stretch of time with one offset: wall clock = UTC + offsetMs. Half-open. */
export interface OffsetSegment {
  readonly from: number;
  readonly to: number;
  readonly offsetMs: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const years = new Map<string, readonly OffsetSegment[]>();

/** Whether Intl knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** UTC offset of the zone's wall clock at `at`, in milliseconds, positive east. */
export function offsetAt(zone: string, at: number): number {
  const whole = Math.floor(at / SECOND) * SECOND;
  const text = formatOf(zone).format(whole);
  const [, month, day, year, era, hour, minute, second] =
    /^(\d+)\/(\d+)\/(\d+) ([AB]), (\d+):(\d+):(\d+)$/.exec(text) ?? [];
  if (second === undefined) throw new Fault(`zone: Intl wrote ${JSON.stringify(text)}`);
  const local = new Date(0);
  local.setUTCFullYear(era === "B" ? 1 - Number(year) : Number(year), Number(month) - 1, Number(day));
  return local.setUTCHours(Number(hour), Number(minute), Number(second)) - whole;
}

/** The offset segments that cover [from, to), in order and touching. */
export function offsetSegments(zone: string, from: number, to: number): readonly OffsetSegment[] {
  const segments: OffsetSegment[] = [];
  for (let year = yearOf(from); startOfYear(year) < to; year++) {
    for (const part of segmentsOfYear(zone, year)) {
      const cut = { from: Math.max(part.from, from), to: Math.min(part.to, to), offsetMs: part.offsetMs };
      const last = segments.at(-1);
      if (cut.to <= cut.from) continue;
      if (last?.offsetMs === cut.offsetMs) segments[segments.length - 1] = { ...last, to: cut.to };
      else segments.push(cut);
    }
  }
  return segments;
}

/** Start of the UTC year, as milliseconds since the epoch. */
export function startOfYear(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}

/** The UTC year an instant lies in. */
export function yearOf(at: number): number {
  return new Date(at).getUTCFullYear();
}

function segmentsOfYear(zone: string, year: number): readonly OffsetSegment[] {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const end = startOfYear(year + 1);
  const segments: OffsetSegment[] = [];
  let from = startOfYear(year);
  let offsetMs = offsetAt(zone, from);
  for (let probed = from; probed < end; ) {
    const next = Math.min(probed + DAY, end);
    if (offsetAt(zone, next) !== offsetMs) {
      const change = bisect(zone, offsetMs, probed, next);
      segments.push({ from, to: change, offsetMs });
      from = change;
      offsetMs = offsetAt(zone, change);
      probed = change;
    } else probed = next;
  }
  if (from < end) segments.push({ from, to: end, offsetMs });
  years.set(key, segments);
  return segments;
}

/** The first whole second in (same, changed] at which the offset is no longer `offsetMs`. */
function bisect(zone: string, offsetMs: number, same: number, changed: number): number {
  let [low, high] = [same, changed];
  while (high - low > SECOND) {
    const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
    if (offsetAt(zone, middle) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "narrow",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** The first instant of a civil date in a zone; where midnight does not exist, the first after the gap. */
export function startOfDay(timeZone: string, civilDate: string): Instant {
  const midnight = Date.parse(`${civilDate}T00:00:00Z`);
  // The offset before the date decides; a change of clocks in between is looked at again with the offset found there.
  const guess = midnight - offsetAt(timeZone, midnight - DAY / 2);
  return fromMs(Math.min(guess, midnight - offsetAt(timeZone, guess)));
}
