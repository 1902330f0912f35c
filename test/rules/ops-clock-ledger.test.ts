import { describe, expect, test } from "vitest";
import { exactSpan, ledgerMoment, viewLedger } from "../../src/ops/clock-ledger.ts";
import { viewPromise } from "../../src/ops/promise.ts";
import { serviceSpan } from "../../src/ops/words.ts";
import { why } from "../../src/sla/ledger.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";
import { desk, on, ticket } from "../support/clock-desk.ts";

const STORY = ticket(["19T16:00 created B", "21T10:00 status waiting_customer", "21T12:00 customer"]);
const ledgerAt = (asOf: Instant) =>
  why(STORY, desk, asOf, { kind: "resolution", instance: 0 }, "Europe/Lisbon")!;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

describe("a target's ledger on a page", () => {
  const view = viewLedger(ledgerAt(on("21T13:00")), 100);

  test("each line tells its reason, the holiday by name", () => {
    expect(view.rows.map(({ from, tone, words }) => `${from} ${tone} ${words}`)).toEqual([
      "2026-01-19 16:00 counted counted",
      "2026-01-19 17:00 closed closed: outside service hours",
      expect.stringMatching(/^2026-01-20 00:00 closed closed: holiday, \w/),
      "2026-01-21 00:00 closed closed: outside service hours",
      "2026-01-21 09:00 counted counted",
      "2026-01-21 10:00 stopped waiting for the customer",
      "2026-01-21 12:00 counted counted",
    ]);
  });

  test("what is counted adds up to the elapsed time, and the bar to the whole", () => {
    expect(sum(view.rows.map(({ countedMs }) => countedMs))).toBe(view.elapsedMs);
    expect(view.elapsedMs).toBe(3 * HOUR);
    expect(sum(view.bar.map(({ share }) => share))).toBeCloseTo(1, 10);
  });

  test("lines that are left out are counted in one sum", () => {
    const { rows, earlier, elapsedMs } = viewLedger(ledgerAt(on("21T13:00")), 2);
    expect(rows).toHaveLength(2);
    expect(earlier).toEqual({ spans: 5, lengthMs: 42 * HOUR, countedMs: 2 * HOUR });
    expect(earlier!.countedMs + sum(rows.map(({ countedMs }) => countedMs))).toBe(elapsedMs);
  });

  test("the time after a clock ended is told and not drawn", () => {
    const ended = ticket(["19T16:00 created B", "19T16:30 reply m"]);
    const ledger = why(
      ended,
      desk,
      on("26T13:00"),
      { kind: "first-response", instance: 0 },
      "Europe/Lisbon",
    )!;
    const { bar, rows } = viewLedger(ledger, 100);
    expect(bar).toEqual([{ tone: "counted", share: 1 }]);
    expect(rows.at(-1)).toMatchObject({ tone: "outside", words: "after it ended", countedMs: 0 });
  });
});

describe("lengths to be added up", () => {
  test.each([
    [0, "0:00:00"],
    [59_999, "0:00:59.999"],
    [26 * HOUR + 5 * MINUTE + 9_000, "26:05:09"],
    [1, "0:00:00.001"],
  ])("%i ms is %s", (ms, words) => expect(exactSpan(ms)).toBe(words));

  test("service time is told in hours, for its day is as long as the calendar says", () => {
    expect([
      serviceSpan(26 * HOUR),
      serviceSpan(130 * MINUTE),
      serviceSpan(5 * MINUTE),
      serviceSpan(0),
    ]).toEqual(["26 h", "2 h 10 min", "5 min", "under 1 min"]);
  });
});

describe("the moment a ledger is told for", () => {
  const NOW = plus(on("21T13:00"), 42_123);
  test("is the last full minute", () => expect(ledgerMoment(NOW, STORY)).toBe(on("21T13:00")));
  test("is never before what happened since", () =>
    expect(ledgerMoment(NOW, [{ at: plus(NOW, -5) }])).toBe(plus(NOW, -5)));
  test("does not follow an event of tomorrow", () =>
    expect(ledgerMoment(NOW, [{ at: plus(NOW, HOUR) }])).toBe(on("21T13:00")));
});

describe("what is left of a promise is service time where the calendar is known", () => {
  const row = { kind: "first-response", promisedAt: on("21T10:00"), breachAt: on("21T10:00") } as const;
  const half = (from: Instant, to: Instant): number => (to - from) / 2;
  test("before", () =>
    expect(viewPromise({ ...row, state: "running" }, on("21T06:00"), half).left).toBe(
      "2 h of service time left",
    ));
  test("after", () =>
    expect(viewPromise({ ...row, state: "late" }, on("21T11:00"), half).left).toBe(
      "30 min of service time late",
    ));
});
