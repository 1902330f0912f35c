import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import { isOpen, nextClose, nextOpen } from "../service-hours/arithmetic.ts";
import type { Calendar, Holiday } from "../service-hours/calendar.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import { hashOf } from "./canonical.ts";
import { compiledHours } from "./compiled.ts";
import { closedPart, holidayName } from "./page/hours-section.ts";
import { sayHoursName } from "./page/say.ts";
import { pageWords } from "./page/words.ts";
import type { Published } from "./published.ts";

export interface ICalendarOptions {
  readonly language: string;
  /** Hours are given from the day of `now` on. */
  readonly now: Instant;
  /** 365 where left out. */
  readonly days?: number;
}

/**
 * The service hours as iCalendar (RFC 5545), for a customer's own calendar: an event for each time we are open, and one
 * for each holiday. Times are UTC, so that no time-zone rules need to travel with them. Hours round the clock need no
 * events. The same version and day give the same text.
 */
export function policyICalendar(published: Published, options: ICalendarOptions): string {
  const words = pageWords(options.language);
  const { desk } = published.policy;
  const from = Math.floor(options.now / DAY) * DAY;
  const to = from + (options.days ?? 365) * DAY;
  const calendar = ical({
    name: `${words.hours} – ${desk.name}`,
    prodId: { company: "Answerable", product: "support policy", language: words.language },
    method: ICalCalendarMethod.PUBLISH,
    timezone: null,
    ttl: 7 * 24 * 3600,
    url: desk.policyUrl ?? null,
  });
  const domain = desk.address.split("@").at(-1)!;
  const stamp = new Date(published.publishedAt);
  const uid = (name: string, start: number, kind: string): string =>
    `${hashOf([name, start, kind]).slice(0, 24)}@${domain}`;

  for (const [name, { hours }] of Object.entries(published.calendars)) {
    if (hours === "24x7") continue;
    const title = `${desk.name}: ${sayHoursName(published.policy, name, words)}`;
    for (const [start, end] of openRuns(published, name, from as Instant, to as Instant)) {
      calendar.createEvent({
        id: uid(name, start, "open"),
        stamp,
        start: new Date(start),
        end: new Date(end),
        summary: title,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
    for (const holiday of holidaysIn(hours)) {
      const at = Date.parse(holiday.date);
      if (at < from || at >= to) continue;
      calendar.createEvent({
        id: uid(name, at, "holiday"),
        stamp,
        start: new Date(at),
        end: new Date(at + DAY),
        allDay: true,
        summary: `${desk.name}: ${words.closed}${closedPart(holiday)} (${holidayName(holiday, options.language)})`,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
  }
  return calendar.toString();
}

function holidaysIn(hours: Calendar): readonly Holiday[] {
  return hours === "24x7" || "union" in hours ? [] : (hours.holidays ?? []);
}

/** The times a calendar is open within [from, to), in order. */
export function openRuns(
  published: Published,
  name: string,
  from: Instant,
  to: Instant,
): readonly (readonly [start: Instant, end: Instant])[] {
  const hours = compiledHours(published, name);
  const runs: (readonly [Instant, Instant])[] = [];
  let at = hours && nextOpen(hours, from);
  while (hours && at !== null && at < to) {
    const end = nextClose(hours, at) ?? to;
    runs.push([at, Math.min(end, to) as Instant]);
    at = isOpen(hours, end) ? plus(end, 1) : nextOpen(hours, end);
  }
  return runs;
}
