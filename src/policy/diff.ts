import type { Calendar, Holiday, SiteCalendar } from "../service-hours/calendar.ts";
import { type Agreement, FIELD_OF, PROMISE_KINDS, type PromiseKind } from "./agreement.ts";
import { canonicalJson } from "./canonical.ts";
import { closedPart, groupDays, sayDays, sayIntervals } from "./page/hours-section.ts";
import { sayLength, sayTarget } from "./page/say.ts";
import { sayAmount } from "./page/sections.ts";
import { EN } from "./page/words-en.ts";
import { showValue, writePath } from "./problem.ts";
import { agreementFor, calendarOf, type Published } from "./published.ts";
import { type Plan, SEVERITIES, type Severity } from "./schema.ts";

/** A difference between two versions. `promise`: a clock or a price reads it; `text`: only people do. */
export interface Difference {
  readonly about: "promise" | "hours" | "text" | "desk";
  readonly words: string;
}

/** What changes from `a` to `b`, in words for the operator: promises first, then hours, texts and the desk's own settings. */
export function describeDiff(a: Published, b: Published): readonly Difference[] {
  return [
    ...planDifferences(a, b),
    ...SEVERITIES.flatMap((severity) =>
      commonPlans(a, b).flatMap((plan) => goalDifferences(a, b, plan, severity)),
    ),
    ...hoursDifferences(a, b),
    ...otherDifferences(withoutPromises(a), withoutPromises(b), [], "text"),
    ...otherDifferences(a.desk, b.desk, [], "desk"),
  ];
}

/** Whether a ticket of this plan and severity would be promised otherwise under `b`: another goal, pause or other hours. */
export function promisesDiffer(a: Published, b: Published, plan: string, severity: Severity): boolean {
  const promised = (version: Published): unknown => {
    const agreement = agreementFor(version, plan, severity);
    return agreement && { ...agreement, hours: calendarOf(version, agreement.calendar)?.hours };
  };
  return canonicalJson(promised(a)) !== canonicalJson(promised(b));
}

const plansOf = (version: Published): readonly string[] => Object.keys(version.policy.plans);
const commonPlans = (a: Published, b: Published): readonly string[] =>
  plansOf(a).filter((plan) => plansOf(b).includes(plan));

function planDifferences(a: Published, b: Published): readonly Difference[] {
  const gone = plansOf(a).filter((plan) => !plansOf(b).includes(plan));
  const come = plansOf(b).filter((plan) => !plansOf(a).includes(plan));
  return [
    ...gone.map((plan) => promise(`plan ${plan} is gone`)),
    ...come.map((plan) => promise(`plan ${plan} is new`)),
    ...commonPlans(a, b).flatMap((plan) => {
      const [was, is] = [a.policy.plans[plan]!.price, b.policy.plans[plan]!.price];
      return canonicalJson(was) === canonicalJson(is)
        ? []
        : [promise(`plan ${plan}: the price was ${sayPrice(was)}, is ${sayPrice(is)}`)];
    }),
  ];
}

function sayPrice(price: Plan["price"]): string {
  if (price === undefined) return "not named";
  if (price === "included") return "included";
  return [price]
    .flat()
    .map((amount) => sayAmount(amount, { words: EN, language: "en" }))
    .join(", ");
}

function promise(words: string): Difference {
  return { about: "promise", words };
}

function goalDifferences(
  a: Published,
  b: Published,
  plan: string,
  severity: Severity,
): readonly Difference[] {
  const where = `plan ${plan}, severity ${severity}`;
  const [was, is] = [agreementFor(a, plan, severity), agreementFor(b, plan, severity)];
  if (!was && !is) return [];
  if (!is) return [promise(`${where}: nothing is promised any more`)];
  if (!was) return [promise(`${where}: targets are promised now, where there were none`)];
  const hours =
    was.calendar === is.calendar
      ? []
      : [promise(`${where}: counted in ${is.calendar} instead of ${was.calendar}`)];
  return [
    ...hours,
    ...PROMISE_KINDS.flatMap((kind) => kindDifferences(where, kind, [a, was], [b, is], plan, severity)),
  ];
}

type Side = readonly [Published, Agreement];

function kindDifferences(
  where: string,
  kind: PromiseKind,
  [a, was]: Side,
  [b, is]: Side,
  plan: string,
  severity: Severity,
): readonly Difference[] {
  const name = EN.kinds[FIELD_OF[kind]].toLowerCase();
  const say = (version: Published): string => {
    const targets = version.policy.plans[plan]?.targets[severity];
    const text = targets?.[FIELD_OF[kind]];
    if (targets === undefined || text === undefined) return EN.noTarget;
    return sayTarget(text, calendarOf(version, targets.hours)?.dayMs ?? null, EN);
  };
  const [before, after] = [was.goals[kind], is.goals[kind]];
  const goal =
    before === after
      ? []
      : [promise(`${where}: ${name} was ${say(a)}, is ${say(b)} (${direction(before, after)})`)];
  const [pausedBefore, pausedAfter] = [was.pauseOn[kind], is.pauseOn[kind]].map((reasons) =>
    reasons.join(" and "),
  );
  const pause =
    pausedBefore === pausedAfter
      ? []
      : [
          promise(
            `${where}: ${name} waited for ${pausedBefore || "nobody"}, waits for ${pausedAfter || "nobody"}`,
          ),
        ];
  return [...goal, ...pause];
}

