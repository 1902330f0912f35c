import fc from "fast-check";
import type { Calendar, Interval, SiteCalendar } from "../../src/service-hours/calendar.ts";
import { validateCalendar } from "../../src/service-hours/validate.ts";

/** The same shifts on some weekdays. */
export function week(days: string, ...shifts: readonly Interval[]): SiteCalendar["weekly"] {
  const names = days === "all" ? ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] : days.split(" ");
  return Object.fromEntries(names.map((name) => [name, shifts]));
}

export const WORKDAYS = "mon tue wed thu fri";

/** An office that is open 9 to 17 from Monday to Friday. */
export function office(timeZone: string, ...holidays: readonly string[]): SiteCalendar {
  return {
    timeZone,
    weekly: week(WORKDAYS, ["09:00", "17:00"]),
    holidays: holidays.map((date) => ({ date, name: "closed" })),
  };
}

/** Zones with the changes of clocks that break others: half hours, midnights, days left out, two a year in Ramadan. */
export const ZONES = [
  "Europe/Lisbon",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/St_Johns",
  "Asia/Tehran",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "America/Santiago",
  "Etc/UTC",
] as const;

/** 2011 to 2019: all zones above change their clocks somewhere in it, and every tz version agrees on it. */
export const FROM = Date.UTC(2011, 0, 1);
export const TO = Date.UTC(2019, 0, 1);

const time = fc
  .integer({ min: 0, max: 96 })
  .map((quarter) => `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * 15)}`);
const interval = fc
  .tuple(time, time)
  .filter(([from, to]) => from !== "24:00" && from !== to && !(from === "00:00" && to === "00:00"));
const sameDay = interval.filter(([from, to]) => from < to);
const date = fc
  .integer({ min: FROM / 86_400_000, max: TO / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const pad = (value: number): string => String(value).padStart(2, "0");

/** Calendars as `validateCalendar` lets through: shifts past midnight, replaced dates, holidays, breaks. */
export const sites: fc.Arbitrary<SiteCalendar> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    weekly: fc.dictionary(
      fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
      fc.array(interval, { minLength: 1, maxLength: 2 }),
      { minKeys: 1 },
    ),
    dates: fc.dictionary(date, fc.array(interval, { maxLength: 2 }), { maxKeys: 40 }),
    holidays: fc.array(
      fc
        .tuple(date, fc.option(sameDay, { nil: undefined, freq: 3 }))
        .map(([day, closed]) => ({ date: day, name: "closed", ...(closed && { closed }) })),
      { maxLength: 40 },
    ),
    breaks: fc.dictionary(date, fc.array(interval, { maxLength: 1 }), { maxKeys: 20 }),
  })
  .filter((site) => validateCalendar(site).errors.length === 0);

export const calendars: fc.Arbitrary<Calendar> = fc.oneof(
  { weight: 4, arbitrary: sites },
  { weight: 1, arbitrary: fc.array(sites, { minLength: 2, maxLength: 3 }).map((union) => ({ union })) },
);

export const instants = fc.integer({ min: FROM, max: TO });
