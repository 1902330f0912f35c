import type { Calendar, Weekday as ClockWeekday, Interval, SiteCalendar } from "../service-hours/calendar.ts";
import { type HolidayFiles, holidaysOf } from "./holidays.ts";
import { ALWAYS, dayMsOf, hoursNames, hoursOf } from "./promises.ts";
import type { PublishedCalendar } from "./published.ts";
import type { PolicyFile } from "./schema.ts";
import type { SiteHours } from "./schema-hours.ts";
import { intervalsOf, weekOf } from "./week.ts";

export type PublishedCalendars = { readonly [name: string]: PublishedCalendar };

/** All hours of the policy as calendars of a clock, holidays resolved for the years from `years[0]` to `years[1]`. */
export function calendarsOf(
  policy: PolicyFile,
  years: readonly [number, number],
  files: HolidayFiles,
): PublishedCalendars {
  const names = hoursNames(policy).filter((name) => name !== ALWAYS || isUsed(policy, name));
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        hours: calendarOf(policy, name, years, files),
        dayMs: dayMsOf(policy, name),
      } satisfies PublishedCalendar,
    ]),
  );
}

/** `always` need not be declared; it is published where it is declared or something refers to it. */
function isUsed(policy: PolicyFile, name: string): boolean {
  const inTargets = Object.values(policy.plans).some((plan) =>
    Object.values(plan.targets).some((targets) => targets?.hours === name),
  );
  const declared = Object.hasOwn(policy.serviceHours ?? {}, name);
  return declared || inTargets || (policy.contact ?? []).some((way) => way.hours === name);
}

function calendarOf(
  policy: PolicyFile,
  name: string,
  years: readonly [number, number],
  files: HolidayFiles,
): Calendar {
  const hours = hoursOf(policy, name)!;
  if (hours === "24x7") return "24x7";
  if ("union" in hours) return { union: hours.union.map((part) => calendarOf(policy, part, years, files)) };
  return siteOf(hours, policy.desk.timeZone, years, files);
}

function siteOf(
  hours: SiteHours,
  timeZone: string,
  years: readonly [number, number],
  files: HolidayFiles,
): SiteCalendar {
  const weekly: { [day in ClockWeekday]?: readonly Interval[] } = weekOf(hours.weekly);
  const dates = Object.entries(hours.dates ?? {}).map(
    ([date, shifts]) => [date, intervalsOf(shifts)] as const,
  );
  return {
    timeZone: hours.timeZone ?? timeZone,
    weekly,
    ...(dates.length > 0 ? { dates: Object.fromEntries(dates) } : {}),
    holidays: holidaysOf(hours.holidays, years, files),
  };
}
