import { customType, integer, text, uuid } from "drizzle-orm/pg-core";
import { fromMs, type Instant, iso } from "../../../values/instant.ts";

/** A moment, kept as timestamptz and read as an Instant; microseconds are cut. */
export const instantColumn = customType<{ data: Instant; driverData: string }>({
  dataType: () => "timestamptz(3)",
  toDriver: (value) => iso(value),
  fromDriver: (value) => fromMs(Date.parse(value)),
});

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

export const id = () => uuid().primaryKey();

/**
 * What makes a row an outbox entry: due at `dueAt` (null: nothing to do). Arming it again raises `generation`, so that a
 * job published for an earlier arming finds itself stale.
 */
export const dueColumns = () => ({
  dueAt: instantColumn(),
  generation: integer().notNull().default(1),
  attempts: integer().notNull().default(0),
  lastError: text(),
});

/** Who may touch the world for a row, until when. `fence` rises with each claim; results are saved only where it still matches. */
export const claimColumns = () => ({
  claimedBy: text(),
  fence: integer().notNull().default(0),
  leaseUntil: instantColumn(),
});
