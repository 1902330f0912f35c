import { serviceTimeBetween } from "../../service-hours/arithmetic.ts";
import type { Promises } from "../../tickets/promises.ts";
import type { Instant } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";

/** Published versions by id, compiled. */
export type Book = (version: string) => Promise<Promises>;

/** A version for a page; null where it is not there or cannot be read: the page then says less instead of nothing. */
export async function readVersion(book: Book, version: string): Promise<Promises | null> {
  try {
    return await book(version);
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError) return null;
    throw error;
  }
}

/** The service time between two moments on a calendar of a version; undefined where the version cannot be read. */
export function serviceTimeOn(
  promises: Promises | null,
  calendar: string,
): ((from: Instant, to: Instant) => number) | undefined {
  return promises === null
    ? undefined
    : (from, to) => serviceTimeBetween(promises.clock.hours(calendar, promises.version), from, to);
}
