import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boundsOf, dayBefore, dayOf, parseDay } from "../../src/ops/local-day.ts";
import { type ArrivedCount, proofOf, proofWords } from "../../src/ops/proof.ts";
import { DAY, fromMs, HOUR, instant, iso, plus } from "../../src/values/instant.ts";

const done = (disposition: string, n: number, role: ArrivedCount["role"] = "inbox"): ArrivedCount => ({
  role,
  state: "done",
  disposition,
  n,
});

describe("the proof in words", () => {
  test.each<[string, readonly ArrivedCount[], number, string]>([
    ["a day without mail", [], 0, "2026-12-03: 0 mails arrived, 0 accounted for. Unaccounted for now: 0."],
    [
      "one mail",
      [done("opened-ticket", 1)],
      0,
      "2026-12-03: 1 mail arrived, 1 accounted for: 1 opened a ticket. Unaccounted for now: 0.",
    ],
    [
      "the most frequent first, Junk told apart",
      [
        done("opened-ticket", 120),
        done("added-to-ticket", 188),
        done("suppressed", 3, "junk"),
        done("opened-ticket", 1, "junk"),
      ],
      0,
      "2026-12-03: 312 mails arrived, 312 accounted for: 188 were added to a ticket, 121 opened a ticket, 3 were refused. " +
        "4 of them in Junk: 3 were refused, 1 opened a ticket. Unaccounted for now: 0.",
    ],
    [
      "what is aside or in work is accounted for, and said",
      [
        { role: "inbox", state: "aside", disposition: "quarantined", n: 2 },
        { role: "inbox", state: "stored", disposition: null, n: 1 },
      ],
      0,
      "2026-12-03: 3 mails arrived, 3 accounted for: 2 wait in Quarantine, 1 is being worked on. Unaccounted for now: 0.",
    ],
    [
      "a mail that is done as nothing is not accounted for",
      [{ role: "inbox", state: "done", disposition: null, n: 1 }, done("command", 1)],
      1,
      "2026-12-03: 2 mails arrived, 1 accounted for: 1 was a command, 1 IS DONE AS NOTHING. " +
        "ATTENTION: 1 mail is unaccounted for now. Run: answerable reconcile",
    ],
    [
      "a disposition that these words do not know is told by its code",
      [done("of-tomorrow", 2)],
      0,
      "2026-12-03: 2 mails arrived, 2 accounted for: 2 of-tomorrow. Unaccounted for now: 0.",
    ],
  ])("%s", (_name, counts, unaccounted, expected) => {
    expect(proofWords(proofOf("2026-12-03", counts, unaccounted))).toBe(expected);
  });

  test("the parts add up to what arrived, in all folders and in Junk", () => {
    const count = fc.record<ArrivedCount>({
      role: fc.constantFrom("inbox", "junk", "sent"),
      state: fc.constantFrom("seen", "stored", "done", "aside"),
      disposition: fc.option(fc.constantFrom("opened-ticket", "command", "suppressed", "__proto__")),
      n: fc.nat(1000),
    });
    const sum = (parts: readonly { readonly n: number }[]): number =>
      parts.reduce((all, { n }) => all + n, 0);
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const { arrived, by, junk, accounted } = proofOf("2026-12-03", counts, 0);
        expect(sum(by)).toBe(arrived);
        expect(sum(junk.by)).toBe(junk.arrived);
        expect(arrived).toBe(sum(counts));
        expect(accounted).toBeLessThanOrEqual(arrived);
      }),
    );
  });
});

describe("the days there", () => {
  test.each([
    ["a winter's day in Lisbon", "2026-12-03", "Europe/Lisbon", "2026-12-03T00:00Z", 24],
    ["the day that clocks go forward", "2026-03-29", "Europe/Lisbon", "2026-03-29T00:00Z", 23],
    ["the day that clocks go back", "2026-10-25", "Europe/Lisbon", "2026-10-24T23:00Z", 25],
    ["a zone off by three quarters of an hour", "2026-12-03", "Asia/Kathmandu", "2026-12-02T18:15Z", 24],
    ["a day that has no midnight", "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z", 23],
    ["a day whose evening comes twice", "2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00Z", 25],
    ["the last day of a year, far east", "2026-12-31", "Pacific/Kiritimati", "2026-12-30T10:00Z", 24],
  ])("%s", (_name, day, zone, from, hours) => {
    const bounds = boundsOf(day, zone);
    expect(iso(bounds.from)).toBe(iso(instant(from)));
    expect(bounds.until - bounds.from).toBe(hours * HOUR);
  });

  test("every moment lies in the day that it is there, and in no other", () => {
    const zones = [
      "Europe/Lisbon",
      "America/Sao_Paulo",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "America/St_Johns",
    ];
    const moment = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) }).map(fromMs);
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const day = dayOf(at, zone);
        const { from, until } = boundsOf(day, zone);
        expect(at >= from && at < until).toBe(true);
        expect(boundsOf(dayBefore(day), zone).until).toBe(from);
        expect(dayOf(plus(from, -1), zone)).toBe(dayBefore(day));
        expect(until - from).toBeLessThanOrEqual(DAY + HOUR);
      }),
    );
  });

  test.each([
    ["2026-12-03", "2026-12-03"],
    ["2026-02-30", null],
    ["2026-13-01", null],
    ["3 Dec 2026", null],
    ["2026-12-03T10:00Z", null],
  ])("%s is read as %s", (text, day) => expect(parseDay(text)).toBe(day));
});
