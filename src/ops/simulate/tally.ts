import { WEEKDAYS, type Weekday } from "../../service-hours/calendar.ts";
import type { Severity, TargetKind } from "../../sla/event.ts";
import type { Judged, Verdict } from "./judge.ts";

export type Count = { readonly [verdict in Verdict]: number };

/** Promises met, missed and open: all of them, and by what one may want to change. */
export interface Tally {
  readonly all: Count;
  readonly severity: { readonly [severity in Severity]: Count };
  /** Monday first. */
  readonly weekday: { readonly [weekday in Weekday]: Count };
  readonly target: { readonly [kind in TargetKind]: Count };
}

const NONE: Count = { met: 0, missed: 0, open: 0 };
const SEVERITIES = ["A", "B", "C"] as const;
const KINDS = ["first-response", "next-response", "update", "resolution"] as const;
/** Weeks are read from Monday on. */
const DAYS = [...WEEKDAYS.slice(1), WEEKDAYS[0]] as readonly Weekday[];

function each<K extends string>(keys: readonly K[]): { readonly [key in K]: Count } {
  return Object.fromEntries(keys.map((key) => [key, NONE])) as { readonly [key in K]: Count };
}

export const EMPTY_TALLY: Tally = {
  all: NONE,
  severity: each(SEVERITIES),
  weekday: each(DAYS),
  target: each(KINDS),
};

/** A tally with some promises more. */
export function tallied(tally: Tally, judged: readonly Judged[]): Tally {
  return judged.reduce<Tally>(
    ({ all, severity, weekday, target }, one) => ({
      all: more(all, one.verdict),
      severity: { ...severity, [one.severity]: more(severity[one.severity], one.verdict) },
      weekday: { ...weekday, [one.weekday]: more(weekday[one.weekday], one.verdict) },
      target: { ...target, [one.kind]: more(target[one.kind], one.verdict) },
    }),
    tally,
  );
}

function more(count: Count, verdict: Verdict): Count {
  return { ...count, [verdict]: count[verdict] + 1 };
}

/** How many of the promises that are decided were met, 0 to 1; null: none is decided. */
export function shareMet({ met, missed }: Count): number | null {
  return met + missed === 0 ? null : met / (met + missed);
}

export type Turned = "missed instead of met" | "met instead of missed";

/** Which way a ticket's promises would have gone otherwise; a promise that one side does not make is no comparison. */
export function turned(was: readonly Judged[], is: readonly Judged[]): readonly Turned[] {
  const ways = was.flatMap((before): readonly Turned[] => {
    const after = is.find(({ kind, instance }) => kind === before.kind && instance === before.instance);
    if (before.verdict === "met" && after?.verdict === "missed") return ["missed instead of met"];
    return before.verdict === "missed" && after?.verdict === "met" ? ["met instead of missed"] : [];
  });
  return [...new Set(ways)];
}
