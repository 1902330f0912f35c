import { describe, expect, test } from "vitest";
import type { TargetKind } from "../../src/sla/event.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { nextWake, type Rung, rungsFor, wake } from "../../src/sla/wake.ts";
import { HOUR, iso } from "../../src/values/instant.ts";
import { desk, on, ticket } from "../support/clock-desk.ts";

const rung = (name: string, at: Rung["at"], only: Partial<Rung> = {}): Rung => ({
  name,
  at,
  tell: ["lead"],
  severities: null,
  targets: null,
  plans: null,
  ...only,
});
const LADDER = [
  rung("75%", { kind: "percent", percent: 75 }),
  rung("breach", { kind: "breach", afterMs: 0 }),
  rung("breach+4h", { kind: "breach", afterMs: 4 * HOUR }),
];

function target(events: readonly string[], now: string, kind: TargetKind = "first-response") {
  return foldTargets(ticket(events), desk, on(now)).find((each) => each.kind === kind)!;
}

/** `tell NAME`, `early UNTIL` or `stale`. */
function woken(events: readonly string[], now: string, told: readonly string[] = []): string {
  const folded = target(events, now);
  const what = wake(folded, LADDER, new Set(told), desk.hours(folded.calendar), on(now));
  if (what.kind === "tell") return `tell ${what.rung.name} of ${what.passed.join(" ")}`;
  return what.kind === "early" ? `early ${iso(what.wakeAt).slice(8, 23)}` : "stale";
}

function waits(events: readonly string[], now: string, told: readonly string[] = []): string | null {
  const folded = target(events, now);
  const at = nextWake(folded, LADDER, new Set(told), desk.hours(folded.calendar), on(now));
  return at === null ? null : iso(at).slice(8, 23);
}

const MORNING = ["12T09:00 created B"];
const NOON = ["12T13:00 created B"];

describe("the next wake", () => {
  test.each<[string, readonly string[], string, readonly string[], string | null]>([
    ["is at the first point not yet told", MORNING, "12T09:30", [], "12T12:00:00.000"],
    ["after a warning, just after the target is exceeded", MORNING, "12T12:00", ["75%"], "12T13:00:00.001"],
    [
      "after the breach, at the next point beyond it",
      MORNING,
      "12T13:01",
      ["75%", "breach"],
      "13T09:00:00.001",
    ],
    [
      "zammad#2157: a target due at closing is told at the next opening",
      NOON,
      "12T16:30",
      ["75%"],
      "13T09:00:00.001",
    ],
    ["zammad#4432: on no weekend", ["16T14:00 created B"], "16T16:30", [], "19T09:00:00.000"],
    ["zammad#3523: a point that was passed is told now", MORNING, "12T14:00", [], "12T14:00:00.000"],
    ["GLPI PR#22678: or at the next opening, not at 00:00", MORNING, "12T23:00", [], "13T09:00:00.000"],
    ["nothing is left to wait for", MORNING, "13T12:00", ["75%", "breach", "breach+4h"], null],
    [
      "GLPI#24481: none while an answer is on its way",
      [...MORNING, "12T10:00 reply m provisional"],
      "12T11:00",
      [],
      null,
    ],
    ["none once it ended", [...MORNING, "12T10:00 reply"], "12T11:00", [], null],
    [
      "none of a ticket that was merged away (zammad#904)",
      [...MORNING, "12T10:00 cancelled merged"],
      "12T11:00",
      [],
      null,
    ],
    ["none where nothing is promised", [...MORNING, "12T10:00 plan basic"], "12T11:00", [], null],
  ])("%s", (_name, events, now, told, expected) => {
    expect(waits(events, now, told)).toBe(expected);
  });

  test("GLPI#24481: a paused target wakes nobody", () => {
    const paused = target(
      ["12T09:00 created B", "12T10:00 status waiting_customer"],
      "30T10:00",
      "resolution",
    );
    expect(nextWake(paused, LADDER, new Set(), desk.hours("office"), on("30T10:00"))).toBeNull();
  });
});

describe("a timer that has gone off", () => {
  test.each<[string, readonly string[], string, readonly string[], string]>([
    ["tells the warning it was set for", MORNING, "12T12:00", [], "tell 75% of 75%"],
    ["a second early it goes back to sleep", MORNING, "12T11:59:59", [], "early 12T12:00:00.000"],
    [
      "exactly at the end of the promise nothing is missed yet",
      MORNING,
      "12T13:00",
      ["75%"],
      "early 12T13:00:00.001",
    ],
    ["a second later it is", MORNING, "12T13:00:01", ["75%"], "tell breach of breach"],
    [
      "GLPI#1996 and #2408: told once, it tells no more",
      MORNING,
      "12T13:00:01",
      ["75%", "breach"],
      "early 13T09:00:00.001",
    ],
    [
      "late, it tells only the highest point, and counts those below as told",
      MORNING,
      "12T14:00",
      [],
      "tell breach of 75% breach",
    ],
    ["very late, the same", MORNING, "13T10:00", [], "tell breach+4h of 75% breach breach+4h"],
    ["zammad#2157: at midnight it waits for the opening", MORNING, "13T00:00", [], "early 13T09:00:00.000"],
    ["for a target that has ended it does nothing", [...MORNING, "12T10:00 reply"], "12T14:00", [], "stale"],
    [
      "nor while the answer is on its way",
      [...MORNING, "12T12:30 reply m provisional"],
      "12T14:00",
      [],
      "stale",
    ],
    [
      "if that failed, it tells",
      [...MORNING, "12T12:30 reply m provisional", "12T13:30 failed m"],
      "12T14:00",
      [],
      "tell breach of 75% breach",
    ],
    [
      "GLPI#15429: by the hours of its calendar, not at creation",
      ["12T16:00 created B"],
      "12T16:30",
      [],
      "early 13T11:00:00.000",
    ],
    [
      "a goal that shrank below what elapsed is told at once",
      ["12T09:00 created C", "12T14:00 severity B"],
      "12T14:00",
      [],
      "tell breach of 75% breach",
    ],
  ])("%s", (_name, events, now, told, expected) => {
    expect(woken(events, now, told)).toBe(expected);
  });
});

test("a rung may be meant for some severities and targets only", () => {
  const ladder = [
    rung("a", { kind: "percent", percent: 50 }, { severities: ["A"] }),
    rung("r", { kind: "percent", percent: 50 }, { targets: ["resolution"] }),
    rung("all", { kind: "percent", percent: 50 }),
  ];
  const names = (kind: TargetKind, severity: "A" | "B"): readonly string[] =>
    rungsFor(ladder, target(MORNING, "12T09:30", kind), { severity, plan: "standard" }).map(
      ({ name }) => name,
    );
  expect(names("first-response", "A")).toEqual(["a", "all"]);
  expect(names("resolution", "B")).toEqual(["r", "all"]);
});
