import type { Instant } from "../values/instant.ts";
import { offsetAt } from "./zone.ts";

/**
 * An instant on the wall clock of a zone, for tables and logs: `2026-11-24 13:00`, with seconds only where there are some.
 * What customers read is said in their language in `src/outbound/`.
 */
export function localTime(at: Instant, timeZone: string): string {
  const text = new Date(at + offsetAt(timeZone, at)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19).replace(/:00$/, "")}`;
}
