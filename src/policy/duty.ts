import { isOpen, nextClose, nextOpen } from "../service-hours/arithmetic.ts";
import { compile, type ServiceHours } from "../service-hours/compiled.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import type { PublishedCalendars } from "./calendars.ts";
import type { DeskFile } from "./desk-schema.ts";
import type { Severity } from "./schema.ts";

/** What a delivery rule is asked for. */
export interface Work {
  readonly severity: Severity;
  readonly kind: "commercial" | "technical";
  readonly service: string | null;
}

/**
 * The hours in which somebody is on duty for this work, by name; null where desk.yaml does not say: a team without
 * hours, or no rule at all and teams without hours.
 */
export function dutyHours(desk: DeskFile, work: Work): readonly string[] | null {
  const rules = desk.delivery.filter((rule) => fits(rule, work));
  const first = Object.values(desk.teams)[0];
  const hours =
    desk.delivery.length > 0
      ? rules.map((rule) => rule.hours ?? desk.teams[rule.to]?.hours ?? desk.partners[rule.to]?.hours)
      : [first?.hours];
  const known = hours.filter((name) => name !== undefined);
  return known.length < hours.length ? null : known;
}

function fits(rule: DeskFile["delivery"][number], work: Work): boolean {
  return (
    (rule.severities?.includes(work.severity) ?? true) &&
    (rule.kinds?.includes(work.kind) ?? true) &&
    (rule.services === undefined || (work.service !== null && rule.services.includes(work.service)))
  );
}

export interface Gap {
  readonly from: Instant;
  readonly to: Instant;
}

const LOOK_AHEAD = 370 * DAY;

/** The longest time within a year from `at` in which a promise's clock runs and nobody is on duty; null where none. */
export function longestGap(
  calendars: PublishedCalendars,
  promised: string,
  duty: readonly string[],
  at: Instant,
): Gap | null {
  const promise = calendars[promised];
  if (promise === undefined) return null;
  const clock = compile(promise.hours);
  const onDuty = compile({ union: duty.flatMap((name) => calendars[name]?.hours ?? []) });
  const end = plus(at, LOOK_AHEAD);
  let longest: Gap | null = null;
  let from: Instant | null = nextOpen(clock, at);
  while (from !== null && from < end) {
    const to = Math.min(nextClose(clock, from) ?? end, end) as Instant;
    for (const gap of uncovered(onDuty, from, to)) {
      if (longest === null || gap.to - gap.from > longest.to - longest.from) longest = gap;
    }
    from = nextOpen(clock, isOpen(clock, to) ? plus(to, 1) : to);
  }
  return longest;
}

function uncovered(onDuty: ServiceHours, from: Instant, to: Instant): readonly Gap[] {
  const gaps: Gap[] = [];
  let at = from;
  while (at < to) {
    if (isOpen(onDuty, at)) {
      at = nextClose(onDuty, at) ?? to;
      continue;
    }
    const back = Math.min(nextOpen(onDuty, at) ?? to, to) as Instant;
    gaps.push({ from: at, to: back });
    at = back;
  }
  return gaps;
}
