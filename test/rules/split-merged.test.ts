import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serviceTimeBetween } from "../../src/service-hours/arithmetic.ts";
import type { ActContext } from "../../src/tickets/acts/act.ts";
import { merge, unmerge } from "../../src/tickets/acts/merge.ts";
import { serviceSplit } from "../../src/tickets/handoff/service-split.ts";
import type { HandoffRow } from "../../src/tickets/handoff-rows.ts";
import { type NewEvent, writeDown } from "../../src/tickets/ledger.ts";
import type { EventRow } from "../../src/tickets/rows.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";
import { handoffDetail } from "../support/handoffs.ts";
import { lead, mint, OPENED, opened, promisesOf } from "../support/ticket-state.ts";

const promises = promisesOf();
const { clock } = promises;
const hours = clock.hours(clock.agreement("standard", "B")!.calendar);

/** #1001, which stays, and #1002, which has handed an issue on; and whatever is done to them, by the rules that do it. */
function twoTickets() {
  const base = opened(promises);
  const handoff: HandoffRow = {
    ...{ id: "e", ticketId: "s", state: "sent", vehicle: null, to: "night-desk", because: "", legId: "u" },
    ...{
      detail: handoffDetail("night-desk", "ben", OPENED),
      createdAt: OPENED,
      sentAt: OPENED,
      reminders: 0,
    },
    ...{ expectedAt: null, answeredAt: null, endedAt: null, dueAt: null, generation: 1, numbers: [] },
  };
  const events = { t: base.events, s: base.events.map((event) => ({ ...event, ticketId: "s" })) };
  let merged = false;
  let state: HandoffRow["state"] = "prepared";
  let now: Instant = OPENED;
  const stateOf = (id: "t" | "s"): TicketState => ({
    ...base,
    ticket: {
      ...base.ticket,
      id,
      number: id === "t" ? 1001 : 1002,
      mergedInto: id === "s" && merged ? "t" : null,
    },
    events: events[id],
    handoffs: id === "s" || merged ? [{ ...handoff, state }] : [],
  });
  const contextOf = (id: "t" | "s"): ActContext => {
    const tickets = new Map(
      (["t", "s"] as const).map((one) => [one === "t" ? 1001 : 1002, { state: stateOf(one), promises }]),
    );
    const mail = { receivedAt: now, agent: lead, world: { tickets } } as unknown as ActContext["mail"];
    return { mail, state: stateOf(id), promises, mint, now, legId: "l", answered: false };
  };
  const add = (id: "t" | "s", added: readonly EventRow[]): void => {
    events[id] = [...events[id], ...added];
  };
  const write = (id: "t" | "s", added: readonly NewEvent[]): void =>
    add(id, writeDown(id, events[id], now, added));
  const act = (done: ReturnType<typeof merge>, here: "t" | "s", there: "t" | "s"): void => {
    if (done.kind === "refused") throw new Error(done.because);
    write(here, done.events ?? []);
    add(there, done.decision?.events ?? []);
  };
  return {
    at: (minutes: number) => {
      now = plus(OPENED, minutes * MINUTE);
    },
    /** Something of the handoff, on the ticket in which it goes on. */
    turn: (type: string, to: HandoffRow["state"], mail: string | null = null) => {
      state = to;
      write(merged ? "t" : "s", [
        { at: now, type, actor: "desk", because: "", data: { escalation: "e", mail } },
      ]);
    },
    status: (id: "t" | "s", to: string) =>
      write(id, [{ at: now, type: "status", actor: "agent", because: "", data: { to } }]),
    merge: () => {
      if (merged) return;
      act(merge("1001", contextOf("s")), "s", "t");
      merged = true;
    },
    unmerge: () => {
      if (!merged) return;
      act(unmerge("1002", contextOf("t")), "t", "s");
      merged = false;
    },
    split: (id: "t" | "s", asOf: Instant) => serviceSplit(events[id], clock, asOf)!,
    isMerged: () => merged,
  };
}

const inHours = (split: ReturnType<ReturnType<typeof twoTickets>["split"]>) =>
  [split.oursMs, split.upstreamMs, split.customerMs, split.elapsedMs].map((ms) => ms / HOUR);

describe("whose time it was, of tickets that were merged", () => {
  const noon = plus(OPENED, 3 * HOUR);

  test("theirs until the merge stays on the ticket that goes, and from the merge on is that of the one that stays", () => {
    const two = twoTickets();
    two.at(30);
    two.turn("handoff_sent", "sent", "m");
    two.at(90);
    two.merge();
    expect(inHours(two.split("s", noon))).toEqual([0.5, 1, 0, 1.5]);
    expect(inHours(two.split("t", noon))).toEqual([1.5, 1.5, 0, 3]);
  });

  test("what they had answered before is ours, and their answer after it ends their turn there", () => {
    const two = twoTickets();
    two.at(30);
    two.turn("handoff_sent", "sent");
    two.at(60);
    two.turn("upstream_message", "answered");
    two.at(90);
    two.merge();
    expect(inHours(two.split("t", noon))).toEqual([3, 0, 0, 3]);
    two.at(120);
    two.turn("upstream_written", "sent", "n");
    two.at(150);
    two.turn("upstream_message", "answered");
    expect(inHours(two.split("t", noon))).toEqual([2.5, 0.5, 0, 3]);
  });

  test("taken back, all of it is on its own ticket again, also what was their turn meanwhile", () => {
    const two = twoTickets();
    two.at(30);
    two.turn("handoff_sent", "sent");
    two.at(60);
    two.merge();
    two.at(90);
    two.turn("upstream_message", "answered");
    two.at(120);
    two.unmerge();
    expect(inHours(two.split("s", noon))).toEqual([2, 1, 0, 3]);
    expect(inHours(two.split("t", noon))).toEqual([3, 0, 0, 3]);
  });

  test("a packet that comes back after the merge never was their turn on the ticket that stays", () => {
    const two = twoTickets();
    two.at(30);
    two.turn("handoff_sent", "sent", "m");
    two.at(60);
    two.merge();
    two.at(120);
    two.turn("handoff_failed", "failed", "m");
    expect(inHours(two.split("t", noon))).toEqual([3, 0, 0, 3]);
  });
});

