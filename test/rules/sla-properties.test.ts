import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpen } from "../../src/service-hours/arithmetic.ts";
import type { ClockEvent, Severity, Target } from "../../src/sla/event.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { why } from "../../src/sla/ledger.ts";
import { nextWake, type Rung, wake } from "../../src/sla/wake.ts";
import { fromMs, HOUR, type Instant } from "../../src/values/instant.ts";
import { desk, on } from "../support/clock-desk.ts";

type Body = ClockEvent extends infer Each
  ? Each extends ClockEvent
    ? Omit<Each, "seq" | "at">
    : never
  : never;

const mail = fc.constantFrom("m1", "m2", "m3");
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Body>({ type: "customer_message" }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant("agent_reply" as const), mail, provisional: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom("reply_accepted" as const, "reply_failed" as const), mail }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reply_undeliverable" as const), mail }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("status" as const),
      to: fc.constantFrom(
        "open" as const,
        "waiting_customer" as const,
        "waiting_vendor" as const,
        "resolved" as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("severity" as const),
      to: fc.constantFrom<Severity>("A", "B", "C"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("plan" as const), to: fc.constantFrom("gold", "basic") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("calendar" as const),
      to: fc.constantFrom("always", "office", "night"),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Body>({ type: "policy", version: "v2" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("merged_in" as const),
      unansweredSince: fc.constantFrom(null, on("12T10:00"), on("10T10:00")),
    }),
  },
);

/** Tickets of a few weeks: what happens, and how long after the event before. */
const tickets: fc.Arbitrary<readonly ClockEvent[]> = fc
  .tuple(
    fc.constantFrom("customer" as const, "agent" as const),
    fc.constantFrom<Severity>("A", "B", "C"),
    fc.nat(7 * 24 * HOUR),
    fc.array(fc.tuple(fc.nat(30 * HOUR), body), { maxLength: 14 }),
  )
  .map(([by, severity, start, rest]) => {
    let at = on("12T00:00") + start;
    const created = { seq: 0, at: fromMs(at), type: "created" as const, by, plan: "gold", severity };
    return [
      created,
      ...rest.map(([wait, each], n) => {
        at += wait;
        return { ...each, seq: n + 1, at: fromMs(at) } as ClockEvent;
      }),
    ];
  });
const withEnd = tickets.chain((events) =>
  fc.tuple(
    fc.constant(events),
    fc.nat(60 * HOUR).map((wait) => fromMs(events.at(-1)!.at + wait)),
  ),
);
const hasEnded = ({ state }: Target): boolean => ["met", "late", "cancelled"].includes(state);
const keyOf = ({ kind, instance }: Target): string => `${kind} ${instance}`;

describe("the fold", () => {
  test("at an instant sees nothing of what comes after it", () => {
    fc.assert(
      fc.property(withEnd, fc.nat(200 * HOUR), ([events], into) => {
        const asOf = fromMs(events[0]!.at + into);
        const before = events.filter(({ at }) => at <= asOf);
        expect(foldTargets(events, desk, asOf)).toEqual(foldTargets(before, desk, asOf));
      }),
    );
  });

  test("does not depend on how often or when it was asked", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        const whole = foldTargets(events, desk, asOf);
        expect(foldTargets(JSON.parse(JSON.stringify(events.toReversed())), desk, asOf)).toEqual(whole);
      }),
    );
  });

  test("never changes the verdict of an ended response", () => {
    fc.assert(
      fc.property(withEnd, fc.nat(200 * HOUR), ([events, asOf], into) => {
        // An answer on its way is settled later, and counts from its receipt: those are not verdicts yet.
        const settled = events.filter((event) => event.type !== "agent_reply" || !event.provisional);
        const then = new Map(
          foldTargets(settled, desk, fromMs(events[0]!.at + into)).map(
            (each) => [keyOf(each), each] as const,
          ),
        );
        for (const now of foldTargets(
          settled,
          desk,
          asOf > events[0]!.at + into ? asOf : fromMs(events[0]!.at + into),
        )) {
          const was = then.get(keyOf(now));
          if (was === undefined || !hasEnded(was) || was.kind === "resolution") continue;
          const verdict = ({ state, elapsedMs, startedAt, endedAt, breachedAt, dueAt }: Target) => ({
            state,
            elapsedMs,
            startedAt,
            endedAt,
            breachedAt,
            dueAt,
          });
          expect(verdict(now)).toEqual(verdict(was));
        }
      }),
    );
  });

  test("is late exactly where more than the goal has elapsed", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        for (const target of foldTargets(events, desk, asOf)) {
          if (target.state === "inactive" || target.state === "cancelled") continue;
          const over = target.goalMs !== null && target.elapsedMs > target.goalMs;
          if (target.state === "met" || target.state === "late") expect(target.state === "late").toBe(over);
          expect(target.breachedAt !== null).toBe(over);
          if (target.state === "running" && target.breachAt !== null)
            expect(target.breachAt < asOf).toBe(over);
        }
      }),
    );
  });

  test("due and breach instants are those at which a later fold finds the goal used up", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        for (const target of foldTargets(events, desk, asOf)) {
          if (target.state !== "running" || target.dueAt === null || target.dueAt <= asOf) continue;
          const at = (instant: number): Target =>
            foldTargets(events, desk, fromMs(instant)).find((each) => keyOf(each) === keyOf(target))!;
          expect(at(target.dueAt).elapsedMs).toBe(target.goalMs);
          expect(at(target.dueAt - 1).elapsedMs).toBe(target.goalMs! - 1);
          expect(at(target.breachAt!).breachedAt).toBeNull();
          expect(at(target.breachAt! + 1)).toMatchObject({ breachedAt: target.breachAt });
        }
      }),
    );
  });
});

