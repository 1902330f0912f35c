import { vehicleOf } from "../../escalation/entitled.ts";
import type { Profile } from "../../escalation/profile.ts";
import { nameOn } from "../../escalation/vehicle-named.ts";
import { dayOf } from "../../ops/local-day.ts";
import { serviceTimeBetween } from "../../service-hours/arithmetic.ts";
import type { Promises } from "../../tickets/promises/promises.ts";
import type { Instant } from "../../values/instant.ts";
import { Fault } from "../../values/trouble.ts";
import type { Queryable } from "../postgres/connect.ts";
import { policyInForce } from "../postgres/policy-versions.ts";

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

/** The profile that the settings in force name; null: nothing is published, or it cannot be read. */
export async function profileInForce(db: Queryable, book: Book, now: Instant): Promise<Profile | null> {
  try {
    return profileOf(await readVersion(book, await policyInForce(db, now)));
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

export function profileOf(promises: Promises | null): Profile | null {
  return promises?.profile?.profile ?? null;
}

/** What a vehicle is called today, or its id where the profile does not know it. */
export function vehicleName(id: string, profile: Profile | null, now: Instant, timeZone: string): string {
  const vehicle = profile === null ? undefined : vehicleOf(id, profile);
  return (vehicle && nameOn(vehicle, dayOf(now, timeZone))) ?? id;
}
