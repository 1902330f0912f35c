import { DAY, HOUR, type Instant, MINUTE } from "../../values/instant.ts";
import { parseServiceDuration } from "../duration.ts";
import { dateFormat } from "../intl.ts";
import type { PolicyFile } from "../schema.ts";
import { pickText } from "../text.ts";
import type { PageWords } from "./page-words.ts";

/** `1 day 2 hours`, `30 minutes`: a length of time in words. */
export function sayLength(ms: number, words: PageWords): string {
  const parts: readonly [number, (count: number) => string][] = [
    [Math.floor(ms / HOUR), words.hoursLong],
    [Math.floor((ms % HOUR) / MINUTE), words.minutesLong],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, say]) => say(count))
    .join(" ");
}

/** A target as the policy writes it, in words. Days are working days unless a day has 24 hours. */
export function sayTarget(text: string, dayMs: number | null, words: PageWords): string {
  const { days, ms } = parseServiceDuration(text);
  const sayDays = dayMs === DAY ? words.days : words.workingDays;
  return [days > 0 ? sayDays(days) : "", sayLength(ms, words)].filter((part) => part !== "").join(" ");
}

/** `Tuesday, 24 November 2026` for a civil date. */
export function sayDate(civilDate: string, words: PageWords): string {
  return dateFormat(words.locale, { dateStyle: "full", timeZone: "UTC" }).format(
    Date.parse(`${civilDate}T00:00:00Z`),
  );
}

/** The civil date at an instant in a zone, `2026-11-24`. */
export function dateIn(timeZone: string, at: Instant): string {
  return dateFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at);
}

/** `UTC+0`, `UTC−3`, `UTC+5:30`: the zone's offset at an instant. */
export function sayOffset(timeZone: string, at: Instant): string {
  const parts = dateFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "UTC+0" : name.replace("GMT", "UTC").replace("-", "−");
}

/** The names of languages in the reader's. */
export function sayLanguages(tags: readonly string[], words: PageWords): string {
  const names = new Intl.DisplayNames(words.locale, { type: "language" });
  return sayList(
    tags.map((tag) => names.of(tag) ?? tag),
    words,
  );
}

/** `a, b and c`. */
export function sayList(items: readonly string[], words: PageWords): string {
  return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(items);
}

/** Hours by the name customers read: the policy's, or the words for round the clock, or the name they go by. */
export function sayHoursName(policy: PolicyFile, name: string, words: PageWords): string {
  const declared = policy.serviceHours?.[name];
  if (declared !== undefined && declared !== "24x7" && declared.name !== undefined) {
    return pickText(declared.name, words.language);
  }
  return declared === "24x7" || declared === undefined ? words.aroundTheClock : name;
}

/** What a plan is called. */
export function sayPlan(policy: PolicyFile, plan: string, language: string): string {
  const name = policy.plans[plan]?.name;
  return name === undefined ? plan : pickText(name, language);
}