describe("the ledger", () => {
  test("adds up to the stored elapsed time, and covers every instant once", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        for (const target of foldTargets(events, desk, asOf)) {
          const ledger = why(events, desk, asOf, target, "Europe/Lisbon");
          if (target.state === "inactive") {
            expect(ledger).toBeNull();
            continue;
          }
          const { lines } = ledger!;
          const counted = lines.reduce((sum, line) => sum + line.countedMs, 0);
          expect([counted, ledger!.elapsedMs]).toEqual([target.elapsedMs, target.elapsedMs]);
          if (asOf > events[0]!.at) expect(lines.at(-1)!.to).toBe(asOf);
          expect(lines[0]?.from ?? asOf).toBe(Math.min(events[0]!.at, target.startedAt!));
          for (const [n, line] of lines.entries()) {
            expect(line.from).toBeLessThan(line.to);
            if (n > 0) expect(line.from).toBe(lines[n - 1]!.to);
          }
        }
      }),
    );
  });
});

const percent = (value: number): Rung => ({
  name: `${value}%`,
  at: { kind: "percent", percent: value },
  tell: ["assignee"],
  severities: null,
  targets: null,
  plans: null,
});
const breach = (afterMs: number): Rung => ({
  name: `breach+${afterMs / HOUR}h`,
  at: { kind: "breach", afterMs },
  tell: ["lead"],
  severities: null,
  targets: null,
  plans: null,
});
const LADDER = [percent(50), percent(75), breach(0), breach(2 * HOUR)];

/** A worker that always comes on time, until nothing is left to wait for. */
function tellAll(
  events: readonly ClockEvent[],
  which: Target,
  from: Instant,
): readonly { at: Instant; rung: string }[] {
  const found: { at: Instant; rung: string }[] = [];
  const told = new Set<string>();
  for (let now = from, steps = 0; steps < 20; steps++) {
    const target = foldTargets(events, desk, now).find((each) => keyOf(each) === keyOf(which))!;
    const hours = desk.hours(target.calendar);
    const at = nextWake(target, LADDER, told, hours, now);
    if (at === null) return found;
    const woken = wake(
      foldTargets(events, desk, at).find((each) => keyOf(each) === keyOf(which))!,
      LADDER,
      told,
      hours,
      at,
    );
    if (woken.kind !== "tell") expect.fail(`woken for nothing: ${woken.because}`);
    expect(isOpen(hours, at)).toBe(true);
    found.push({ at, rung: woken.rung.name });
    for (const name of woken.passed) told.add(name);
    now = at;
  }
  return expect.fail("a rung is told again and again");
}

describe("rungs", () => {
  test("are told in order, each once, in service hours, and none is woken for in vain", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        for (const target of foldTargets(events, desk, asOf)) {
          if (target.state !== "running" || target.goalMs === null || target.provisional) continue;
          const told = tellAll(events, target, asOf);
          const order = told.map(({ rung }) => LADDER.findIndex(({ name }) => name === rung));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          expect(new Set(order).size).toBe(order.length);
          expect(order.at(-1)).toBe(LADDER.length - 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("nothing is waited for while a target is paused, ended, provisional or without a goal", () => {
    fc.assert(
      fc.property(withEnd, ([events, asOf]) => {
        for (const target of foldTargets(events, desk, asOf)) {
          if (target.state === "running" && target.goalMs !== null && !target.provisional) continue;
          const hours = desk.hours(target.calendar);
          expect(nextWake(target, LADDER, new Set(), hours, asOf)).toBeNull();
          expect(wake(target, LADDER, new Set(), hours, asOf).kind).toBe("stale");
        }
      }),
    );
  });
});
