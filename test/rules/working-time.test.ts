import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csv } from "../../src/adapters/cli/print.ts";
import { readWorkingTime, sayMinutes } from "../../src/commands/working-time.ts";

describe("#time", () => {
  test.each([
    ["minutes", "25m", 25, ""],
    ["minutes in words", "90 min", 90, ""],
    ["minutes with a note", "25m looked at the log", 25, "looked at the log"],
    ["a note after a dash", "25 minutes - call with Eva", 25, "call with Eva"],
    ["an hour", "1h", 60, ""],
    ["hours in another language", "2 horas", 120, ""],
    ["hours and minutes", "1h30", 90, ""],
    ["hours and minutes with both units", "1 h 30 min", 90, ""],
    ["hours and minutes with a note", "1h30 read 40 logs", 90, "read 40 logs"],
    ["an hour and a note that begins with a number and a word", "1h 40 logs", 60, "40 logs"],
    ["as a clock has it", "1:30", 90, ""],
    ["a decimal point", "1.5h", 90, ""],
    ["a decimal comma", "0,25 h", 15, ""],
    ["a correction", "-10m", -10, ""],
    ["a correction with a real minus", "−1h30 counted twice", -90, "counted twice"],
    ["a whole day, exactly", "24h", 1440, ""],
    ["in capitals", "25 MIN", 25, ""],
  ])("%s", (_name, text, minutes, note) => {
    expect(readWorkingTime(text)).toEqual({ kind: "time", minutes, note });
  });

  test.each([
    ["nothing", "", "#time takes 25m"],
    ["a number without a unit", "25", "#time takes 25m"],
    ["words", "a while", "#time takes 25m"],
    ["another unit", "25 days", "#time takes 25m"],
    ["a unit that goes on", "25meetings", "#time takes 25m"],
    ["no time at all", "0m", "no time at all"],
    ["a minute more than a day", "24h01", "more than 24 hours"],
    ["a number without end", "99999999999999999m", "#time takes 25m"],
    ["a clock with seconds", "1:30:00", "#time takes 25m"],
    ["not a number", "NaNm", "#time takes 25m"],
  ])("%s is refused", (_name, text, because) => {
    expect(readWorkingTime(text)).toMatchObject({
      kind: "refused",
      because: expect.stringContaining(because),
    });
  });

  test("what is said can be written again, and any text ends in whole minutes within a day or in a refusal", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1440, max: 1440 }), (minutes) => {
        fc.pre(minutes !== 0);
        expect(readWorkingTime(sayMinutes(minutes))).toMatchObject({ minutes });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const read = readWorkingTime(text);
        expect(
          read.kind === "refused" || (Number.isInteger(read.minutes) && Math.abs(read.minutes) <= 1440),
        ).toBe(true);
      }),
    );
    expect(readWorkingTime(`1h ${"x".repeat(100_000)}`)).toMatchObject({ note: "x".repeat(500) });
  });
});

test.each([
  ["a formula", "=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["a correction stays a number", "-10", "-10"],
  ["a comma and quotes", 'a, "b"', '"a, ""b"""'],
])("CSV: %s", (_name, cell, expected) => expect(csv([[cell]])).toBe(expected));
