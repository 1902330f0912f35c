import dayjs from "dayjs";
import businessTime from "dayjs-business-time";
import momentBusinessTime from "moment-business-time";
import { addServiceTime, serviceTimeBetween } from "../../src/service-hours/arithmetic.ts";
import { compile } from "../../src/service-hours/compiled.ts";
import { DAY, fromMs, HOUR, type Instant, SECOND } from "../../src/values/instant.ts";
import { office } from "../support/calendars.ts";

const ZONE = "Europe/Lisbon";
const HOLIDAYS = [
  "2026-01-01",
  "2026-04-03",
  "2026-04-25",
  "2026-05-01",
  "2026-06-10",
  "2026-12-01",
  "2026-12-25",
];
const BUDGET_MS = 8 * HOUR;
const INSTANTS = 2000;

type Deadline = (from: Instant) => number;

/**
 * Deadlines a second: 8 hours of an office in Lisbon with its holidays, from 2000 instants of 2026, beside the npm
 * packages a user would pick, in one process on one core; and how many answers are neither end of the right one.
 * A second is measured for each, after a warming up.
 */
export function benchServiceHours(): readonly string[] {
  // The packages know the process's zone only.
  const before = process.env["TZ"];
  process.env["TZ"] = ZONE;
  try {
    const instants = someInstants();
    const right = instants.map(byHand);
    const hours = compile(office(ZONE, ...HOLIDAYS));
    const ours: Deadline = (from) => {
      const due = addServiceTime(hours, from, BUDGET_MS);
      return due.kind === "due" ? due.dueAt : Number.NaN;
    };
    const between: Deadline = (from) => serviceTimeBetween(hours, from, fromMs(from + 3 * DAY));
    const others: readonly (readonly [string, Deadline])[] = [
      ["dayjs-business-time", withDayjs()],
      ["moment-business-time", withMoment()],
    ];
    const speed = rate(ours, instants);
    const measured = others.map(([name, deadline]) => ({
      name,
      speed: rate(deadline, instants),
      wrong: wrongOf(deadline, instants, right),
    }));
    const fastest = Math.max(...measured.map((each) => each.speed));
    return [
      `ours, deadlines               ${perSecond(speed)}  ${wrongOf(ours, instants, right)} of ${INSTANTS} wrong`,
      `ours, time between            ${perSecond(rate(between, instants))}`,
      ...measured.map(
        ({ name, speed: theirs, wrong }) =>
          `${name.padEnd(28)}  ${perSecond(theirs)}  ${wrong} of ${INSTANTS} wrong`,
      ),
      `ours is ${Math.round(speed / fastest)} times as fast as the fastest of them`,
    ];
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}

/** The same 2000 instants each time, spread over 2026 to the second. */
function someInstants(): readonly Instant[] {
  let state = 20_260_101;
  return Array.from({ length: INSTANTS }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const second = Math.floor((state / 2_147_483_648) * 360 * 24 * 3600);
    return fromMs(Date.UTC(2026, 0, 1) + second * SECOND);
  });
}

/** Both ends of the right answer, found day by day with the process's own calendar. */
function byHand(from: Instant): readonly [due: number, breach: number] {
  let left = BUDGET_MS;
  let due: number | null = null;
  const start = new Date(from);
  for (let day = 0; ; day++) {
    const date = new Date(start.getFullYear(), start.getMonth(), start.getDate() + day);
    const civil = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
    if (date.getDay() % 6 === 0 || HOLIDAYS.includes(civil)) continue;
    const opens = Math.max(from, date.getTime() + 9 * HOUR + shiftBy(date, 9));
    const closes = date.getTime() + 17 * HOUR + shiftBy(date, 17);
    if (opens >= closes) continue;
    if (due !== null) return [due, opens];
    if (left < closes - opens) return [opens + left, opens + left];
    left -= closes - opens;
    if (left === 0) due = closes;
  }
}

/** What a change of clocks in the night adds to or takes from the time since midnight. */
function shiftBy(date: Date, hour: number): number {
  const at = new Date(date.getFullYear(), date.getMonth(), date.getDate(), hour);
  return at.getTime() - date.getTime() - hour * HOUR;
}

const pad = (value: number): string => String(value).padStart(2, "0");

function withDayjs(): Deadline {
  dayjs.extend(businessTime);
  dayjs.setHolidays([...HOLIDAYS]);
  return (from) => dayjs(from).addBusinessTime(8, "hours").valueOf();
}

function withMoment(): Deadline {
  momentBusinessTime.updateLocale("en", { holidays: HOLIDAYS });
  return (from) => momentBusinessTime(from).addWorkingTime(8, "hours").valueOf();
}

/** Calls a second, measured over one; the result is used, so that nothing is optimised away. */
function rate(deadline: Deadline, instants: readonly Instant[]): number {
  for (const from of instants.slice(0, 500)) deadline(from);
  let calls = 0;
  let sum = 0;
  const begun = performance.now();
  let passed = 0;
  while (passed < 1000) {
    for (let n = 0; n < 500; n++) sum += deadline(instants[calls++ % INSTANTS]!);
    passed = performance.now() - begun;
  }
  if (Number.isNaN(sum)) throw new RangeError("a deadline is no number");
  return (calls / passed) * 1000;
}

function wrongOf(
  deadline: Deadline,
  instants: readonly Instant[],
  right: readonly (readonly [number, number])[],
): number {
  return instants.filter((from, n) => !right[n]!.includes(deadline(from))).length;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US").padStart(12)} a second`;
}
