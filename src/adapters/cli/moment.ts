import { parseDay } from "../../ops/local-day.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import { fail, now } from "./policy-shared.ts";

/** A moment with its zone, such as `2026-12-24T18:00Z`; null: it is none. Without a zone it would be another on each machine. */
export function readMoment(text: string): Instant | null {
  const isMoment = /^\d{4}-\d\d-\d\dT[\d:.]{4,12}(Z|[+-]\d\d:?\d\d)$/.test(text);
  // A day that is none, such as 30 February, would be read as another one.
  const ms = isMoment && parseDay(text.slice(0, 10)) !== null ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : fromMs(ms);
}

/** What `--at` says, else now; null: it is no moment, and it was told. */
export function momentOf({ at }: { readonly at?: string }): Instant | null {
  if (at === undefined) return now();
  const expected = "a time with its zone such as 2026-12-24T18:00Z";
  return readMoment(at) ?? fail(2, `--at: read ${JSON.stringify(at)}, expected ${expected}.`);
}
