import { isOpen, nextClose, nextOpen } from "../service-hours/arithmetic.ts";
import { compile, type ServiceHours } from "../service-hours/compiled.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import { calendarsOf } from "./calendars.ts";
import type { DeskFile } from "./desk-schema.ts";
import { dutyOf, eachWork, fits, type Work } from "./duty.ts";
import type { HolidayFiles } from "./holidays.ts";
import { dateFormat } from "./intl.ts";
import { eachTargets } from "./promises.ts";
import type { PolicyFile } from "./schema.ts";

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Who delivers one piece of work over the promised hours of its severity. */
export interface Cell {
  readonly work: Work;
  /** In the order of the rules: teams and partners, each with its hours. */
  readonly by: readonly { readonly to: string; readonly hours: string }[];
  /** When a promise's clock runs and nobody is on duty, as weekly times: `Sat 18:00–24:00`. */
  readonly gaps: readonly string[];
  /** When several are on duty; the first gets the work. */
  readonly overlaps: readonly { readonly at: string; readonly first: string; readonly also: string }[];
}

export interface Coverage {
  readonly timeZone: string;
  readonly cells: readonly Cell[];
}

const WEEKS = 8;

/**
 * Who delivers what and when by `delivery` of desk.yaml, for every piece of work that the rules may tell apart: gaps and
 * overlaps by weekday and time in the desk's zone. Eight weeks are looked at; a time that is found in most of them counts
 * as weekly, so that single holidays are left out. Work that somebody delivers at no known hours (a team without any) has
 * no gaps that could be told.
 */
export function coverageOf(
  policy: PolicyFile,
  desk: DeskFile,
  at: Instant,
  holidayFiles: HolidayFiles = {},
): Coverage {
  const { timeZone } = policy.desk;
  const year = new Date(at).getUTCFullYear();
  const calendars = calendarsOf(policy, [year, year + 1], holidayFiles);
  const compiled = new Map<string, ServiceHours>();
  const hoursOf = (names: readonly string[]): ServiceHours => {
    const key = [...new Set(names)].toSorted().join("\n");
    const known =
      compiled.get(key) ?? compile({ union: names.flatMap((name) => calendars[name]?.hours ?? []) });
    compiled.set(key, known);
    return known;
  };
  const span = { from: at, to: plus(at, WEEKS * 7 * DAY) };
  const weekly = (spans: readonly Span[]): readonly string[] => weeklyTimes(spans, timeZone);
  const found = new Map<string, Pick<Cell, "gaps" | "overlaps">>();
  const cells = eachWork(policy, desk).map((work): Cell => {
    const rules = desk.delivery.filter((rule) => fits(rule, work));
    const all = rules.map((rule) => ({ to: rule.to, hours: dutyOf(desk, rule) }));
    const by = all.flatMap(({ to, hours }) => (hours === undefined ? [] : [{ to, hours }]));
    if (by.length < all.length) return { work, by, gaps: [], overlaps: [] };
    const promised = eachTargets(policy).flatMap(({ severity, targets }) =>
      severity === work.severity ? [targets.hours] : [],
    );
    const key = JSON.stringify([promised, by]);
    const known = found.get(key) ?? {
      gaps: weekly(without(hoursOf(promised), hoursOf(by.map(({ hours }) => hours)), span)),
      overlaps: overlapsOf(by),
    };
    found.set(key, known);
    return { work, by, ...known };
  });
  return { timeZone, cells };

  function overlapsOf(by: Cell["by"]): Cell["overlaps"] {
    return by.flatMap((first, n) =>
      by.slice(n + 1).flatMap((also) => {
        if (first.to === also.to || first.hours === also.hours) return [];
        const [one, other] = [hoursOf([first.hours]), hoursOf([also.hours])];
        // Hours within another's are the usual way to write "otherwise".
        if (without(other, one, span).length === 0 || without(one, other, span).length === 0) return [];
        return weekly(within(one, other, span)).map((at) => ({ at, first: first.to, also: also.to }));
      }),
    );
  }
}

/** Spans in which `hours` are open and `others` are not. */
function without(hours: ServiceHours, others: ServiceHours, span: Span): readonly Span[] {
  return openSpans(hours, span).flatMap((open) => {
    const spans: Span[] = [];
    let at = open.from;
    while (at < open.to) {
      if (isOpen(others, at)) {
        at = Math.min(nextClose(others, at) ?? open.to, open.to) as Instant;
        continue;
      }
      const to = Math.min(nextOpen(others, at) ?? open.to, open.to) as Instant;
      spans.push({ from: at, to });
      at = to;
    }
    return spans;
  });
}

/** Spans in which both are open. */
function within(hours: ServiceHours, others: ServiceHours, span: Span): readonly Span[] {
  return openSpans(hours, span).flatMap((open) => openSpans(others, open));
}

function openSpans(hours: ServiceHours, { from, to }: Span): readonly Span[] {
  const spans: Span[] = [];
  let at = isOpen(hours, from) ? from : nextOpen(hours, from);
  while (at !== null && at < to) {
    const end = Math.min(nextClose(hours, at) ?? to, to) as Instant;
    spans.push({ from: at, to: end });
    at = nextOpen(hours, end);
  }
  return spans;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Times of the week found in more than half of the weeks, days with the same time together: `Mon–Fri 20:00–24:00`. */
function weeklyTimes(spans: readonly Span[], timeZone: string): readonly string[] {
  const counted = new Map<string, number>();
  for (const span of spans)
    for (const text of byDay(span, timeZone)) counted.set(text, (counted.get(text) ?? 0) + 1);
  const weekly = [...counted].flatMap(([text, count]) => (count > WEEKS / 2 ? [text] : []));
  const byTime = Map.groupBy(weekly, (text) => text.slice(text.indexOf(" ") + 1));
  const runs = [...byTime].flatMap(([time, texts]) =>
    runsOf(texts.map((text) => DAYS.indexOf(text.slice(0, 3)))).map(([first, last]) => ({
      time,
      first,
      last,
    })),
  );
  return runs
    .toSorted((a, b) => a.first - b.first || (a.time < b.time ? -1 : 1))
    .map(({ time, first, last }) => `${DAYS[first]}${last > first ? `–${DAYS[last]}` : ""} ${time}`);
}

/** Days that follow each other, as first and last. */
function runsOf(days: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** A span as weekday and times, cut at midnight. */
function byDay({ from, to }: Span, timeZone: string): readonly string[] {
  const parts: string[] = [];
  let at: number = from;
  for (let days = 0; at < to && days < WEEKS * 7 + 1; days++) {
    const { weekday, minutes } = local(at, timeZone);
    const midnight = nextMidnight(at, minutes, timeZone);
    const end = Math.min(midnight, to);
    const until = end === midnight ? "24:00" : clockTime(local(end, timeZone).minutes);
    parts.push(`${weekday} ${clockTime(minutes)}–${until}`);
    at = end;
  }
  return parts;
}

/** The next local midnight; an hour more or less on nights when clocks change is looked for. */
function nextMidnight(at: number, minutes: number, timeZone: string): number {
  const guess = at + (1440 - minutes) * 60_000;
  const off = local(guess, timeZone).minutes;
  return off === 0 ? guess : off > 720 ? guess + (1440 - off) * 60_000 : guess - off * 60_000;
}

function local(at: number, timeZone: string): { readonly weekday: string; readonly minutes: number } {
  const format = dateFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { weekday: part["weekday"]!, minutes: Number(part["hour"]) * 60 + Number(part["minute"]) };
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
