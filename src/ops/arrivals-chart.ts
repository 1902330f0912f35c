import { HOUR, type Instant, plus } from "../values/instant.ts";
import { count, hourOf, startOfHour } from "./words.ts";

/** Mails that became the same, as far as a look is concerned, and how that is called. */
export const ARRIVAL_GROUPS = [
  ["tickets", "on tickets"],
  ["agents", "from agents"],
  ["others", "automatic, reports, refused"],
  ["waiting", "aside or in work"],
] as const;
export type ArrivalGroup = (typeof ARRIVAL_GROUPS)[number][0];

const GROUP_OF: ReadonlyMap<string | null, ArrivalGroup> = new Map([
  ["opened-ticket", "tickets"],
  ["added-to-ticket", "tickets"],
  ["held-unverified", "tickets"],
  ["command", "agents"],
  ["sent-by-agent", "agents"],
]);

/** Mails that arrived in the nth hour of the chart. */
export interface HourlyArrivals {
  readonly hour: number;
  readonly state: string;
  readonly disposition: string | null;
  readonly n: number;
}

export interface ArrivalBar {
  /** The hour of the wall clock in which it begins. */
  readonly label: string;
  readonly parts: Readonly<Record<ArrivalGroup, number>>;
  readonly total: number;
}

export interface ArrivalsChart {
  readonly bars: readonly ArrivalBar[];
  /** The tallest bar, at least 1. */
  readonly most: number;
  readonly totals: Readonly<Record<ArrivalGroup, number>>;
  /** The whole chart in one sentence. */
  readonly summary: string;
}

/** Where a chart of the last `hours` hours begins: the running hour is its last. */
export function chartStart(now: Instant, timeZone: string, hours = 24): Instant {
  return plus(startOfHour(now, timeZone), -(hours - 1) * HOUR);
}

/** What arrived in each of the last hours and what became of it. Hours outside the chart are left out. */
export function arrivalsChart(
  rows: readonly HourlyArrivals[],
  now: Instant,
  timeZone: string,
  hours = 24,
): ArrivalsChart {
  const start = chartStart(now, timeZone, hours);
  const bars = Array.from({ length: hours }, (_, hour): ArrivalBar => {
    const parts = sumsOf(rows.filter((row) => row.hour === hour));
    return { label: hourOf(plus(start, hour * HOUR), timeZone), parts, total: sum(parts) };
  });
  const totals = sumsOf(rows.filter(({ hour }) => hour >= 0 && hour < hours));
  const said = ARRIVAL_GROUPS.filter(([group]) => totals[group] > 0).map(
    ([group, name]) => `${totals[group]} ${name}`,
  );
  const total = sum(totals);
  const summary = `${count(total, "mail")} in the last ${hours} hours${total === 0 ? "" : `: ${said.join(", ")}`}.`;
  return { bars, most: Math.max(1, ...bars.map((bar) => bar.total)), totals, summary };
}

function sumsOf(rows: readonly HourlyArrivals[]): Record<ArrivalGroup, number> {
  const sums = { tickets: 0, agents: 0, others: 0, waiting: 0 };
  for (const { state, disposition, n } of rows)
    sums[state === "done" ? (GROUP_OF.get(disposition) ?? "others") : "waiting"] += n;
  return sums;
}

function sum(parts: Readonly<Record<ArrivalGroup, number>>): number {
  return parts.tickets + parts.agents + parts.others + parts.waiting;
}
