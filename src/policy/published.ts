import type { Calendar } from "../service-hours/calendar.ts";
import type { Instant } from "../values/instant.ts";
import type { Agreement, Agreements } from "./agreement.ts";
import type { DeskFile } from "./desk-schema.ts";
import type { PolicyFile, Severity } from "./schema.ts";

/** Hours as they stood at publication: holidays resolved, days fixed. */
export interface PublishedCalendar {
  readonly hours: Calendar;
  /** What `1d` means, in milliseconds; null where days differ and none is declared. */
  readonly dayMs: number | null;
}

/**
 * A version of the policy, as it is stored and pinned by tickets: plain JSON. Whatever a clock, the page or the
 * acknowledgement needs is in here, so that neither a new holiday nor new time-zone data changes a promise given.
 */
export interface Published {
  readonly format: 1;
  /** The date it is in force from and the start of its hash: `2026-12-01-3fa9c1d2`. */
  readonly id: string;
  /** SHA-256, hex, over everything below but `publishedAt`, in canonical JSON. */
  readonly hash: string;
  readonly publishedAt: Instant;
  /** Civil date in the desk's zone. */
  readonly effectiveFrom: string;
  /** Version of the time-zone database the desk ran on. */
  readonly tzVersion: string;
  /** First and last year for which holidays are resolved. */
  readonly years: readonly [from: number, to: number];
  readonly policy: PolicyFile;
  readonly desk: DeskFile;
  readonly calendars: { readonly [name: string]: PublishedCalendar };
  readonly agreements: Agreements;
  /** Hash of the desk's own texts, where it has some: another wording is another version. */
  readonly texts?: string;
}

/** What is promised for a plan and severity; null where this version promises nothing, or has no such plan. */
export function agreementFor(published: Published, plan: string, severity: Severity): Agreement | null {
  if (!Object.hasOwn(published.agreements, plan)) return null;
  return published.agreements[plan]![severity] ?? null;
}

/** The plan of a customer who has none. */
export function defaultPlan(published: Published): string {
  return published.desk.defaults.plan ?? Object.keys(published.policy.plans)[0]!;
}

/** A calendar of this version by name; null where there is none. */
export function calendarOf(published: Published, name: string): PublishedCalendar | null {
  return Object.hasOwn(published.calendars, name) ? published.calendars[name]! : null;
}
