import { dateFormat } from "../policy/intl.ts";
import type { Instant } from "../values/instant.ts";
import type { PromiseWords } from "./promise-words.ts";
import { isUtc, zoneCity } from "./zone-name.ts";

/** `Tuesday, 24 November, 13:00 Lisbon time`: an instant as a promise names it, in the reader's zone. */
export function sayWhen(at: Instant, timeZone: string, words: PromiseWords): string {
  const parts = dateFormat(words.locale, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  const date = words.date(part("weekday"), part("day"), part("month"));
  const zone = isUtc(timeZone) ? "UTC" : words.zone(zoneCity(timeZone, words.language));
  return words.when(date, `${part("hour")}:${part("minute")}`, zone);
}

/** `14:05 Lisbon time`, for what is minutes away. */
export function sayTime(at: Instant, timeZone: string, words: PromiseWords): string {
  const dateless = { ...words, date: () => "" };
  return sayWhen(at, timeZone, dateless).replace(/^[\s,]+/, "");
}

/** `Monday`, for a civil date. */
export function sayWeekday(civilDate: string, words: PromiseWords): string {
  return dateFormat(words.locale, { weekday: "long", timeZone: "UTC" }).format(dateMs(civilDate));
}

/** `Monday, 28 December`, for a civil date. */
export function sayDay(civilDate: string, words: PromiseWords): string {
  const parts = dateFormat(words.locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).formatToParts(dateMs(civilDate));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return words.date(part("weekday"), part("day"), part("month"));
}

function dateMs(civilDate: string): number {
  return Date.parse(`${civilDate}T00:00:00Z`);
}
