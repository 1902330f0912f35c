/** A moment: milliseconds since 1970-01-01T00:00:00Z. Always whole, always UTC. */
export type Instant = number & { readonly __brand: "Instant" };

/** Reads an ISO 8601 date-time with zone, e.g. `2026-06-01T08:00Z`. Throws RangeError on anything else. */
export function instant(text: string): Instant {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new RangeError(`instant: expected an ISO 8601 date-time with zone, read ${JSON.stringify(text)}`);
  }
  return ms as Instant;
}

/** The moment `ms` milliseconds after the epoch; fractions are cut. */
export function fromMs(ms: number): Instant {
  return Math.trunc(ms) as Instant;
}

/** `ms` may be negative. */
export function plus(at: Instant, ms: number): Instant {
  return Math.trunc(at + ms) as Instant;
}

/** ISO 8601 in UTC, e.g. `2026-06-01T08:00:00.000Z`. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
