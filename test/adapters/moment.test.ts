import { expect, test } from "vitest";
import { readMoment } from "../../src/adapters/cli/moment.ts";
import { instant } from "../../src/values/instant.ts";

test.each([
  ["2026-12-24T18:00Z", "2026-12-24T18:00Z"],
  ["2026-12-24T18:00:30.5Z", "2026-12-24T18:00:30.5Z"],
  ["2026-12-24T18:00+01:00", "2026-12-24T17:00Z"],
  ["2028-02-29T00:00Z", "2028-02-29T00:00Z"],
])("%s is a moment", (text, is) => {
  expect(readMoment(text)).toBe(instant(is));
});

test.each([
  ["without a zone it would be another on each machine", "2026-12-24T18:00"],
  ["a day is none", "2026-12-24"],
  ["a day that is not on the calendar", "2026-02-30T18:00Z"],
  ["an hour that is not on the clock", "2026-12-24T25:00Z"],
  ["words", "tomorrow"],
  ["more than a moment", "2026-12-24T18:00Z or so"],
])("%s: no moment", (_why, text) => {
  expect(readMoment(text)).toBeNull();
});
