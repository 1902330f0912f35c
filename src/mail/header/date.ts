import { fromMs, type Instant } from "../../values/instant.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes east of UTC for the names of RFC 5322 §4.3 and a few more in use. Single letters mean nothing there: UTC. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  bst: 60,
  west: 60,
  cet: 60,
  met: 60,
  cest: 120,
  mest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  ist: 330,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  brt: -180,
};

const DATE_TIME =
  /(\d{1,2})[ \t-]{1,4}([a-z]{3})[a-z]{0,6}\.?,?[ \t-]{1,4}(\d{2,5})[ \t,]{1,4}(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:\.\d{1,9})?[ \t]{0,4}(am|pm)?[ \t]{0,4}(?:(?:gmt|utc)?([+-])[ \t]?(\d{1,2}):?(\d{2})|([a-z]{1,5}))?/i;
/** What ctime(3) and some scripts write: `Tue Nov 24 12:00:00 2026`, with or without a zone before the year. */
const CTIME =
  /([a-z]{3})[a-z]{0,6}[ \t]{1,4}(\d{1,2}),?[ \t]{1,4}(\d{1,2}):(\d{2})(?::(\d{2}))?[ \t]{1,4}(?:([a-z]{2,5})[ \t]{1,4})?(\d{4})(?:[ \t]{0,4}([+-])(\d{2}):?(\d{2}))?/i;
/** As people in the United States write it: `Monday, November 16, 2026 10:12:13 AM -0500`. */
const MONTH_FIRST =
  /([a-z]{3})[a-z]{0,6}\.?[ \t]{1,4}(\d{1,2}),?[ \t]{1,4}(\d{4}),?[ \t]{1,4}(?:at[ \t]{1,4})?(\d{1,2}:\d{2}.*)/i;
const ISO =
  /^\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?[ \t]{0,2}(Z|[+-]\d{2}:?\d{2})?/i;

/** A Date field's moment (RFC 5322 §3.3, §4.3, and the forms scripts write); null when it is none. */
export function readDate(value: string): Instant | null {
  const text = value
    .slice(0, 200)
    .replace(/\([^()]{0,80}\)/g, " ")
    .trim();
  const found = DATE_TIME.exec(text);
  if (found !== null) return fromFields(found);
  const american = DATE_TIME.exec(text.replace(MONTH_FIRST, "$2 $1 $3 $4"));
  if (american !== null) return fromFields(american);
  const ctime = CTIME.exec(text);
  if (ctime !== null) return fromCtime(ctime);
  const iso = ISO.exec(text);
  if (iso === null) return null;
  const ms = Date.parse(
    iso[0].replaceAll("/", "-").replace(" ", "T").replace(/[ \t]/g, "") + (iso[1] === undefined ? "Z" : ""),
  );
  return Number.isNaN(ms) ? null : fromMs(ms);
}

function fromFields(found: RegExpExecArray): Instant | null {
  const [, day, month, year, hour, minute, second, half, sign, zoneHour, zoneMinute, zone] = found;
  const offset =
    sign === undefined
      ? (ZONES[(zone ?? "").toLowerCase()] ?? 0)
      : (sign === "-" ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  const afternoon =
    half === undefined ? 0 : (half.toLowerCase() === "pm" ? 12 : 0) - (hour === "12" ? 12 : 0);
  return moment(
    fullYear(year!),
    month!,
    Number(day),
    Number(hour) + afternoon,
    Number(minute),
    second,
    offset,
  );
}

function fromCtime(found: RegExpExecArray): Instant | null {
  const [, month, day, hour, minute, second, zone, year, sign, zoneHour, zoneMinute] = found;
  const named = ZONES[(zone ?? "").toLowerCase()] ?? 0;
  const offset =
    sign === undefined ? named : (sign === "-" ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  return moment(Number(year), month!, Number(day), Number(hour), Number(minute), second, offset);
}

/** RFC 5322 §4.3: two digits below 50 are 20xx, others 19xx; three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 2) return value < 50 ? 2000 + value : 1900 + value;
  return year.length === 3 ? 1900 + value : value;
}

function moment(
  year: number,
  month: string,
  day: number,
  hour: number,
  minute: number,
  second: string | undefined,
  offset: number,
): Instant | null {
  const index = MONTHS.indexOf(month.toLowerCase());
  const seconds = Number(second ?? 0);
  if (index === -1 || day < 1 || day > 31 || hour > 24 || minute > 59 || seconds > 60 || year > 9999)
    return null;
  const ms = Date.UTC(year, index, day, hour, minute, seconds) - offset * 60_000;
  return Number.isNaN(ms) ? null : fromMs(ms);
}
