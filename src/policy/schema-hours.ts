import { z } from "zod";
import { DAY } from "../values/instant.ts";
import { Text } from "./text.ts";
import { dayLengthMs, overlapIn, weekOf } from "./week.ts";

/** What plans, severities, calendars and teams may be called. */
export const Name = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,59}$/u,
    "a name of at most 60 letters, digits, blanks, dots, _ or -",
  );

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A zone of the IANA time-zone database. */
export const TimeZone = z
  .string("a time zone such as Europe/Lisbon")
  .refine(
    (text) => !/^[+-]/.test(text) && isTimeZone(text),
    "a time zone of the IANA database such as Europe/Lisbon",
  );

function existsOnCalendar(date: string): boolean {
  return !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
}

/** A day on the calendar; quoted or not, YAML 1.2 reads it as text. */
export const CivilDate = z
  .string("a date such as 2026-12-24")
  .regex(/^\d{4}-\d\d-\d\d$/, "a date such as 2026-12-24")
  .refine(existsOnCalendar, "a date that exists, such as 2026-12-24");

const SHIFT = /^([01]\d|2[0-3]):[0-5]\d\s?[-–]\s?(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `09:00-13:00`; an end at or before the start runs past midnight; `24:00` is the end of the day. */
const Shift = z
  .string("a shift such as 09:00-13:00")
  .regex(SHIFT, "a shift such as 09:00-13:00, the end of a day written 24:00")
  .refine(
    (text) => !text.endsWith("23:59"),
    "24:00 for the end of the day (23:59 would close for one minute)",
  )
  .refine((text) => text.slice(0, 5) !== text.slice(-5), "an end that differs from the start");
const Shifts = z.union(
  [z.array(Shift).max(12), Shift],
  "a list of shifts such as [09:00-13:00, 14:00-18:00]",
);

const DAYS = "(?:mon|tue|wed|thu|fri|sat|sun)";
const DayRange = z
  .string()
  .regex(
    new RegExp(`^(?:daily|${DAYS}(?:-${DAYS})?(?:, ?${DAYS}(?:-${DAYS})?){0,6})$`),
    'days such as mon, mon-fri, "mon,wed" or daily',
  );

/** A date, or one of every year. */
const HolidayDate = z
  .string()
  .regex(
    /^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
    "a date such as 2027-02-09, or 06-13 for every year",
  )
  // 2028 has a 29 February.
  .refine((text) => existsOnCalendar(text.length === 5 ? `2028-${text}` : text), "a date that exists");

const Holidays = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country of ISO 3166 such as PT")
    .optional(),
  region: z.string().min(1).max(20).optional(),
  add: z.record(HolidayDate, Text).optional(),
  remove: z.array(z.string().min(1).max(100)).max(200).optional(),
  files: z
    .array(z.string().regex(/\.ics$/i, "the name of an .ics file"))
    .max(20)
    .optional(),
});

const Weekly = z
  .record(DayRange, Shifts)
  .refine(
    (weekly) => Object.values(weekly).flat().length > 0,
    "at least one day with a shift, e.g. mon-fri: [09:00-18:00]",
  )
  .superRefine((weekly, context) => {
    const isTold = Object.values(weekly)
      .flat()
      .some((shift) => !Shift.safeParse(shift).success);
    const clash = isTold ? null : overlapIn(weekOf(weekly));
    if (clash === null) return;
    const message = `shifts that do not overlap; on ${clash} one starts while another still runs`;
    context.addIssue({ code: "custom", message });
  });

const DayLength = z
  .string("the length of a working day such as 8h or 7h30m")
  .regex(/^(?=.)(?:\d{1,2}h)?(?:\d{1,2}m)?$/, "the length of a working day such as 8h or 7h30m")
  .refine((text) => dayLengthMs(text) > 0 && dayLengthMs(text) <= DAY, "more than nothing and at most 24h");

/** Hours at one place. */
const SiteHours = z.strictObject({
  name: Text.optional(),
  timeZone: TimeZone.optional(),
  /** What `1d` means; must be declared where shifts differ in length. */
  day: DayLength.optional(),
  weekly: Weekly,
  /** These replace the weekly hours of that date; an empty list closes it. */
  dates: z.record(CivilDate, Shifts).optional(),
  holidays: Holidays.optional(),
});

/** Open when any of the sites is. */
const UnionHours = z.strictObject({
  name: Text.optional(),
  day: DayLength.optional(),
  union: z.array(Name).min(1, "the names of other service hours").max(20),
});

export const ServiceHours = z.union([z.literal("24x7"), SiteHours, UnionHours], {
  error: "24x7, or hours with `weekly`, or a `union` of other hours",
});
export type ServiceHours = z.infer<typeof ServiceHours>;
export type SiteHours = z.infer<typeof SiteHours>;
