import { describe, expect, test } from "vitest";
import { secretExpiry } from "../../src/ops/secret-expiry.ts";
import { instant } from "../../src/values/instant.ts";

const END = instant("2027-03-01T00:00:00Z");

describe("the end of a secret", () => {
  test.each([
    ["a month and a moment before nothing is said", "2027-01-29T23:59:59.999Z", "fine", 31, []],
    ["thirty days before, to the moment, it is warned of", "2027-01-30T00:00:00Z", "soon", 30, [30]],
    [
      "a moment more than seven days before it is still the first warning",
      "2027-02-21T23:59:59.999Z",
      "soon",
      8,
      [30],
    ],
    ["seven days before it is warned of again", "2027-02-22T00:00:00Z", "soon", 7, [30, 7]],
    ["one day before it is warned of for the last time", "2027-02-28T00:00:00Z", "soon", 1, [30, 7, 1]],
    ["an hour before there is one begun day left", "2027-02-28T23:00:00Z", "soon", 1, [30, 7, 1]],
    ["at the very instant it has ended", "2027-03-01T00:00:00Z", "ended", 0, [30, 7, 1]],
    ["a year later it has ended all the same", "2028-03-01T00:00:00Z", "ended", 0, [30, 7, 1]],
  ])("%s", (_name, now, kind, daysLeft, reached) => {
    expect(secretExpiry(END, instant(now))).toEqual({ kind, daysLeft, reached });
  });
});
