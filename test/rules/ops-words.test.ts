import { describe, expect, test } from "vitest";
import { dueChart } from "../../src/ops/due-chart.ts";
import { folderHealth } from "../../src/ops/folder-health.ts";
import { type PromiseRow, usedShare, viewPromise } from "../../src/ops/promise.ts";
import { ago, moment, span, startOfHour } from "../../src/ops/words.ts";
import { fileSize } from "../../src/values/file-size.ts";
import { DAY, HOUR, instant, iso, MINUTE, plus, SECOND } from "../../src/values/instant.ts";

const NOW = instant("2026-11-24T12:30:00Z");

describe("a length of time is told in two units and never rounded up", () => {
  test.each([
    ["nothing", 0, "under 1 min"],
    ["a second short of a minute", MINUTE - 1, "under 1 min"],
    ["a minute sharp", MINUTE, "1 min"],
    ["a second short of an hour", HOUR - SECOND, "59 min"],
    ["an hour sharp", HOUR, "1 h"],
    ["an hour and a half minute", HOUR + 30 * SECOND, "1 h"],
    ["two hours ten", 2 * HOUR + 10 * MINUTE, "2 h 10 min"],
    ["a second short of a day", DAY - SECOND, "23 h 59 min"],
    ["a day sharp", DAY, "1 d"],
    ["days and hours", 3 * DAY + 4 * HOUR + 59 * MINUTE, "3 d 4 h"],
    ["the sign does not matter", -25 * MINUTE, "25 min"],
  ])("%s", (_name, ms, words) => expect(span(ms)).toBe(words));

  test("the past and the future read differently", () => {
    expect(ago(plus(NOW, -30 * SECOND), NOW)).toBe("just now");
    expect(ago(plus(NOW, -MINUTE), NOW)).toBe("1 min ago");
    expect(ago(plus(NOW, 3 * MINUTE), NOW)).toBe("in 3 min");
  });
});

describe("a moment is told as short as its distance allows", () => {
  test.each([
    ["later today", "2026-11-24T15:00Z", "Europe/Lisbon", "today 15:00"],
    ["already tomorrow in Tokyo", "2026-11-24T15:00Z", "Asia/Tokyo", "tomorrow 00:00"],
    ["yesterday", "2026-11-23T09:00Z", "Europe/Lisbon", "yesterday 09:00"],
    ["within six days by weekday", "2026-11-27T09:05Z", "Europe/Lisbon", "Fri 09:05"],
    ["last week by date, not by weekday", "2026-11-20T09:05Z", "Europe/Lisbon", "20 Nov 09:05"],
    ["far ahead", "2026-12-24T09:00Z", "Europe/Lisbon", "24 Dec 09:00"],
    ["another year", "2027-01-04T09:00Z", "Europe/Lisbon", "4 Jan 2027 09:00"],
  ])("%s", (_name, at, zone, words) => expect(moment(instant(at), zone, NOW)).toBe(words));

  test.each([
    ["a zone of whole hours", "2026-11-24T12:30:05Z", "Europe/Lisbon", "2026-11-24T12:00:00.000Z"],
    ["a zone off by half an hour", "2026-11-24T12:45:00Z", "Asia/Kolkata", "2026-11-24T12:30:00.000Z"],
    ["exactly on the hour", "2026-11-24T12:00:00Z", "Europe/Lisbon", "2026-11-24T12:00:00.000Z"],
  ])("the hour begins in %s", (_name, at, zone, start) =>
    expect(iso(startOfHour(instant(at), zone))).toBe(start),
  );

  test.each([
    [999, "999 B"],
    [2311, "2 KB"],
    [48_000_000, "48.0 MB"],
  ])("%d bytes are %s", (bytes, words) => expect(fileSize(bytes)).toBe(words));
});

const running = (minutes: number, breachMinutes = minutes): PromiseRow => ({
  kind: "first-response",
  state: "running",
  promisedAt: plus(NOW, minutes * MINUTE),
  breachAt: plus(NOW, breachMinutes * MINUTE),
});

describe("a promise is told by how pressing it is", () => {
  test.each([
    ["no promise at all", null, "none", ""],
    ["paused", { ...running(10), state: "paused" as const }, "none", "paused"],
    ["more than an hour away", running(61), "calm", "1 h 1 min left"],
    ["an hour sharp", running(60), "calm", "1 h left"],
    ["within the hour", running(59), "soon", "59 min left"],
    ["due at closing time and still to be kept at opening", running(-30, 600), "now", "due now"],
    ["exactly at its last moment", running(-5, 0), "now", "due now"],
    ["past its last moment", running(-25, -1), "late", "25 min late"],
    [
      "late by the ledger, whatever its times say",
      { ...running(5), state: "late" as const },
      "late",
      "5 min late",
    ],
  ])("%s", (_name, row, tone, left) => expect(viewPromise(row, NOW)).toMatchObject({ tone, left }));

  test("the used share never leaves 0 to 1, and without a goal there is none", () => {
    expect([usedShare(100, 25), usedShare(100, 250), usedShare(null, 5), usedShare(0, 5)]).toEqual([
      0.25,
      1,
      null,
      null,
    ]);
  });
});

describe("what falls due in the next hours", () => {
  const due = (...minutes: number[]) => minutes.map((n) => plus(NOW, n * MINUTE));

  test("each promise stands in the hour in which it is due, one on the hour in the one that begins", () => {
    const { bars, most } = dueChart(due(0, 29, 30, 89, 90), 0, NOW, "Europe/Lisbon", 3);
    expect(bars.map(({ label, due: n }) => [label, n])).toEqual([
      ["12", 2],
      ["13", 2],
      ["14", 1],
    ]);
    expect(most).toBe(2);
  });

  test("what is past or beyond the last bar has none", () => {
    expect(dueChart(due(-1, 150, 500), 0, NOW, "Europe/Lisbon", 3).bars.map((bar) => bar.due)).toEqual([
      0, 0, 0,
    ]);
  });

  test("the sentence says all the bars say", () => {
    expect(dueChart(due(5, 40, 45), 2, NOW, "Europe/Lisbon").summary).toBe(
      "2 promises late; 3 due in the next 8 hours, most of them (2) in the hour from 13:00.",
    );
    expect(dueChart([], 1, NOW, "Europe/Lisbon").summary).toBe("1 promise late; 0 due in the next 8 hours.");
  });
});

describe("a folder is well while it is being read", () => {
  test.each([
    ["read just now", { lastSyncAt: plus(NOW, -SECOND), lastError: null, lastErrorAt: null }, "well", ""],
    [
      "an error from before the last good reading is over",
      { lastSyncAt: NOW, lastError: "refused", lastErrorAt: plus(NOW, -MINUTE) },
      "well",
      "",
    ],
    [
      "an error since the last good reading",
      { lastSyncAt: plus(NOW, -MINUTE), lastError: "refused", lastErrorAt: NOW },
      "trouble",
      "refused",
    ],
    [
      "exactly five minutes without a reading",
      { lastSyncAt: plus(NOW, -5 * MINUTE), lastError: null, lastErrorAt: null },
      "well",
      "",
    ],
    [
      "longer without a reading",
      { lastSyncAt: plus(NOW, -6 * MINUTE), lastError: null, lastErrorAt: null },
      "trouble",
      "not read for 6 min",
    ],
    ["never read", { lastSyncAt: null, lastError: null, lastErrorAt: null }, "trouble", "not read yet"],
  ])("%s", (_name, folder, kind, because) => expect(folderHealth(folder, NOW)).toEqual({ kind, because }));
});
