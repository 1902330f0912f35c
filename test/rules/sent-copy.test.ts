import { expect, test } from "vitest";
import { copyAgain, sentCopyMode } from "../../src/outbound/sent-copy.ts";
import { instant, MINUTE, plus } from "../../src/values/instant.ts";

type Facts = Parameters<typeof sentCopyMode>[0];

test.each<[string, Partial<Facts>, string]>([
  ["Exchange Online stores what is submitted", { provider: "microsoft365" }, "server"],
  ["so does Google", { provider: "google" }, "server"],
  ["another server is not expected to", { provider: "generic" }, "append"],
  ["unless it was seen to", { provider: "generic", byServer: true }, "server"],
  ["one that was seen not to is helped", { provider: "google", byServer: false }, "append"],
  ["settings win over what was seen", { provider: "google", byServer: false, wanted: "none" }, "none"],
  ["the sandbox needs none", { provider: "sandbox" }, "none"],
])("%s", (_name, facts, mode) => {
  expect(sentCopyMode({ wanted: null, byServer: null, provider: "generic", ...facts })).toBe(mode);
});

test("a copy is tried seven times more, ever more seldom, and then given up", () => {
  const now = instant("2026-12-03T10:00:00Z");
  expect(copyAgain(1, now)).toBe(plus(now, MINUTE));
  const waits = Array.from({ length: 7 }, (_, i) => copyAgain(i + 1, now)!);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(copyAgain(8, now)).toBeNull();
});
