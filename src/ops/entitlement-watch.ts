import { DAY, type Instant } from "../values/instant.ts";

/** Days before its end at which an entitlement is told of. */
export const ENTITLEMENT_DAYS = [90, 30, 7] as const;
/** Told of when so much of its units is left, or one. */
const LOW_SHARE = 0.2;

/** An entitlement in force, by its vehicle and the end of its id: neither name nor contract may travel. */
export interface WatchedEntitlement {
  readonly subject: string;
  /** The first moment after its last day; null: without end. */
  readonly endsAt: Instant | null;
  /** Null: not counted. */
  readonly units: number | null;
  readonly left: number | null;
}

/** The thresholds an entitlement's end has reached, exact hits included; none once it has ended. */
export function endingSoon(endsAt: Instant | null, now: Instant): readonly number[] {
  if (endsAt === null || endsAt <= now) return [];
  return ENTITLEMENT_DAYS.filter((days) => endsAt - now <= days * DAY);
}

/** Whether few units are left: a fifth of them, one, or none. */
export function isLow({ units, left }: Pick<WatchedEntitlement, "units" | "left">): boolean {
  return units !== null && left !== null && left <= Math.max(1, Math.floor(units * LOW_SHARE));
}
