import type { Target } from "../sla/event.ts";
import { HOUR, type Instant } from "../values/instant.ts";
import { serviceSpan, span } from "./words.ts";

/** What a page knows of a ticket's most pressing promise. */
export interface PromiseRow {
  readonly kind: Target["kind"];
  readonly state: Target["state"];
  readonly promisedAt: Instant | null;
  readonly breachAt: Instant | null;
}

/** How pressing: colour and order follow it, and it is always told in words too. */
export type Tone = "late" | "now" | "soon" | "calm" | "none";

export interface PromiseView {
  readonly tone: Tone;
  /** What was promised: `first answer`. */
  readonly what: string;
  /** What is left of it: `2 h 10 min of service time left`, `25 min late`. */
  readonly left: string;
  readonly at: Instant | null;
}

const WHAT: Record<Target["kind"], string> = {
  "first-response": "first answer",
  "next-response": "next answer",
  update: "update",
  resolution: "resolution",
};

/** The name of a promise as operators read it. */
export function promiseName(kind: Target["kind"]): string {
  return WHAT[kind];
}

/** The name of one of a ticket's targets: `next answer 2` for the second of its kind. */
export function targetName({ kind, instance }: Pick<Target, "kind" | "instance">): string {
  return instance === 0 ? WHAT[kind] : `${WHAT[kind]} ${instance + 1}`;
}

/**
 * A promise at `now`. Late once it can no longer be met (`breachAt` passed); between the promised time and then it is due
 * now, which is so at every closing time; soon within the hour.
 *
 * @param serviceTime  on the promise's calendar: what is left is told in it; where it is not known, on the wall clock
 */
export function viewPromise(
  row: PromiseRow | null,
  now: Instant,
  serviceTime?: (from: Instant, to: Instant) => number,
): PromiseView {
  if (row === null) return { tone: "none", what: "no promise running", left: "", at: null };
  const what = WHAT[row.kind];
  if (row.state === "paused") return { tone: "none", what, left: "paused", at: null };
  const at = row.promisedAt;
  if (at === null) return { tone: "none", what, left: "", at };
  if (row.state === "late" || (row.breachAt !== null && row.breachAt < now)) {
    return { tone: "late", what, left: `${length(at, now, serviceTime)} late`, at };
  }
  if (at <= now) return { tone: "now", what, left: "due now", at };
  return { tone: at - now < HOUR ? "soon" : "calm", what, left: `${length(now, at, serviceTime)} left`, at };
}

function length(from: Instant, to: Instant, serviceTime?: (from: Instant, to: Instant) => number): string {
  return serviceTime === undefined
    ? span(to - from)
    : `${serviceSpan(serviceTime(from, to))} of service time`;
}

/** What share of a goal is used, 0 to 1; null where there is no goal. */
export function usedShare(goalMs: number | null, elapsedMs: number): number | null {
  if (goalMs === null || goalMs <= 0) return null;
  return Math.min(1, Math.max(0, elapsedMs / goalMs));
}
