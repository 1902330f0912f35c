import { z } from "zod";
import { DAY, HOUR, MINUTE, SECOND } from "../values/instant.ts";

const SERVICE = /^(?=.)(?:(\d{1,3})d)? ?(?:(\d{1,4})h)? ?(?:(\d{1,5})m)?$/;
const WALL = /^(\d{1,5})(s|m|h|d|w|y)$/;
const WALL_MS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};

/** Service time: days (of the calendar's declared `day`), hours, minutes; at least one minute (sla.md 3.6). */
export const ServiceDuration = z
  .string("a duration such as 30m, 4h or 1d")
  .regex(SERVICE, "a duration such as 30m, 4h, 1h30m or 1d")
  .refine((text) => !/^[0dhm ]*$/.test(text), "at least 1m; leave the target out where nothing is promised");

/** Plain time, whatever the calendar: `60s`, `30m`, `7d`, `2w`, `3y`. */
export const WallDuration = z
  .string("a duration such as 60s, 30m, 12h, 7d, 2w or 3y")
  .regex(WALL, "a duration such as 60s, 30m, 12h, 7d, 2w or 3y");

export interface Days {
  readonly days: number;
  /** The rest, in milliseconds. */
  readonly ms: number;
}

/** Reads what `ServiceDuration` accepted. Days stay apart: only a calendar knows how long they are. */
export function parseServiceDuration(text: string): Days {
  const [, days = "0", hours = "0", minutes = "0"] = SERVICE.exec(text)!;
  return { days: Number(days), ms: Number(hours) * HOUR + Number(minutes) * MINUTE };
}

/** Milliseconds of what `WallDuration` accepted. */
export function wallMs(text: string): number {
  const [, count, unit] = WALL.exec(text)!;
  return Number(count) * WALL_MS[unit!]!;
}
