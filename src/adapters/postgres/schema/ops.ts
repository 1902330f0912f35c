import { pgTable, text } from "drizzle-orm/pg-core";
import { instantColumn } from "./columns.ts";

/** When something that never rests last ran, by its name: standing still leaves no other trace. */
export const heartbeats = pgTable("heartbeats", {
  name: text().primaryKey(),
  at: instantColumn().notNull(),
  owner: text().notNull(),
});
