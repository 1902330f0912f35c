import type { Calendar, Holiday, Interval, SiteCalendar } from "../../service-hours/calendar.ts";
import { DAY, type Instant, plus } from "../../values/instant.ts";
import { dateFormat } from "../intl.ts";
import type { Published } from "../published.ts";
import { fallbacks } from "../text.ts";
import { WEEKDAYS, type Weekday } from "../week.ts";
import { type Html, html } from "./html.ts";
import type { PageWords } from "./page-words.ts";
import { dateIn, sayDate, sayHoursName, sayList, sayOffset } from "./say.ts";

export interface Reader {
  readonly words: PageWords;
  readonly language: string;
  readonly now: Instant;
}

/** Every calendar of the policy: its week, days with other hours, and the holidays of the next twelve months. */
export function hoursSection(published: Published, reader: Reader, calendarFile: string | null): Html {
  const { words } = reader;
  const calendars = Object.entries(published.calendars).map(([name, { hours }]) => {
    const title = capital(sayHoursName(published.policy, name, words), words);
    return html`<section class="card"><h3>${title}</h3>${oneCalendar(published, name, hours, reader)}</section>`;
  });
  const file =
    calendarFile === null
      ? null
      : html`<p><a href="${calendarFile}" type="text/calendar">${words.calendarFile}</a></p>`;
  return html`<section aria-labelledby="hours"><h2 id="hours">${words.hours}</h2><p>${words.hoursIntro}</p>
<div class="cards">${calendars}</div>${file}</section>`;
}

export function capital(text: string, words: PageWords): string {
  return text.charAt(0).toLocaleUpperCase(words.locale) + text.slice(1);
}

function oneCalendar(published: Published, name: string, hours: Calendar, reader: Reader): Html {
  const { words } = reader;
  if (hours === "24x7") return html`<p>${words.always}.</p>`;
  if ("union" in hours) {
    const file = published.policy.serviceHours?.[name];
    const parts = file !== undefined && file !== "24x7" && "union" in file ? file.union : [];
    const names = parts.map((part) => html`<li>${sayHoursName(published.policy, part, words)}</li>`);
    return html`<p>${words.unionOf}:</p><ul>${names}</ul>`;
  }
  return site(hours, reader);
}

function site(hours: SiteCalendar, reader: Reader): Html {
  const { words, now } = reader;
  const rows = groupDays(hours).map(
    ([days, intervals]) =>
      html`<tr><th scope="row">${sayDays(days, words)}</th><td>${sayIntervals(intervals, words)}</td></tr>`,
  );
  return html`<p>${words.timeZone(hours.timeZone, sayOffset(hours.timeZone, now))}</p>
<table class="plain"><tbody>${rows}</tbody></table>
${exceptions(hours, reader)}${holidays(hours, reader)}`;
}

function isSoon(date: string, hours: SiteCalendar, now: Instant): boolean {
  return date >= dateIn(hours.timeZone, now) && date < dateIn(hours.timeZone, plus(now, 365 * DAY));
}

function exceptions(hours: SiteCalendar, { words, now }: Reader): Html | null {
  const coming = Object.entries(hours.dates ?? {})
    .filter(([date]) => isSoon(date, hours, now))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (coming.length === 0) return null;
  const items = coming.map(
    ([date, shifts]) =>
      html`<li><time datetime="${date}">${sayDate(date, words)}</time>: ${sayIntervals(shifts, words)}</li>`,
  );
  return html`<h4>${words.exceptions}</h4><ul>${items}</ul>`;
}

function holidays(hours: SiteCalendar, { words, language, now }: Reader): Html {
  const coming = (hours.holidays ?? [])
    .filter(({ date }) => isSoon(date, hours, now))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
  if (coming.length === 0) return html`<p>${words.noHolidays}</p>`;
  const items = coming.map(
    (holiday) =>
      html`<li><time datetime="${holiday.date}">${sayDate(holiday.date, words)}</time>: ${holidayName(holiday, language)}${holiday.closed === undefined ? null : html` (${words.closed}${closedPart(holiday)})`}</li>`,
  );
  return html`<h4>${words.holidays}</h4><ul>${items}</ul>`;
}

/** ` 13:00–24:00` of a half holiday, to stand behind `closed`; nothing of a whole one. */
export function closedPart({ closed }: Holiday): string {
  return closed === undefined ? "" : ` ${closed[0]}–${closed[1]}`;
}

/** The name in the reader's language, by the chain of fallbacks; else as people of the country write it. */
export function holidayName(holiday: Holiday, language: string): string {
  const names = holiday.names ?? {};
  const own = fallbacks(language).find((candidate) => candidate !== "en" && Object.hasOwn(names, candidate));
  if (own !== undefined) return names[own]!;
  return language.startsWith("en") ? (names["en"] ?? holiday.name) : holiday.name;
}

type Group = readonly [days: readonly Weekday[], intervals: readonly Interval[]];

/** Neighbouring weekdays with the same hours together, from Monday; days without hours as well. */
export function groupDays(hours: SiteCalendar): readonly Group[] {
  const groups: [Weekday[], readonly Interval[]][] = [];
  for (const day of WEEKDAYS) {
    const intervals = hours.weekly[day] ?? [];
    const last = groups.at(-1);
    if (last && JSON.stringify(last[1]) === JSON.stringify(intervals)) last[0].push(day);
    else groups.push([[day], intervals]);
  }
  return groups;
}

/** 2024-01-01 was a Monday. */
function dayName(day: Weekday, words: PageWords): string {
  const at = Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day));
  return dateFormat(words.locale, { weekday: "long", timeZone: "UTC" }).format(at);
}

export function sayDays(days: readonly Weekday[], words: PageWords): string {
  if (days.length === 7) return words.daily;
  const names = days.map((day) => dayName(day, words));
  return capital(days.length > 2 ? words.dayRange(names[0]!, names.at(-1)!) : sayList(names, words), words);
}

export function sayIntervals(intervals: readonly Interval[], words: PageWords): string {
  return intervals.length === 0 ? words.closed : intervals.map(([from, to]) => `${from}–${to}`).join(", ");
}
