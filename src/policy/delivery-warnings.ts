import { isOpen, nextOpen, serviceTimeBetween } from "../service-hours/arithmetic.ts";
import { compile, type ServiceHours } from "../service-hours/compiled.ts";
import { DAY, type Instant, plus } from "../values/instant.ts";
import type { PublishedCalendars } from "./calendars.ts";
import type { DeskFile } from "./desk-schema.ts";
import { dutyOf, eachWork, fits, sayWork, type Work } from "./duty.ts";
import { dateFormat } from "./intl.ts";
import type { PolicyFile } from "./schema.ts";
import type { Warning } from "./warning.ts";
import type { YamlFile } from "./yaml-file.ts";

interface Rules {
  readonly policy: PolicyFile;
  readonly desk: DeskFile;
  readonly deskFile: YamlFile;
  readonly calendars: PublishedCalendars;
  readonly at: Instant;
}

/** The rules, and what was asked about their hours already: many rules share few hours. */
interface Asked extends Rules {
  readonly compiled: Map<string, ServiceHours>;
  readonly covered: Map<string, boolean>;
}

const LOOK_AHEAD = 370 * DAY;

/**
 * Delivery rules that say less than they seem to, since the first that fits and is on duty gets the work: one that no
 * work ever reaches, and two whose hours only partly overlap, so that between them the order decides. Hours that lie
 * within another rule's are the usual way to write "otherwise" and no reason to warn. Times are looked at for a year.
 */
export function deliveryWarnings(given: Rules): readonly Warning[] {
  const rules: Asked = { ...given, compiled: new Map(), covered: new Map() };
  const { desk, policy } = rules;
  const works = eachWork(policy, desk);
  return desk.delivery.flatMap((rule, n) => {
    const hours = dutyOf(desk, rule);
    const own = works.filter((work) => fits(rule, work));
    if (hours === undefined || own.length === 0) return [];
    return unreached(rules, n, hours, own) ?? overlapping(rules, n, hours, own);
  });
}

/** Null: some work reaches the rule. */
function unreached(rules: Asked, n: number, hours: string, own: readonly Work[]): readonly Warning[] | null {
  const earlier = own.map((work) => rules.desk.delivery.slice(0, n).filter((rule) => fits(rule, work)));
  const isCovered = earlier.every((before) => {
    const theirs = before.flatMap((rule) => dutyOf(rules.desk, rule) ?? []);
    return covers(rules, theirs, hours);
  });
  if (!isCovered) return null;
  const read = `a rule for ${rules.desk.delivery[n]!.to} that nothing reaches`;
  const expected =
    "to stand higher, or not at all: the rules above it take all of its work at all of its hours";
  return [warning(rules, "delivery-never-reached", ["delivery", n], read, expected)];
}

function overlapping(rules: Asked, n: number, hours: string, own: readonly Work[]): readonly Warning[] {
  const { desk, policy, at } = rules;
  for (const [before, rule] of desk.delivery.slice(0, n).entries()) {
    const work = own.find((each) => fits(rule, each));
    const theirs = dutyOf(desk, rule);
    if (work === undefined || theirs === undefined || theirs === hours) continue;
    if (rule.to === desk.delivery[n]!.to || covers(rules, [theirs], hours) || covers(rules, [hours], theirs))
      continue;
    const both = firstOfBoth(compiled(rules, [theirs]), compiled(rules, [hours]), at);
    if (both === null) continue;
    const zone = policy.desk.timeZone;
    const format = dateFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    const when = `on ${format.format(both)} (${zone}) for one`;
    const read = `${hours}, which overlap ${theirs} of delivery[${before}]`;
    const expected = `hours that touch: where both are on duty, ${when}, delivery[${before}] gets ${sayWork(work)}`;
    return [warning(rules, "delivery-overlap", ["delivery", n], read, expected)];
  }
  return [];
}

function warning(
  { deskFile }: Rules,
  because: "delivery-never-reached" | "delivery-overlap",
  path: readonly (string | number)[],
  read: string,
  expected: string,
): Warning {
  return { because, ...deskFile.problem(path, expected, { read }) };
}

function compiled({ calendars, compiled }: Asked, names: readonly string[]): ServiceHours {
  const key = [...new Set(names)].toSorted().join("\n");
  const known =
    compiled.get(key) ?? compile({ union: names.flatMap((name) => calendars[name]?.hours ?? []) });
  compiled.set(key, known);
  return known;
}

/** Whether somebody of `wide` is on duty whenever `narrow` is. */
function covers(rules: Asked, wide: readonly string[], narrow: string): boolean {
  if (wide.includes(narrow)) return true;
  const key = [...new Set(wide), "", narrow].join("\n");
  const known = rules.covered.get(key);
  if (known !== undefined) return known;
  const end = plus(rules.at, LOOK_AHEAD);
  const together = serviceTimeBetween(compiled(rules, [...wide, narrow]), rules.at, end);
  const covered = serviceTimeBetween(compiled(rules, wide), rules.at, end) === together;
  rules.covered.set(key, covered);
  return covered;
}

/** The first instant at which both are on duty; null: none within a year. */
function firstOfBoth(one: ServiceHours, other: ServiceHours, from: Instant): Instant | null {
  const end = plus(from, LOOK_AHEAD);
  let at: Instant | null = from;
  while (at !== null && at < end) {
    at = nextOpen(one, at);
    if (at === null || isOpen(other, at)) return at;
    const next = nextOpen(other, at);
    if (next === null || isOpen(one, next)) return next;
    at = next;
  }
  return null;
}
