import {
  addServiceTime,
  isOpen,
  nextClose,
  nextOpen,
  serviceTimeBetween,
  subtractServiceTime,
} from "../../src/service-hours/arithmetic.ts";
import type { Calendar, SiteCalendar } from "../../src/service-hours/calendar.ts";
import { compile, type ServiceHours } from "../../src/service-hours/compiled.ts";
import type { ClockEvent, Target } from "../../src/sla/event.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { type Instant, instant, iso, MINUTE, SECOND } from "../../src/values/instant.ts";

// Rows of the two published formats: service-hours arithmetic, and whole tickets.

type Row = Record<string, unknown>;
type RowCalendar = {
  tz: string;
  weekly: SiteCalendar["weekly"];
  holidays?: string[];
  dates?: SiteCalendar["dates"];
  breaks?: SiteCalendar["breaks"];
  pauses?: [string, string][];
  union?: RowCalendar[];
};

/** What a row expects and what we make of it, as comparable values. */
export interface Compared {
  readonly id: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export function compareRow(row: Row): readonly Compared[] {
  return "events" in row ? compareTimeline(row) : [compareHours(row)];
}

function compareHours(row: Row): Compared {
  const hours = compiled(row as unknown as RowCalendar);
  const start = instant(String(row["start"]));
  const amount = Number(row["amountSeconds"]) * SECOND;
  const granularity = Number(row["granularitySeconds"] ?? 1);
  const seconds = (at: Instant | null): string | null =>
    at === null ? null : iso((Math.floor(at / (granularity * SECOND)) * granularity * SECOND) as Instant);
  const id = String(row["id"]);
  const time = (at: Instant | null, expected = row["expect"]): Compared => ({
    id,
    expected: expected === null ? null : seconds(instant(String(expected))),
    actual: seconds(at),
  });
  switch (row["op"]) {
    case "add": {
      const due = addServiceTime(hours, start, amount);
      if (due.kind === "never-open") return time(null);
      const other = row["expectNextOpen"];
      const first = time(due.dueAt);
      if (other === undefined) return first;
      const second = time(due.breachAt, other);
      return { id, expected: [first.expected, second.expected], actual: [first.actual, second.actual] };
    }
    case "sub": {
      const began = subtractServiceTime(hours, start, amount);
      if (began.kind === "never-open") return time(null);
      const first = time(began.at);
      if (row["expectPrevClose"] === undefined) return first;
      const second = time(began.earliestAt, row["expectPrevClose"]);
      return { id, expected: [first.expected, second.expected], actual: [first.actual, second.actual] };
    }
    case "between": {
      const between = serviceTimeBetween(hours, start, instant(String(row["end"]))) / SECOND;
      const floor = (value: number): number => Math.floor(value / granularity) * granularity;
      return { id, expected: floor(Number(row["expect"])), actual: floor(between) };
    }
    case "isOpen":
      return { id, expected: row["expect"], actual: isOpen(hours, start) };
    case "nextOpen":
      return time(nextOpen(hours, start));
    case "nextClose":
      return time(nextClose(hours, start));
    default:
      return { id, expected: row["expect"], actual: `unknown op ${row["op"]}` };
  }
}

const cache = new Map<string, ServiceHours>();

function compiled(row: RowCalendar): ServiceHours {
  const calendar = calendarOf(row);
  const key = JSON.stringify(calendar);
  const known = cache.get(key) ?? compile(calendar);
  if (cache.size > 2000) cache.clear();
  cache.set(key, known);
  return known;
}

function calendarOf(row: RowCalendar): Calendar {
  if (row.union) return { union: row.union.map(calendarOf) };
  return {
    timeZone: row.tz,
    weekly: row.weekly,
    holidays: (row.holidays ?? []).map((date) => ({ date, name: date })),
    ...(row.dates ? { dates: row.dates } : {}),
    ...(row.breaks ? { breaks: row.breaks } : {}),
    ...(row.pauses ? { pauses: row.pauses } : {}),
  };
}

const KINDS = { first: "first-response", next: "next-response", resolution: "resolution" } as const;
type Short = keyof typeof KINDS;
type Goals = Record<string, Record<Short, number | null>>;
type RowEvent = { at: string; type: string; to?: string; by?: string; priority?: string; calendar?: string };

function compareTimeline(row: Row): readonly Compared[] {
  const calendars = row["calendars"] as Record<string, RowCalendar>;
  const goals = row["goals"] as Goals;
  const pauseOn = row["pauseOn"] as Record<Short, ("customer" | "vendor")[]>;
  const events = row["events"] as RowEvent[];
  const calendar = events[0]?.calendar ?? Object.keys(calendars)[0]!;
  const goal = (priority: string, kind: Short): number | null => {
    const minutes = goals[priority]?.[kind] ?? null;
    return minutes === null ? null : minutes * MINUTE;
  };
  const context = {
    agreement: (_plan: string, priority: string) => ({
      calendar,
      goals: {
        "first-response": goal(priority, "first"),
        "next-response": goal(priority, "next"),
        update: null,
        resolution: goal(priority, "resolution"),
      },
      pauseOn: {
        "first-response": pauseOn.first,
        "next-response": pauseOn.next,
        update: [],
        resolution: pauseOn.resolution,
      },
    }),
    hours: (name: string) => compiled(calendars[name]!),
  };
  const clock = events.flatMap((event, seq) => clockEvent(event, seq));
  const folded = foldTargets(clock, context, instant(String(row["asOf"])), "goal-in-force");
  const expected = row["expect"] as Record<Short, unknown>;
  const id = String(row["id"]);
  return (Object.keys(KINDS) as Short[])
    .filter((short) => short in expected)
    .map((short) => {
      const found = folded.filter(({ kind }) => kind === KINDS[short]).map(shown);
      return { id: `${id} ${short}`, expected: expected[short], actual: short === "next" ? found : found[0] };
    });
}

function clockEvent(event: RowEvent, seq: number): ClockEvent[] {
  const base = { seq, at: instant(event.at) };
  switch (event.type) {
    case "created":
      return [
        {
          ...base,
          type: "created",
          by: event.by === "agent" ? "agent" : "customer",
          plan: "",
          severity: event.priority as "A",
        },
      ];
    case "customer_message":
      return [{ ...base, type: "customer_message" }];
    case "agent_reply":
      return [{ ...base, type: "agent_reply", mail: String(seq), provisional: false }];
    case "status":
      return [{ ...base, type: "status", to: event.to as "open" }];
    case "priority":
      return [{ ...base, type: "severity", to: event.to as "A" }];
    case "calendar":
      return [{ ...base, type: "calendar", to: event.to! }];
    case "merged":
      return [{ ...base, type: "cancelled", because: "merged" }];
    default:
      return [];
  }
}

function shown(target: Target) {
  const second = (at: Instant | null): string | null => (at === null ? null : iso(at).replace(".000Z", "Z"));
  return {
    state: target.state,
    elapsedSeconds: target.elapsedMs / SECOND,
    startedAt: second(target.startedAt),
    endedAt: second(target.endedAt),
    breachedAt: second(target.breachedAt),
    dueAt: second(target.dueAt),
    breachAt: second(target.breachAt),
  };
}
