import { compile, type ServiceHours } from "../service-hours/compiled.ts";
import type { Published } from "./published.ts";
import { calendarOf } from "./published.ts";

/** A version's calendars are compiled once for as long as the version is held. */
const COMPILED = new WeakMap<Published, Map<string, ServiceHours>>();

/** A calendar of a version, ready to be asked; null where the version has none of that name. */
export function compiledHours(published: Published, name: string): ServiceHours | null {
  const calendar = calendarOf(published, name);
  if (calendar === null) return null;
  const known = COMPILED.get(published) ?? new Map<string, ServiceHours>();
  COMPILED.set(published, known);
  const hours = known.get(name) ?? compile(calendar.hours);
  known.set(name, hours);
  return hours;
}
