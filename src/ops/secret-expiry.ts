import { DAY, type Instant } from "../values/instant.ts";

/** Days before its end at which a secret is told of. */
export const SECRET_DAYS = [30, 7, 1] as const;

/** A secret whose end is known: that of a mailbox, by its name. */
export interface ExpiringSecret {
  readonly subject: string;
  readonly expiresAt: Instant;
}

export interface SecretExpiry {
  readonly kind: "fine" | "soon" | "ended";
  /** Begun days: a secret that ends in an hour has one left, one that ended has none. */
  readonly daysLeft: number;
  /** Those of `SECRET_DAYS` that have been reached, exact hits included. */
  readonly reached: readonly number[];
}

/** How near the end of a secret is. At the very instant it has ended. */
export function secretExpiry(expiresAt: Instant, now: Instant): SecretExpiry {
  const leftMs = expiresAt - now;
  const reached = SECRET_DAYS.filter((days) => leftMs <= days * DAY);
  const kind = leftMs <= 0 ? "ended" : reached.length > 0 ? "soon" : "fine";
  return { kind, daysLeft: Math.max(0, Math.ceil(leftMs / DAY)), reached };
}
