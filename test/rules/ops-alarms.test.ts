import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALARM_CODES,
  alarmWords,
  type Condition,
  conditionsOf,
  type OpenAlarm,
  stepAlarms,
  type WatchedFacts,
} from "../../src/ops/alarms.ts";
import { DAY, type Instant, instant, MINUTE, plus } from "../../src/values/instant.ts";

const NOW = instant("2026-12-03T10:00Z");
const ago = (ms: number): Instant => plus(NOW, -ms);
const WELL: WatchedFacts = {
  unaccounted: 0,
  aside: 0,
  troubledAnswers: 0,
  folders: [{ id: "f1", lastSyncAt: ago(MINUTE) }],
  relayAt: ago(5000),
  secrets: [],
  beganAt: ago(DAY),
};
const LATE_MS = 10 * MINUTE;
const condition = (code: Condition["code"], subject = "", count = 1): Condition => ({ code, subject, count });

describe("what is the matter", () => {
  test.each<[string, Partial<WatchedFacts>, readonly Condition[]]>([
    ["nothing, on a desk that is well", {}, []],
    ["mails unaccounted for", { unaccounted: 3 }, [condition("unaccounted", "", 3)]],
    ["mails aside", { aside: 2 }, [condition("mails-aside", "", 2)]],
    ["answers in trouble", { troubledAnswers: 1 }, [condition("answers-in-trouble", "", 1)]],
    [
      "not a folder read exactly as long ago as is allowed",
      { folders: [{ id: "f1", lastSyncAt: ago(LATE_MS) }] },
      [],
    ],
    [
      "a folder read a moment longer ago",
      { folders: [{ id: "f1", lastSyncAt: ago(LATE_MS + 1) }] },
      [condition("folder-not-read", "f1", 10)],
    ],
    [
      "a folder that was never read, once the desk is old enough",
      { folders: [{ id: "f1", lastSyncAt: null }] },
      [condition("folder-not-read", "f1", 1440)],
    ],
    [
      "not a folder of a desk that just began",
      { folders: [{ id: "f1", lastSyncAt: null }], beganAt: NOW },
      [],
    ],
    ["not a relay that ran a minute ago", { relayAt: ago(MINUTE) }, []],
    ["a relay that ran longer ago", { relayAt: ago(3 * MINUTE) }, [condition("relay-stopped", "", 3)]],
    ["a relay that never ran", { relayAt: null }, [condition("relay-stopped", "", 1440)]],
    [
      "an entitlement that ends in 90 days, not one that ends in 91",
      {
        entitlements: [
          { subject: "v 1", endsAt: plus(NOW, 90 * DAY), units: null, left: null },
          { subject: "v 2", endsAt: plus(NOW, 91 * DAY), units: null, left: null },
        ],
      },
      [condition("entitlement-expires", "v 1.90", 90)],
    ],
    [
      "an entitlement that ends in 7 days, at every threshold",
      { entitlements: [{ subject: "v", endsAt: plus(NOW, 7 * DAY), units: null, left: null }] },
      [90, 30, 7].map((days) => condition("entitlement-expires", `v.${days}`, 7)),
    ],
    [
      "not an entitlement that has ended",
      { entitlements: [{ subject: "v", endsAt: NOW, units: null, left: null }] },
      [],
    ],
    [
      "a fifth of the units, one unit, none; not more",
      {
        entitlements: [
          { subject: "a", endsAt: null, units: 50, left: 10 },
          { subject: "b", endsAt: null, units: 50, left: 11 },
          { subject: "c", endsAt: null, units: 2, left: 1 },
          { subject: "d", endsAt: null, units: 5, left: 0 },
        ],
      },
      [
        condition("entitlement-low", "a", 10),
        condition("entitlement-low", "c", 1),
        condition("entitlement-low", "d", 0),
      ],
    ],
    ["not a secret with 31 days left", { secrets: [{ subject: "m1", expiresAt: plus(NOW, 31 * DAY) }] }, []],
    [
      "a secret with 30 days left",
      { secrets: [{ subject: "m1", expiresAt: plus(NOW, 30 * DAY) }] },
      [condition("secret-expires", "m1.30", 30)],
    ],
    [
      "a secret with six and a half days left: two of three",
      { secrets: [{ subject: "m1", expiresAt: plus(NOW, 6.5 * DAY) }] },
      [condition("secret-expires", "m1.30", 7), condition("secret-expires", "m1.7", 7)],
    ],
    [
      "a secret that is over",
      { secrets: [{ subject: "m1", expiresAt: ago(DAY) }] },
      [30, 7, 1].map((days) => condition("secret-expires", `m1.${days}`, 0)),
    ],
  ])("%s", (_name, facts, expected) => {
    expect(conditionsOf({ ...WELL, ...facts }, LATE_MS, NOW)).toEqual(expected);
  });
});

