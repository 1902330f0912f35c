import type { Published } from "../policy/published.ts";
import type { SiteHours } from "../policy/schema-hours.ts";

export interface HolidaysOfPlace {
  /** Civil dates, in order. */
  readonly dates: readonly string[];
  /** Whose holidays they are, ISO 3166; null for days the desk added itself, or where sites are in several countries. */
  readonly country: string | null;
}

/** Holidays that keep a calendar closed, by whose holidays they are. */
export function byPlace(
  published: Published,
  calendar: string,
  dates: readonly string[],
): readonly HolidaysOfPlace[] {
  const rules = rulesOf(published, calendar);
  const countries = [...new Set(rules.flatMap((rule) => rule.country ?? []))];
  const country = countries.length === 1 ? countries[0]! : null;
  const isAdded = (date: string): boolean =>
    rules.some((rule) => Object.keys(rule.add ?? {}).some((day) => day === date || day === date.slice(5)));
  const known = [...new Set(dates)].toSorted();
  return [
    { dates: known.filter((date) => !isAdded(date)), country },
    { dates: known.filter(isAdded), country: null },
  ].filter((place) => place.dates.length > 0);
}

function rulesOf(published: Published, calendar: string): readonly NonNullable<SiteHours["holidays"]>[] {
  const hours = published.policy.serviceHours?.[calendar];
  if (hours === undefined || hours === "24x7") return [];
  if ("union" in hours) return hours.union.flatMap((part) => rulesOf(published, part));
  return hours.holidays === undefined ? [] : [hours.holidays];
}
