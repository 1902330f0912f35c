import { expect, test } from "vitest";
import { hoursByMonth, writeHoursByMonth } from "../../src/policy/calendar-table.ts";
import { fallbacks, pickText } from "../../src/policy/text.ts";
import { daysOf, overlapIn, weekOf } from "../../src/policy/week.ts";
import { HOUR } from "../../src/values/instant.ts";
import { publishedExample } from "../support/policy.ts";

const [OFFICE, ALWAYS] = hoursByMonth(publishedExample(), "2026-12", 4);

test("a month is its working days less holidays, with half days", () => {
  // 23 weekdays, less 1, 8 and 25 December; 24 and 31 end at 13:00.
  expect(OFFICE!.months[0]).toMatchObject({
    month: "2026-12",
    openDays: 20,
    openMs: (18 * 8 + 2 * 4) * HOUR,
  });
  expect(OFFICE!.months[0]!.special.map(({ date, words }) => `${date} ${words}`)).toEqual([
    "2026-12-01 closed: Restauração da Independência",
    "2026-12-08 closed: Immaculate Conception",
    "2026-12-24 09:00–13:00",
    "2026-12-25 closed: Christmas Day",
    "2026-12-31 09:00–13:00",
  ]);
});

test("round the clock a month with a change of clocks has an hour less", () => {
  expect(ALWAYS!.months.map(({ openMs }) => openMs / HOUR)).toEqual([744, 744, 672, 743]);
  expect(ALWAYS!.months[3]!.special).toEqual([
    { date: "2027-03-28", what: "clocks change", words: "clocks go forward 60 minutes" },
  ]);
});

test("a year wraps, and every line fits a terminal", () => {
  const text = writeHoursByMonth(hoursByMonth(publishedExample(), "2026-11", 14));
  expect(text).toContain("December 2027");
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
});

test.each([
  ["mon-fri", "mon tue wed thu fri"],
  ["sat-mon", "sat sun mon"],
  ["mon,wed", "mon wed"],
  ["daily", "mon tue wed thu fri sat sun"],
  ["mon-tue, sun", "mon tue sun"],
])("%s is %s", (range, days) => expect(daysOf(range).join(" ")).toBe(days));

test.each([
  ["touching shifts do not overlap", { mon: ["09:00-12:00", "12:00-18:00"] }, null],
  ["a night shift into a morning that starts later", { daily: ["22:00-06:00", "09:00-17:00"] }, null],
  ["Sunday night into Monday morning", { sun: "22:00-09:30", mon: "09:00-17:00" }, "mon"],
  ["the same day named twice", { "mon-fri": "09:00-13:00", fri: "12:00-16:00" }, "fri"],
  ["all day long, every day", { daily: "00:00-24:00" }, null],
])("%s", (_name, weekly, clash) => {
  expect(overlapIn(weekOf(weekly as Record<string, string | string[]>))).toBe(clash);
});

test.each([
  ["pt-BR", ["pt-BR", "pt", "pt-PT", "en"]],
  ["pt-PT", ["pt-PT", "pt", "pt-BR", "en"]],
  ["de-AT", ["de-AT", "de", "en"]],
  ["en", ["en"]],
])("a reader of %s is tried in %s", (language, chain) => expect(fallbacks(language)).toEqual(chain));

test("a text nobody translated is still shown", () => {
  expect(pickText({ fr: "bonjour" }, "ja")).toBe("bonjour");
  expect(pickText({ fr: "bonjour", "pt-PT": "olá" }, "pt-BR")).toBe("olá");
});
