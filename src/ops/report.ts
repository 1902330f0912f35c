import type { TargetKind } from "../sla/event.ts";
import type { Instant } from "../values/instant.ts";
import { boundsOf } from "./local-day.ts";

/** A month of the wall calendar as `2026-11`. */
export type Month = string;

/** What was counted of the tickets opened in a month: raw numbers, as the database gives them. */
export interface Counts {
  readonly opened: number;
  /** Promises of a first response that were kept, and that were not (ended late, or past their goal and still open). */
  readonly firstMet: number;
  readonly firstLate: number;
  /** Tickets handed on at least once. */
  readonly handedOn: number;
  readonly resolved: number;
  readonly reopened: number;
  readonly ratings: number;
  /** Of 1 to 5; null: nobody said. */
  readonly satisfaction: number | null;
}

export interface TargetCounts {
  readonly kind: TargetKind;
  readonly met: number;
  readonly late: number;
  /** Not ended, and not past their goal. */
  readonly open: number;
  /** Service time of those that have ended; null: none has. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

/** Service time from opening to the end or now, by whose turn it was. */
export interface Turns {
  readonly tickets: number;
  readonly oursMs: number;
  readonly upstreamMs: number;
  readonly customerMs: number;
}

export interface Grouped {
  /** A code or a name; empty: not said. */
  readonly key: string;
  readonly counts: Counts;
}

/** A customer's row: the counts, each kind of promise that was made, and the working time of the month. */
export interface CustomerFigures extends Grouped {
  readonly promises: Readonly<Partial<Record<TargetKind, { readonly met: number; readonly late: number }>>>;
  readonly minutesWorked: number;
}

export interface Report {
  readonly month: Month;
  readonly timeZone: string;
  /** Null: all. */
  readonly customer: string | null;
  readonly all: Counts;
  readonly by: {
    readonly kind: readonly Grouped[];
    readonly service: readonly Grouped[];
    readonly severity: readonly Grouped[];
    /** Most tickets first; those with working time alone come last. */
    readonly customer: readonly CustomerFigures[];
  };
  readonly targets: readonly TargetCounts[];
  /** Handoffs by the way they went, most first. */
  readonly ways: readonly { readonly way: string; readonly handoffs: number }[];
  readonly rungs: { readonly told: number; readonly acknowledged: number; readonly managerAsked: number };
  readonly minutesWorked: number;
  /** Of tickets that were handed on; null: it cannot be told. */
  readonly turns: Turns | null;
  /** The twelve months that end with this one. */
  readonly months: readonly Grouped[];
}

const MONTHS_SHOWN = 12;

export function parseMonth(text: string): Month | null {
  return /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text) ? text : null;
}

/** From its first moment to the first of the next, there. */
export function boundsOfMonth(
  month: Month,
  timeZone: string,
): { readonly from: Instant; readonly until: Instant } {
  return {
    from: boundsOf(`${month}-01`, timeZone).from,
    until: boundsOf(`${addMonths(month, 1)}-01`, timeZone).from,
  };
}

/** `2026-11` and 2 make `2027-01`. */
export function addMonths(month: Month, count: number): Month {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** The months of a report's charts, oldest first. */
export function monthsUntil(month: Month): readonly Month[] {
  return Array.from({ length: MONTHS_SHOWN }, (_, n) => addMonths(month, n + 1 - MONTHS_SHOWN));
}

/** The part that was kept, 0 to 1; null: nothing was decided, which is not the same as nothing kept. */
export function attainment({ met, late }: { readonly met: number; readonly late: number }): number | null {
  return met + late === 0 ? null : met / (met + late);
}

export function firstAttainment({ firstMet, firstLate }: Counts): number | null {
  return attainment({ met: firstMet, late: firstLate });
}

/** Tickets handed on at least once, of those opened. */
export function escalationRate({ handedOn, opened }: Counts): number | null {
  return opened === 0 ? null : handedOn / opened;
}

/** Tickets opened again, of those that were ever resolved. */
export function reopenRate({ reopened, resolved }: Counts): number | null {
  return resolved === 0 ? null : reopened / resolved;
}

/** `87.5 %`; a dash where there is nothing to tell. Never rounded up to 100 or down to 0. */
export function percent(part: number | null): string {
  if (part === null) return "–";
  const rounded = Math.round(part * 1000) / 10;
  if (part < 1 && rounded === 100) return "99.9 %";
  if (part > 0 && rounded === 0) return "0.1 %";
  return `${rounded} %`;
}

export const NO_COUNTS: Counts = {
  opened: 0,
  firstMet: 0,
  firstLate: 0,
  handedOn: 0,
  resolved: 0,
  reopened: 0,
  ratings: 0,
  satisfaction: null,
};
