import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addServiceTime,
  isOpen,
  nextClose,
  nextOpen,
  serviceTimeBetween,
  subtractServiceTime,
} from "../../src/service-hours/arithmetic.ts";
import { type Calendar, type SiteCalendar, splitAtMidnight } from "../../src/service-hours/calendar.ts";
import { compile } from "../../src/service-hours/compiled.ts";
import { closedSpans, whyClosed } from "../../src/service-hours/why-closed.ts";
import { DAY, fromMs, HOUR, type Instant, MINUTE, SECOND } from "../../src/values/instant.ts";
import { calendars, instants, sites, week, ZONES } from "../support/calendars.ts";

const at = instants.map((ms) => fromMs(ms));
const budget = fc.integer({ min: 1, max: 40 * DAY });
const runs = { numRuns: 100 };

describe("add and between", () => {
  test("are each other's inverse, and the due instant is the earliest", () => {
    fc.assert(
      fc.property(calendars, at, budget, (calendar, from, ms) => {
        const hours = compile(calendar);
        const due = addServiceTime(hours, from, ms);
        if (due.kind === "never-open") return;
        expect(serviceTimeBetween(hours, from, due.dueAt)).toBe(ms);
        expect(serviceTimeBetween(hours, from, fromMs(due.dueAt - 1))).toBe(ms - 1);
      }),
      runs,
    );
  });

  test("breachAt is the last instant with no more than the budget used", () => {
    fc.assert(
      fc.property(calendars, at, budget, (calendar, from, ms) => {
        const hours = compile(calendar);
        const due = addServiceTime(hours, from, ms);
        if (due.kind === "never-open" || due.breachAt === null) return;
        expect(serviceTimeBetween(hours, from, due.breachAt)).toBe(ms);
        expect(serviceTimeBetween(hours, from, fromMs(due.breachAt + 1))).toBe(ms + 1);
        expect(isOpen(hours, due.breachAt)).toBe(true);
      }),
      runs,
    );
  });

  test("subtracting is adding seen from the end", () => {
    fc.assert(
      fc.property(calendars, at, budget, (calendar, until, ms) => {
        const hours = compile(calendar);
        const began = subtractServiceTime(hours, until, ms);
        if (began.kind === "never-open") return;
        expect(serviceTimeBetween(hours, began.at, until)).toBe(ms);
        expect(serviceTimeBetween(hours, fromMs(began.at + 1), until)).toBe(ms - 1);
        if (began.earliestAt !== null) expect(serviceTimeBetween(hours, began.earliestAt, until)).toBe(ms);
      }),
      runs,
    );
  });

  test("between is additive, never negative and never more than the time that passed", () => {
    fc.assert(
      fc.property(calendars, fc.tuple(at, at, at), (calendar, three) => {
        const [a, b, c] = three.toSorted((x, y) => x - y) as [Instant, Instant, Instant];
        const hours = compile(calendar);
        const whole = serviceTimeBetween(hours, a, c);
        expect(serviceTimeBetween(hours, a, b) + serviceTimeBetween(hours, b, c)).toBe(whole);
        expect(whole >= 0 && whole <= c - a).toBe(true);
        expect(serviceTimeBetween(hours, c, a)).toBe(0);
      }),
      runs,
    );
  });

  test("a later start or a larger budget is never due earlier", () => {
    fc.assert(
      fc.property(calendars, at, fc.nat(9 * DAY), budget, fc.nat(DAY), (calendar, from, wait, ms, more) => {
        const hours = compile(calendar);
        const [first, later, larger] = [
          addServiceTime(hours, from, ms),
          addServiceTime(hours, fromMs(from + wait), ms),
          addServiceTime(hours, from, ms + more),
        ];
        if (first.kind !== "due" || later.kind !== "due" || larger.kind !== "due") return;
        expect(later.dueAt).toBeGreaterThanOrEqual(first.dueAt);
        expect(larger.dueAt).toBeGreaterThanOrEqual(first.dueAt);
      }),
      runs,
    );
  });

  test("24x7 in any zone is UTC arithmetic", () => {
    const everyDay = fc
      .constantFrom(...ZONES)
      .map((timeZone): Calendar => ({ timeZone, weekly: week("all", ["00:00", "24:00"]) }));
    fc.assert(
      fc.property(fc.oneof(everyDay, fc.constant<Calendar>("24x7")), at, budget, (calendar, from, ms) => {
        const hours = compile(calendar);
        const due = fromMs(from + ms);
        expect(addServiceTime(hours, from, ms)).toEqual({ kind: "due", dueAt: due, breachAt: due });
        expect(serviceTimeBetween(hours, from, due)).toBe(ms);
      }),
      runs,
    );
  });

  test("what was asked before changes no answer", () => {
    fc.assert(
      fc.property(calendars, fc.array(at, { maxLength: 4 }), at, budget, (calendar, asked, from, ms) => {
        const grown = compile(calendar);
        for (const before of asked) nextOpen(grown, before);
        const fresh = compile(calendar);
        expect(addServiceTime(grown, from, ms)).toEqual(addServiceTime(fresh, from, ms));
        expect(subtractServiceTime(grown, from, ms)).toEqual(subtractServiceTime(fresh, from, ms));
        expect(nextClose(grown, from)).toBe(nextClose(fresh, from));
      }),
      { numRuns: 60 },
    );
  });
});

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, instant: number): string {
  const options = { timeZone, dateStyle: "short", timeStyle: "medium" } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", options);
  formats.set(timeZone, format);
  return format.format(instant);
}

