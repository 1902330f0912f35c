import { HOUR, MINUTE } from "../values/instant.ts";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Times as `HH:MM`; an end at or before its start runs past midnight. */
export type Interval = readonly [start: string, end: string];
export type Week = { readonly [day in Weekday]?: readonly Interval[] };

/** As written: `09:00-13:00`, or a list of these. */
type Shifts = string | readonly string[];

/** Shifts as pairs of times, in order. */
export function intervalsOf(shifts: Shifts): readonly Interval[] {
  return [shifts]
    .flat()
    .map((shift): Interval => [shift.slice(0, 5), shift.slice(-5)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** `mon-fri`, `sat-mon`, `mon,wed`, `daily` as days. */
export function daysOf(range: string): readonly Weekday[] {
  if (range === "daily") return WEEKDAYS;
  return range.split(/, ?/).flatMap((part) => {
    const [first, last = first] = part.split("-") as [Weekday, Weekday?];
    const from = WEEKDAYS.indexOf(first);
    const length = ((WEEKDAYS.indexOf(last) - from + 7) % 7) + 1;
    return Array.from({ length }, (_, n) => WEEKDAYS[(from + n) % 7]!);
  });
}

/** The week day by day. Where a day is named twice its shifts are added together. */
export function weekOf(weekly: Readonly<Record<string, Shifts>>): Week {
  const week: { [day in Weekday]?: readonly Interval[] } = {};
  for (const [range, shifts] of Object.entries(weekly)) {
    for (const day of daysOf(range)) {
      week[day] = [...(week[day] ?? []), ...intervalsOf(shifts)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    }
  }
  return week;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes from Monday 00:00, half-open; a shift past Sunday's midnight runs on into the next week. */
export function runsOf(week: Week): readonly (readonly [start: number, end: number])[] {
  return WEEKDAYS.flatMap((day, n) =>
    (week[day] ?? []).map(([from, to]): [number, number] => {
      const start = minuteOf(from);
      const end = minuteOf(to);
      return [n * 1440 + start, n * 1440 + (end > start ? end : end + 1440)];
    }),
  ).toSorted(([a], [b]) => a - b);
}

/** The day on which a shift starts while another still runs, or null. */
export function overlapIn(week: Week): Weekday | null {
  const runs = runsOf(week);
  const first = runs[0];
  const around = first ? [...runs, [first[0] + 10_080, first[1] + 10_080] as const] : runs;
  const clash = around.find(([start], n) => n > 0 && start < around[n - 1]![1]);
  return clash ? WEEKDAYS[Math.floor(clash[0] / 1440) % 7]! : null;
}

/** Minutes open on each weekday that has a shift. */
export function lengthsOf(week: Week): readonly number[] {
  return WEEKDAYS.flatMap((day) => {
    const runs = runsOf({ [day]: week[day] ?? [] });
    const open = runs.reduce((sum, [start, end]) => sum + end - start, 0);
    return open > 0 ? [open] : [];
  });
}

/** `8h`, `7h30m` in milliseconds. */
export function dayLengthMs(text: string): number {
  const [, hours = "0", minutes = "0"] = /^(?:(\d+)h)?(?:(\d+)m)?$/.exec(text) ?? [];
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}
