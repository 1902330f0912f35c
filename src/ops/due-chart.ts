import { fromMs, HOUR, type Instant, plus } from "../values/instant.ts";
import { count, hourOf, startOfHour } from "./words.ts";

export interface DueBar {
  readonly label: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly due: number;
}

export interface DueChart {
  /** Promises that are late already. */
  readonly late: number;
  /** One bar an hour of the wall clock; the first holds what is left of the running hour. */
  readonly bars: readonly DueBar[];
  /** The tallest bar, at least 1. */
  readonly most: number;
  /** The whole chart in one sentence. */
  readonly summary: string;
}

/**
 * What falls due in the next hours. A promise that is due exactly on the hour belongs to the hour that begins then;
 * what is due after the last bar is left out.
 *
 * @param late  promises already late, which have no bar
 */
export function dueChart(
  dueAt: readonly Instant[],
  late: number,
  now: Instant,
  timeZone: string,
  hours = 8,
): DueChart {
  const first = startOfHour(now, timeZone);
  const bars = Array.from({ length: hours }, (_, n): DueBar => {
    const from = plus(first, n * HOUR);
    const until = plus(from, HOUR);
    const due = dueAt.filter((at) => at >= (n === 0 ? now : from) && at < until).length;
    return { label: hourOf(from, timeZone), from: fromMs(Math.max(from, now)), until, due };
  });
  const total = bars.reduce((sum, { due }) => sum + due, 0);
  const busiest = bars.reduce((a, b) => (b.due > a.due ? b : a));
  const peak = total === 0 ? "" : `, most of them (${busiest.due}) in the hour from ${busiest.label}:00`;
  const summary = `${count(late, "promise")} late; ${total} due in the next ${hours} hours${peak}.`;
  return { late, bars, most: Math.max(1, busiest.due), summary };
}
