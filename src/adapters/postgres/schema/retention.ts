import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Json } from "../../../values/json.ts";
import { bytes, id, instantColumn } from "./columns.ts";
import { customers } from "./desk.ts";
import { tickets } from "./tickets.ts";

/** Content that is kept whatever desk.yaml says, e.g. for a dispute: of one ticket, or of all tickets of a customer. */
export const retentionHolds = pgTable(
  "retention_holds",
  {
    id: id(),
    ticketId: uuid()
      .unique()
      .references(() => tickets.id),
    customerId: uuid()
      .unique()
      .references(() => customers.id),
    because: text().notNull(),
    at: instantColumn().notNull(),
  },
  () => [check("retention_holds_one", sql`(ticket_id is null) <> (customer_id is null)`)],
);

/** People whose content was erased, by keyed hash of their address: done again after an older backup was restored. */
export const erasures = pgTable("erasures", {
  hash: bytes().primaryKey(),
  /** What came after it is not erased. */
  at: instantColumn().notNull(),
  counts: jsonb().$type<Json>().notNull(),
});