function direction(before: number | null, after: number | null): string {
  if (before === null) return "new";
  if (after === null) return "dropped";
  return after < before ? "tighter" : "looser";
}

function hoursDifferences(a: Published, b: Published): readonly Difference[] {
  const names = [...new Set([...Object.keys(a.calendars), ...Object.keys(b.calendars)])];
  return names.flatMap((name) => {
    const [was, is] = [calendarOf(a, name), calendarOf(b, name)];
    if (!was) return [inHours(`hours ${name} are new`)];
    if (!is) return [inHours(`hours ${name} are gone`)];
    const day =
      was.dayMs === is.dayMs ? [] : [`a day was ${sayDayLength(was.dayMs)}, is ${sayDayLength(is.dayMs)}`];
    return [...day, ...calendarDifferences(was.hours, is.hours)].map((words) => inHours(`${name}: ${words}`));
  });
}

function inHours(words: string): Difference {
  return { about: "hours", words };
}

function sayDayLength(ms: number | null): string {
  return ms === null ? "not declared" : sayLength(ms, EN);
}

function calendarDifferences(was: Calendar, is: Calendar): readonly string[] {
  if (canonicalJson(was) === canonicalJson(is)) return [];
  const isSite = (hours: Calendar): hours is SiteCalendar => hours !== "24x7" && !("union" in hours);
  if (!isSite(was) || !isSite(is)) return ["other hours"];
  const zone = was.timeZone === is.timeZone ? [] : [`time zone was ${was.timeZone}, is ${is.timeZone}`];
  const week =
    canonicalJson(was.weekly) === canonicalJson(is.weekly)
      ? []
      : [`was open ${sayWeek(was)}; is open ${sayWeek(is)}`];
  const dates = [...new Set([...Object.keys(was.dates ?? {}), ...Object.keys(is.dates ?? {})])]
    .filter((date) => canonicalJson(was.dates?.[date]) !== canonicalJson(is.dates?.[date]))
    .map((date) => `other hours on ${date}`);
  return [...zone, ...week, ...dates, ...holidayDifferences(was.holidays ?? [], is.holidays ?? [])];
}

function sayWeek(hours: SiteCalendar): string {
  return groupDays(hours)
    .filter(([, intervals]) => intervals.length > 0)
    .map(([days, intervals]) => `${sayDays(days, EN)} ${sayIntervals(intervals, EN)}`)
    .join("; ");
}

/** Only years both versions know: that a later version knows later years is no change. */
function holidayDifferences(was: readonly Holiday[], is: readonly Holiday[]): readonly string[] {
  const years = (list: readonly Holiday[]): ReadonlySet<string> =>
    new Set(list.map(({ date }) => date.slice(0, 4)));
  const missing = (from: readonly Holiday[], other: readonly Holiday[]): readonly Holiday[] =>
    from.filter(
      ({ date }) =>
        (other.length === 0 || years(other).has(date.slice(0, 4))) &&
        !other.some((each) => each.date === date),
    );
  const closedOn = ({ closed }: Holiday): string => (closed === undefined ? "all day" : closed.join("–"));
  const changed = is.flatMap((holiday) => {
    const before = was.find(({ date }) => date === holiday.date);
    if (before === undefined || closedOn(before) === closedOn(holiday)) return [];
    const { date, name } = holiday;
    return [`closed ${closedOn(holiday)} on ${date} (${name}), was closed ${closedOn(before)}`];
  });
  return [
    ...missing(is, was).map((day) => `closed on ${day.date}${closedPart(day)} (${day.name}), was open`),
    ...missing(was, is).map((day) => `open on ${day.date}${closedPart(day)} (${day.name}), was closed`),
    ...changed,
  ];
}

/** What customers read beside promises and hours. */
function withoutPromises({ policy }: Published): unknown {
  const { serviceHours: _hours, plans, ...rest } = policy;
  const texts = Object.entries(plans).map(([name, { name: title, includes }]) => [name, { title, includes }]);
  return { ...rest, plans: Object.fromEntries(texts) };
}

function otherDifferences(
  was: unknown,
  is: unknown,
  path: readonly string[],
  about: Difference["about"],
): readonly Difference[] {
  if (canonicalJson(was ?? null) === canonicalJson(is ?? null)) return [];
  if (isGroup(was) && isGroup(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.flatMap((key) => otherDifferences(was[key], is[key], [...path, key], about));
  }
  const file = about === "desk" ? "desk.yaml " : "";
  return [{ about, words: `${file}${writePath(path)}: was ${showValue(was)}, is ${showValue(is)}` }];
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
