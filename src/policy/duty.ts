import { isOpen, nextClose, nextOpen } from "../service-hours/arithmetic.ts";
import { compile, type ServiceHours } from "../service-hours/compiled.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import type { PublishedCalendars } from "./calendars.ts";
import type { DeskFile } from "./desk-schema.ts";
import { type PolicyFile, SEVERITIES, type Severity } from "./schema.ts";

/** What a delivery rule is asked for. */
export interface Work {
  readonly severity: Severity;
  readonly kind: "commercial" | "technical";
  readonly service: string | null;
  /** Of the customer; null: no rule asks for one. */
  readonly language: string | null;
}

const KINDS = ["technical", "commercial"] as const;

/** Every piece of work the rules may tell apart: severities, kinds, services (null: another), languages where a rule asks. */
export function eachWork(policy: PolicyFile, desk: DeskFile): readonly Work[] {
  const services = [...(policy.services ?? []).map((service) => service.id), null];
  const isAsked = desk.delivery.some((rule) => rule.languages !== undefined);
  const languages = isAsked ? policy.desk.languages : [null];
  return SEVERITIES.flatMap((severity) =>
    KINDS.flatMap((kind) =>
      services.flatMap((service) => languages.map((language) => ({ severity, kind, service, language }))),
    ),
  );
}

/** `severity A, technical, azure, in pt-BR`. */
export function sayWork({ severity, kind, service, language }: Work): string {
  const rest = [service, language === null ? null : `in ${language}`].filter((part) => part !== null);
  return [`severity ${severity}`, kind, ...rest].join(", ");
}

/**
 * The hours in which somebody is on duty for this work, by name; null where desk.yaml does not say: a team without
 * hours, or no rule at all and teams without hours.
 */
export function dutyHours(desk: DeskFile, work: Work): readonly string[] | null {
  const rules = desk.delivery.filter((rule) => fits(rule, work));
  const first = Object.values(desk.teams)[0];
  const hours = desk.delivery.length > 0 ? rules.map((rule) => dutyOf(desk, rule)) : [first?.hours];
  const known = hours.filter((name) => name !== undefined);
  return known.length < hours.length ? null : known;
}

type Rule = DeskFile["delivery"][number];

/** The hours of a rule: its own, or those of whom it names; undefined where nobody says. */
export function dutyOf(desk: DeskFile, { hours, to }: Rule): string | undefined {
  return hours ?? desk.teams[to]?.hours ?? desk.partners[to]?.hours;
}

/** Whether a rule is meant for this work. A rule for `pt` takes `pt-BR` as well. */
export function fits(rule: Rule, work: Work): boolean {
  const { language } = work;
  const speaks = rule.languages?.some((own) => own === language || own === language?.split("-")[0]) ?? true;
  return (
    (speaks || language === null) &&
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
