import ICAL from "ical.js";
import type { Holiday } from "../service-hours/calendar.ts";

const MOST_CHARACTERS = 2_000_000;
const MOST_EVENTS = 5000;
const MOST_DAYS = 60;
const MOST_REPEATS = 500;

export type IcsHolidays =
  | { readonly kind: "holidays"; readonly holidays: readonly Holiday[] }
  | { readonly kind: "unreadable"; readonly because: string };

/**
 * The days of an .ics file (RFC 5545) that close a calendar: each date an event covers, its summary as the name.
 * Repeated events are followed to the end of `to`. Cancelled events close nothing. Never throws.
 */
export function readIcs(text: string, [from, to]: readonly [number, number]): IcsHolidays {
  if (text.length > MOST_CHARACTERS) return { kind: "unreadable", because: "larger than 2 MB" };
  try {
    const root = new ICAL.Component(ICAL.parse(text));
    const events = root.getAllSubcomponents("vevent").slice(0, MOST_EVENTS);
    const holidays = events.flatMap((component) => daysOf(new ICAL.Event(component), from, to));
    return { kind: "holidays", holidays };
  } catch (error) {
    return { kind: "unreadable", because: String(error).slice(0, 120) };
  }
}

function daysOf(event: ICAL.Event, from: number, to: number): readonly Holiday[] {
  const status = event.component.getFirstPropertyValue("status");
  if (status === "CANCELLED" || !event.startDate) return [];
  const name = (event.summary ?? "").trim().slice(0, 200) || "closed";
  const length = Math.min(Math.max(1, Math.ceil(event.duration.toSeconds() / 86_400)), MOST_DAYS);
  const days: Holiday[] = [];
  const iterator = event.iterator();
  for (let n = 0; n < MOST_REPEATS; n += 1) {
    const start = iterator.next();
    if (!start || start.year > to) break;
    for (let day = 0; day < length; day += 1) {
      const at = start.clone();
      at.adjust(day, 0, 0, 0);
      if (at.year >= from && at.year <= to) days.push({ date: at.toString().slice(0, 10), name });
    }
  }
  return days;
}
