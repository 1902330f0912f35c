import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TurnEvent } from "../../src/escalation/split-service.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { serviceSplit } from "../../src/tickets/handoff/service-split.ts";
import { clockEvents, writeDown } from "../../src/tickets/ledger.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import { DAY, HOUR, type Instant, instant, MINUTE, plus } from "../../src/values/instant.ts";
import { publishedExample } from "../support/policy.ts";

const { clock } = compilePromises(publishedExample());
const OPENED = instant("2026-12-02T09:30:00Z");

type Step = readonly [minutes: number, type: string, data?: { readonly [name: string]: string }];

/** A ticket of severity B in office hours (09 to 13 and 14 to 18 in Lisbon), and what happened after so many minutes. */
function ledger(steps: readonly Step[]) {
  const created = { by: "customer", plan: "standard", severity: "B" };
  return writeDown(
    "t",
    [],
    OPENED,
    [[0, "created", created] as Step, ...steps].map(([minutes, type, data = {}]) => ({
      at: plus(OPENED, minutes * MINUTE),
      type,
      actor: "desk" as const,
      because: "",
      data: { escalation: "e", ...data },
    })),
  );
}

const hours = (events: ReturnType<typeof ledger>, asOf: Instant) => {
  const split = serviceSplit(events, clock, asOf)!;
  return [split.oursMs, split.upstreamMs, split.customerMs, split.elapsedMs].map((ms) => ms / HOUR);
};

describe("whose time it was", () => {
  const noon = plus(OPENED, 3 * HOUR);
  test.each<[string, readonly Step[], readonly number[]]>([
    ["all of it ours where nothing was handed on", [], [3, 0, 0, 3]],
    ["upstream's from the handoff on", [[60, "handoff_sent"]], [1, 2, 0, 3]],
    ["not while it is only prepared", [[60, "handoff_prepared"]], [3, 0, 0, 3]],
    [
      "ours again when they have answered",
      [
        [60, "handoff_sent"],
        [90, "upstream_message"],
      ],
      [2.5, 0.5, 0, 3],
    ],
    [
      "theirs again when we wrote",
      [
        [60, "handoff_sent"],
        [90, "upstream_message"],
        [120, "upstream_written", { mail: "m" }],
      ],
      [1.5, 1.5, 0, 3],
    ],
    [
      "not by a mail that was taken back",
      [
        [60, "handoff_sent"],
        [90, "upstream_message"],
        [120, "upstream_written", { mail: "m" }],
        [121, "upstream_withdrawn", { mail: "m" }],
      ],
      [2.5, 0.5, 0, 3],
    ],
    [
      "ours when it was given back",
      [
        [60, "handoff_sent"],
        [120, "handed_back"],
      ],
      [2, 1, 0, 3],
    ],
    [
      "ours all along where the packet reached nobody",
      [
        [60, "handoff_sent", { mail: "m" }],
        [120, "handoff_failed", { mail: "m" }],
      ],
      [3, 0, 0, 3],
    ],
    [
      "ours from when a reminder reached nobody",
      [
        [60, "handoff_sent", { mail: "m" }],
        [120, "handoff_failed", { mail: "n" }],
      ],
      [2, 1, 0, 3],
    ],
    [
      "ours again since they wrote, where our answer reached nobody",
      [
        [60, "handoff_sent", { mail: "m" }],
        [90, "upstream_message"],
        [100, "upstream_written", { mail: "n" }],
        [120, "handoff_failed", { mail: "n" }],
      ],
      [2.5, 0.5, 0, 3],
    ],
    [
      "the customer's first, where both are waited for",
      [
        [60, "handoff_sent"],
        [120, "status", { to: "waiting_customer" }],
      ],
      [1, 1, 1, 3],
    ],
    [
      "the customer's until they write",
      [
        [0, "status", { to: "waiting_customer" }],
        [60, "customer_message"],
      ],
      [2, 0, 1, 3],
    ],
    [
      "upstream's while it waits for the vendor without a handoff",
      [[60, "status", { to: "waiting_vendor" }]],
      [1, 2, 0, 3],
    ],
    [
      "nobody's while it is resolved",
      [
        [60, "status", { to: "resolved" }],
        [120, "status", { to: "open" }],
      ],
      [2, 0, 0, 2],
    ],
    [
      "upstream's as long as one of two waits",
      [
        [60, "handoff_sent"],
        [60, "handoff_sent", { escalation: "f" }],
        [90, "upstream_message"],
      ],
      [1, 2, 0, 3],
    ],
  ])("%s", (_name, steps, expected) => {
    expect(hours(ledger(steps), noon)).toEqual(expected);
  });

  test("only while somebody is there: a night with upstream is no time at all", () => {
    const events = ledger([
      [60, "handoff_sent"],
      [60 * 24 + 60, "upstream_message"],
    ]);
    expect(hours(events, plus(OPENED, DAY + 2 * HOUR))).toEqual([2, 8, 0, 10]);
  });
});

const NEVER = { "first-response": [], "next-response": [], resolution: [], update: [] } as const;
const TYPES: readonly TurnEvent["type"][] = [
  "handoff_sent",
  "upstream_written",
  "upstream_withdrawn",
  "upstream_message",
  "handed_back",
  "handoff_closed",
  "handoff_failed",
];

test("ours, upstream's and the customer's sum up to the elapsed service time, whatever happened", () => {
  const minutes = fc.integer({ min: 0, max: 20_000 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.tuple(
      minutes,
      fc.constantFrom(...TYPES),
      fc.record({ escalation: fc.constantFrom("e", "f"), mail: fc.constantFrom("m", "n") }),
    ),
    fc.tuple(
      minutes,
      fc.constant("status"),
      fc.record({ to: fc.constantFrom("open", "waiting_customer", "waiting_vendor", "resolved") }),
    ),
    fc.tuple(minutes, fc.constant("severity"), fc.record({ to: fc.constantFrom("A", "B", "C") })),
    fc.tuple(minutes, fc.constant("plan"), fc.record({ to: fc.constantFrom("standard", "premium") })),
    fc.tuple(minutes, fc.constant("customer_message"), fc.constant({})),
  );
  const unpaused = {
    hours: clock.hours,
    agreement: (plan: string, severity: "A" | "B" | "C") => {
      const agreement = clock.agreement(plan, severity);
      return agreement && { ...agreement, pauseOn: NEVER };
    },
  };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), minutes, (steps, later) => {
      const events = ledger(steps.toSorted((a, b) => a[0] - b[0]));
      const asOf = plus(OPENED, later * MINUTE);
      const split = serviceSplit(events, clock, asOf)!;
      expect(split.oursMs + split.upstreamMs + split.customerMs).toBe(split.elapsedMs);
      expect(Math.min(split.oursMs, split.upstreamMs, split.customerMs)).toBeGreaterThanOrEqual(0);
      const resolution = foldTargets(clockEvents(events), unpaused, asOf).find(
        ({ kind }) => kind === "resolution",
      );
      expect(split.elapsedMs).toBe(resolution!.elapsedMs);
    }),
    { numRuns: 500 },
  );
});
