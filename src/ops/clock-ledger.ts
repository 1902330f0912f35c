import { holidayName } from "../policy/page/hours-section.ts";
import type { Because, Ledger, LedgerLine } from "../sla/ledger.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../values/instant.ts";
import { unreachable } from "../values/unreachable.ts";

/** How a stretch of time looks on the bar. */
export type LedgerTone = "counted" | "closed" | "stopped" | "outside";

export interface LedgerRow {
  /** On the wall clock of the calendar: `2026-11-24 09:00`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly tone: LedgerTone;
  readonly words: string;
  readonly lengthMs: number;
  readonly countedMs: number;
}

export interface LedgerView {
  /** Parts of the time between the ticket's first event and the clock's end (or now), in order; shares add up to 1. */
  readonly bar: readonly { readonly tone: LedgerTone; readonly share: number }[];
  /** The newest lines, oldest first. */
  readonly rows: readonly LedgerRow[];
  /** What came before the rows, in one sum; null where nothing was left out. */
  readonly earlier: { readonly spans: number; readonly lengthMs: number; readonly countedMs: number } | null;
  /** The sum of everything counted: the target's elapsed time. */
  readonly elapsedMs: number;
  /** The bar in one sentence. */
  readonly summary: string;
}

/** A target's ledger for a page: a bar and the lines with their reasons. `most` lines are shown, all are counted. */
export function viewLedger({ lines, elapsedMs, goalMs }: Ledger, most: number): LedgerView {
  const rows = lines.map(rowOf);
  const drawn = rows.filter(({ because }) => because.kind !== "after-end");
  const total = drawn.reduce((sum, { row }) => sum + row.lengthMs, 0);
  const left = rows.slice(0, Math.max(0, rows.length - most)).map(({ row }) => row);
  const sum = (of: "lengthMs" | "countedMs"): number => left.reduce((all, row) => all + row[of], 0);
  const goal = goalMs === null ? "no goal" : `a goal of ${exactSpan(goalMs)}`;
  return {
    bar: drawn.map(({ row }) => ({ tone: row.tone, share: total === 0 ? 0 : row.lengthMs / total })),
    rows: rows.slice(left.length).map(({ row }) => row),
    earlier:
      left.length === 0
        ? null
        : { spans: left.length, lengthMs: sum("lengthMs"), countedMs: sum("countedMs") },
    elapsedMs,
    summary: `${exactSpan(elapsedMs)} of ${exactSpan(total)} counted, against ${goal}; hours:minutes:seconds`,
  };
}

function rowOf(line: LedgerLine): { readonly row: LedgerRow; readonly because: Because } {
  const { fromLocal: from, toLocal: to, timeZone, countedMs, because } = line;
  const [tone, words] = sayBecause(because);
  return { because, row: { from, to, timeZone, tone, words, lengthMs: line.to - line.from, countedMs } };
}

const CLOSED = {
  "special-hours": "closed: other hours on this date",
  break: "closed: a break",
  pause: "closed: a pause",
  "outside-hours": "closed: outside service hours",
} as const;

function sayBecause(because: Because): readonly [LedgerTone, string] {
  switch (because.kind) {
    case "counted":
      return ["counted", "counted"];
    case "stopped":
      return ["stopped", because.stopped];
    case "before-start":
      return ["outside", "before this clock started"];
    case "after-end":
      return ["outside", "after it ended"];
    case "closed":
      return [
        "closed",
        because.closed.kind === "holiday"
          ? `closed: holiday, ${holidayName(because.closed.holiday, "en")}`
          : CLOSED[because.closed.kind],
      ];
    default:
      return unreachable(because);
  }
}

/** A length to be added up by hand: `26:05:09`, with milliseconds where there are some. Never rounded. */
export function exactSpan(ms: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const rest = ms % SECOND;
  const whole = `${Math.floor(ms / HOUR)}:${two(Math.floor((ms % HOUR) / MINUTE))}:${two(Math.floor((ms % MINUTE) / SECOND))}`;
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, "0")}`;
}

/**
 * The moment up to which a page tells a ledger: the last full minute, so that the page stays as it is in between, but
 * never before the ticket's last event.
 */
export function ledgerMoment(now: Instant, events: readonly { readonly at: Instant }[]): Instant {
  const minute = Math.floor(now / MINUTE) * MINUTE;
  return events.reduce((latest, { at }) => (at <= now ? Math.max(latest, at) : latest), minute) as Instant;
}