const STEPS = {
  sent: ["handoff_sent", "sent"],
  written: ["upstream_written", "sent"],
  answered: ["upstream_message", "answered"],
  back: ["handed_back", "handed-back"],
} as const;
const WAITS = {
  waits: "waiting_customer",
  vendor: "waiting_vendor",
  open: "open",
  resolved: "resolved",
} as const;
const minutes = fc.integer({ min: 1, max: 12_000 });
const kinds = [...Object.keys(STEPS), "merge", "unmerge"] as (keyof typeof STEPS | "merge" | "unmerge")[];
const history = fc.array(fc.tuple(minutes, fc.constantFrom(...kinds)), { maxLength: 20 });
const inOrder = <T extends readonly [number, ...unknown[]]>(steps: readonly T[]): readonly T[] =>
  [...new Map(steps.map((step) => [step[0], step])).values()].toSorted((a, b) => a[0] - b[0]);

test("upstream's time is on the one ticket or the other, never on both and never lost, however often they are merged and parted", () => {
  fc.assert(
    fc.property(history, minutes, (steps, later) => {
      const two = twoTickets();
      const turns: { from: Instant; theirs: boolean }[] = [];
      let mergedAt: Instant | null = null;
      let over = false;
      const asOf = plus(OPENED, (12_000 + later) * MINUTE);
      for (const [minute, kind] of inOrder(steps)) {
        two.at(minute);
        const at = plus(OPENED, minute * MINUTE);
        if (kind === "merge") {
          if (!two.isMerged()) mergedAt = at;
          two.merge();
        } else if (kind === "unmerge") {
          two.unmerge();
          mergedAt = null;
        } else if (!over) {
          two.turn(STEPS[kind][0], STEPS[kind][1]);
          turns.push({ from: at, theirs: STEPS[kind][1] === "sent" });
          // What was handed back is not closed here by its state alone: a merge must not wake it.
          over = kind === "back";
        }
      }
      const theirsIn = (from: Instant, to: Instant): number =>
        turns
          .map((turn, n) => ({ ...turn, to: turns[n + 1]?.from ?? asOf }))
          .filter(({ theirs }) => theirs)
          .map((turn) => [Math.max(from, turn.from), Math.min(to, turn.to)] as [Instant, Instant])
          .reduce((sum, [a, b]) => (b > a ? sum + serviceTimeBetween(hours, a, b) : sum), 0);
      const until = mergedAt ?? asOf;
      expect(two.split("s", asOf).upstreamMs).toBe(theirsIn(OPENED, until));
      expect(two.split("t", asOf).upstreamMs).toBe(mergedAt === null ? 0 : theirsIn(mergedAt, asOf));
      expect(two.split("s", asOf).elapsedMs).toBe(serviceTimeBetween(hours, OPENED, until));
    }),
    { numRuns: 300 },
  );
});

test("the three sides sum up to the elapsed service time of either ticket, whatever happened to both", () => {
  const more = fc.oneof(
    fc.constantFrom(...kinds),
    fc.constantFrom("failed", "withdrawn", "waits", "vendor", "open", "resolved"),
  );
  const steps = fc.array(
    fc.tuple(minutes, more, fc.constantFrom("m", "n", null), fc.constantFrom("t", "s")),
    {
      maxLength: 25,
    },
  );
  fc.assert(
    fc.property(steps, minutes, (all, later) => {
      const two = twoTickets();
      for (const [minute, kind, mail, id] of inOrder(all)) {
        two.at(minute);
        if (kind === "merge") two.merge();
        else if (kind === "unmerge") two.unmerge();
        else if (kind === "failed") two.turn("handoff_failed", "failed", mail);
        else if (kind === "withdrawn") two.turn("upstream_withdrawn", "answered", mail);
        else if (kind in WAITS) two.status(id, WAITS[kind as keyof typeof WAITS]);
        else {
          const [type, state] = STEPS[kind as keyof typeof STEPS];
          two.turn(type, state, mail);
        }
      }
      for (const id of ["t", "s"] as const) {
        const split = two.split(id, plus(OPENED, later * MINUTE));
        expect(split.oursMs + split.upstreamMs + split.customerMs).toBe(split.elapsedMs);
        expect(Math.min(split.oursMs, split.upstreamMs, split.customerMs)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 300 },
  );
});