/** Open by the definition itself: what the wall clock of the zone shows, read with nothing of ours but the calendar. */
function isMember(site: SiteCalendar, instant: number): boolean {
  const shown = wallClock(site.timeZone, instant);
  const [date, clock] = shown.split(" ") as [string, string];
  const [hour, minute, second] = clock.split(":").map(Number) as [number, number, number];
  const time = ((hour * 60 + minute) * 60 + second) * SECOND;
  const yesterday = new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
  const weekly = (day: string) =>
    site.weekly[(["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const)[new Date(day).getUTCDay()]!] ??
    [];
  const covers = (list: Parameters<typeof splitAtMidnight>[0][], half: "today" | "tomorrow"): boolean =>
    list.some((interval) => {
      const slot = splitAtMidnight(interval)[half];
      return slot !== null && slot.from <= time && time < slot.to;
    });
  const holiday = site.holidays?.findLast((each) => each.date === date);
  if (holiday !== undefined && (holiday.closed === undefined || covers([holiday.closed], "today")))
    return false;
  if (covers([...(site.breaks?.[date] ?? [])], "today")) return false;
  if (covers([...(site.breaks?.[yesterday] ?? [])], "tomorrow")) return false;
  if (covers([...(site.dates?.[yesterday] ?? [])], "tomorrow")) return true;
  if (site.dates?.[date] !== undefined) return covers([...site.dates[date]], "today");
  return covers([...weekly(date)], "today") || covers([...weekly(yesterday)], "tomorrow");
}

describe("membership", () => {
  test("every five minutes of three days is open or closed as the wall clock of the zone has it", () => {
    fc.assert(
      fc.property(sites, at, (site, somewhere) => {
        const hours = compile(site);
        // Shifts begin and end on quarters of an hour, as do offsets, so steps of five minutes see every change.
        const from = Math.floor(somewhere / (5 * MINUTE)) * 5 * MINUTE;
        let counted = 0;
        for (let step = from; step < from + 3 * DAY; step += 5 * MINUTE) {
          const open = isMember(site, step);
          if (open !== isOpen(hours, fromMs(step))) expect.fail(new Date(step).toISOString());
          if (open) counted += 5 * MINUTE;
        }
        expect(serviceTimeBetween(hours, fromMs(from), fromMs(from + 3 * DAY))).toBe(counted);
      }),
      { numRuns: 25 },
    );
  });

  test("seconds around each opening and closing instant", () => {
    fc.assert(
      fc.property(sites, at, (site, from) => {
        const hours = compile(site);
        for (const edge of [nextOpen(hours, from), nextClose(hours, from)]) {
          for (const near of edge === null ? [] : [edge - SECOND, edge, edge + SECOND]) {
            expect(isOpen(hours, fromMs(near))).toBe(isMember(site, near));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("a union is open when any of its sites is", () => {
    fc.assert(
      fc.property(fc.array(sites, { minLength: 1, maxLength: 3 }), at, (union, instant) => {
        const any = union.some((site) => isOpen(compile(site), instant));
        expect(isOpen(compile({ union }), instant)).toBe(any);
      }),
      runs,
    );
  });
});

test("reasons for being closed cover exactly the closed time", () => {
  fc.assert(
    fc.property(calendars, at, (calendar, from) => {
      const hours = compile(calendar);
      const closure = whyClosed(hours, from);
      expect(closure === null).toBe(isOpen(hours, from));
      if (closure === null || closure.opensAt === null || closure.opensAt - from > 60 * DAY) return;
      const spans = closedSpans(calendar, from, closure.opensAt);
      expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([from, closure.opensAt]);
      for (const [n, span] of spans.entries()) {
        expect(span.from).toBeLessThan(span.to);
        if (n > 0) expect(span.from).toBe(spans[n - 1]!.to);
      }
    }),
    runs,
  );
});

test("a very long budget ends, with an answer", () => {
  const hours = compile({ timeZone: "Europe/Lisbon", weekly: { mon: [["09:00", "09:15"]] } });
  expect(addServiceTime(hours, fromMs(0), 24 * HOUR)).toMatchObject({ kind: "due" });
  expect(addServiceTime(hours, fromMs(0), 365 * DAY)).toEqual({ kind: "never-open" });
});