const open = (code: Condition["code"], seenAt: Instant, beganAt: Instant | null, count = 1): OpenAlarm => ({
  ...condition(code, "", count),
  id: `a-${code}`,
  seenAt,
  beganAt,
});

describe("what becomes of alarms", () => {
  const none = { appear: [], begin: [], recount: [], end: [], drop: [] };
  test.each<[string, readonly OpenAlarm[], readonly Condition[], object]>([
    ["nothing is open and nothing is the matter", [], [], none],
    [
      "what needs no time begins as it appears",
      [],
      [condition("mails-aside")],
      { appear: [{ begins: true }] },
    ],
    [
      "what needs time only appears",
      [],
      [condition("unaccounted")],
      { appear: [{ begins: false }], begin: [] },
    ],
    [
      "ten minutes less a moment is too young to be told",
      [open("unaccounted", ago(10 * MINUTE - 1), null)],
      [condition("unaccounted")],
      none,
    ],
    [
      "ten minutes is old enough",
      [open("unaccounted", ago(10 * MINUTE), null)],
      [condition("unaccounted")],
      { begin: [{ id: "a-unaccounted", beganAt: NOW }] },
    ],
    [
      "a relay that stood still while the desk was switched off, and runs before a minute is over",
      [open("relay-stopped", ago(MINUTE - 1), null)],
      [],
      { begin: [], end: [], drop: [{}] },
    ],
    [
      "a folder that nobody reads for two minutes more",
      [open("folder-not-read", ago(2 * MINUTE), null)],
      [condition("folder-not-read")],
      { begin: [{}] },
    ],
    [
      "what was told is not told again",
      [open("mails-aside", ago(DAY), ago(DAY))],
      [condition("mails-aside")],
      none,
    ],
    [
      "another count is written down and not told",
      [open("mails-aside", ago(DAY), ago(DAY))],
      [condition("mails-aside", "", 4)],
      { ...none, recount: [{ id: "a-mails-aside", count: 4 }] },
    ],
    [
      "what was told and is over is told",
      [open("mails-aside", ago(DAY), ago(DAY))],
      [],
      { end: [{}], drop: [] },
    ],
    [
      "what was over before it was told is forgotten",
      [open("unaccounted", ago(MINUTE), null)],
      [],
      { end: [], drop: [{}] },
    ],
  ])("%s", (_name, alarms, conditions, expected) => {
    expect(stepAlarms(alarms, conditions, NOW)).toMatchObject(expected);
  });

  test("whatever happens, a matter's beginnings and ends are told in turn, and one is open at most", () => {
    const rounds = fc.array(fc.uniqueArray(fc.constantFrom(...ALARM_CODES), { maxLength: 6 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(rounds, fc.integer({ min: 1, max: 15 }), (holding, everyMin) => {
        let alarms: readonly OpenAlarm[] = [];
        const told = new Map<string, string>();
        const tell = (code: string, phase: string): void => {
          expect(told.get(code) ?? "ends").not.toBe(phase);
          told.set(code, phase);
        };
        holding.forEach((codes, n) => {
          const now = plus(NOW, n * everyMin * MINUTE);
          const step = stepAlarms(
            alarms,
            codes.map((code) => condition(code)),
            now,
          );
          for (const { code } of step.appear.filter(({ begins }) => begins)) tell(code, "begins");
          for (const { code } of step.begin) tell(code, "begins");
          for (const { code } of step.end) tell(code, "ends");
          const gone = new Set([...step.end, ...step.drop].map(({ id }) => id));
          const begun = new Set(step.begin.map(({ id }) => id));
          alarms = [
            ...alarms
              .filter(({ id }) => !gone.has(id))
              .map((alarm) => (begun.has(alarm.id) ? { ...alarm, beganAt: now } : alarm)),
            ...step.appear.map((one) => ({
              ...open(one.code, now, one.begins ? now : null),
              id: `${one.code}.${n}`,
            })),
          ];
          expect(new Set(alarms.map(({ code }) => code)).size).toBe(alarms.length);
        });
      }),
    );
  });
});

test.each(ALARM_CODES)("%s is told in one line, at its beginning with a count and at its end", (code) => {
  for (const n of [0, 1, 12]) {
    expect(alarmWords("begins", condition(code, "m1.7", n))).toMatch(/^[A-Z0-9].*$/);
    expect(alarmWords("begins", condition(code, "m1.7", n))).toContain(String(n));
  }
  expect(alarmWords("ends", condition(code, "m1.7"))).toMatch(/^[A-Z].*\.$/);
});
