import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { ALARM_CODES } from "../../../ops/alarms.ts";
import type { Json } from "../../../values/json.ts";
import { dueColumns, id, instantColumn } from "./columns.ts";

/** When something that never rests last ran, by its name: standing still leaves no other trace. */
export const heartbeats = pgTable("heartbeats", {
  name: text().primaryKey(),
  at: instantColumn().notNull(),
  owner: text().notNull(),
});

/** What was or is the matter. A condition is one open row at a time; it is told once it has lasted long enough. */
export const alarms = pgTable(
  "alarms",
  {
    id: id(),
    code: text({ enum: ALARM_CODES }).notNull(),
    subject: text().notNull(),
    count: integer().notNull(),
    seenAt: instantColumn().notNull(),
    /** Null: too young to be told. */
    beganAt: instantColumn(),
    endedAt: instantColumn(),
    /** Its finder raised it and will end it: looking at the desk does neither. */
    raised: boolean().notNull().default(false),
  },
  (t) => [uniqueIndex("alarms_open").on(t.code, t.subject, t.raised).where(sql`ended_at is null`)],
);

/** What operators are told outside the desk: counts, codes and ids. `once` lets nothing be told twice. */
export const operatorNotices = pgTable(
  "operator_notices",
  {
    id: id(),
    once: text().notNull().unique(),
    /** Of the alarm, or `proof`. */
    code: text().notNull(),
    text: text().notNull(),
    data: jsonb().$type<Json>().notNull(),
    createdAt: instantColumn().notNull(),
    /** Channels that have it. */
    told: text().array().notNull().default([]),
    ...dueColumns(),
  },
  (t) => [index("operator_notices_due").on(t.dueAt).where(sql`due_at is not null`)],
);
