import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localField, localInstant } from "../../src/ops/local-instant.ts";
import { fromMs, instant, iso } from "../../src/values/instant.ts";

describe("a wall-clock time of a form", () => {
  test.each([
    ["in winter", "2026-12-24T15:00", "Europe/Lisbon", "2026-12-24T15:00Z"],
    ["in summer", "2026-07-01T15:00", "Europe/Lisbon", "2026-07-01T14:00Z"],
    ["west of Greenwich", "2026-07-01T15:00", "America/Sao_Paulo", "2026-07-01T18:00Z"],
    ["some hours after the clocks went forward", "2026-03-29T09:00", "Europe/Lisbon", "2026-03-29T08:00Z"],
    [
      "that is skipped is as much later as the jump",
      "2026-03-29T01:30",
      "Europe/Lisbon",
      "2026-03-29T01:30Z",
    ],
    ["that happens twice is the first", "2026-10-25T01:30", "Europe/Lisbon", "2026-10-25T00:30Z"],
    ["an hour after both", "2026-10-25T02:30", "Europe/Lisbon", "2026-10-25T02:30Z"],
  ])("%s", (_name, text, zone, expected) =>
    expect(iso(localInstant(text, zone)!)).toBe(iso(instant(expected))),
  );

  test.each(["", "tomorrow", "2026-13-01T10:00", "2026-12-24", "1066-10-14T09:00", "2026-12-24T15:00Z"])(
    "%j is none",
    (text) => expect(localInstant(text, "Europe/Lisbon")).toBe(null),
  );

  test("what a field shows reads as the same minute, but for an hour that happens twice", () => {
    const zones = fc.constantFrom(
      "Europe/Lisbon",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "America/St_Johns",
    );
    const minutes = fc.integer({ min: 365 * 24 * 60, max: 72 * 365 * 24 * 60 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const field = localField(fromMs(minute * 60_000), zone);
        expect(localField(localInstant(field, zone)!, zone)).toBe(field);
      }),
    );
  });
});
