import { compiledHours } from "../policy/compiled.ts";
import { agreementFor, type Published } from "../policy/published.ts";
import type { Contact, Severity } from "../policy/schema.ts";
import { pickText } from "../policy/text.ts";
import { isOpen } from "../service-hours/arithmetic.ts";
import { whyClosed } from "../service-hours/why-closed.ts";
import type { Instant } from "../values/instant.ts";
import { byPlace } from "./holiday-places.ts";
import { type PromiseWords, promiseWords } from "./promise-words.ts";
import { sayDay, sayWeekday, sayWhen } from "./say-when.ts";

export interface Promised {
  readonly plan: string;
  readonly severity: Severity;
  readonly receivedAt: Instant;
  /** From the clock; null where nothing is promised for this severity. */
  readonly dueAt: Instant | null;
  readonly language: string;
  /** The customer's; the desk's where it is not known. */
  readonly timeZone: string;
}

/** A promise in words. Empty texts do not apply. */
export interface PromiseInWords {
  readonly receivedAt: string;
  /** `You will have an answer from one of us by Tuesday, 24 November, 13:00 Lisbon time.` */
  readonly promise: string;
  /** `We are closed until Tuesday, 24 November, 09:00 Lisbon time; Monday is a holiday in Portugal.` */
  readonly closed: string;
  /** While closed, how to report what cannot wait. */
  readonly emergency: string;
}

/**
 * What a customer is told about a promise: when, why not sooner, and what to do if it cannot wait. Open and closed come
 * from the calendar the clock obeys, `dueAt` from the clock itself.
 */
export function promiseInWords(published: Published, promised: Promised): PromiseInWords {
  const words = promiseWords(promised.language);
  const { receivedAt, dueAt, timeZone } = promised;
  const closed = sayClosed(published, promised, words);
  return {
    receivedAt: sayWhen(receivedAt, timeZone, words),
    promise: dueAt === null ? words.noTarget : words.answerBy(sayWhen(dueAt, timeZone, words)),
    closed,
    emergency: closed === "" || promised.severity === "A" ? "" : emergencyWays(published, promised, words),
  };
}

const LONG_CLOSED_MS = 6 * 86_400_000;

function sayClosed(published: Published, promised: Promised, words: PromiseWords): string {
  const { plan, severity, receivedAt, timeZone } = promised;
  const agreement = agreementFor(published, plan, severity);
  const hours = agreement && compiledHours(published, agreement.calendar);
  const closure = hours && whyClosed(hours, receivedAt);
  if (!agreement || !closure) return "";
  if (closure.opensAt === null) return `${words.neverOpen}.`;
  const until = words.closedUntil(sayWhen(closure.opensAt, timeZone, words));
  const name = closure.opensAt - receivedAt > LONG_CLOSED_MS ? sayDay : sayWeekday;
  const closed = closure.holidays.map(({ holiday }) => holiday.date);
  const reasons = byPlace(published, agreement.calendar, closed).map(({ dates, country }) => {
    const days = new Intl.ListFormat(words.locale, { type: "conjunction" }).format(
      dates.map((date) => name(date, words)),
    );
    return words.holiday(days, dates.length, country && countryName(country, words));
  });
  return `${[until, ...reasons].join("; ")}.`;
}

function countryName(country: string, words: PromiseWords): string {
  return new Intl.DisplayNames(words.locale, { type: "region" }).of(country) ?? country;
}

/** How to report a severity A now, or to be faster than by mail where it is one; nothing where the desk offers no way at this hour. */
export function emergencyWays(
  published: Published,
  promised: Pick<Promised, "receivedAt" | "language" | "severity">,
  words: PromiseWords,
): string {
  const ways = (published.policy.contact ?? [])
    .filter((way) => way.severities?.includes("A") && isReachable(published, way, promised.receivedAt))
    .map((way) => sayWay(way, words));
  const { raisingSeverity } = published.policy;
  const isKnown = promised.severity === "A";
  const said = ways.join(` ${words.or} `);
  if (ways.length > 0) return isKnown ? words.faster(said) : words.emergency("A", said);
  return raisingSeverity === undefined || isKnown ? "" : pickText(raisingSeverity, promised.language);
}

function isReachable(published: Published, way: Contact, at: Instant): boolean {
  if (way.hours === undefined) return true;
  const hours = compiledHours(published, way.hours);
  return hours !== null && isOpen(hours, at);
}

function sayWay(way: Contact, words: PromiseWords): string {
  if ("phone" in way) return words.call(way.phone);
  return words.write("email" in way ? way.email : way.web);
}
