import { boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instantColumn } from "./columns.ts";

/** What delivery and feedback reports said of mails of ours, one row a recipient. */
export const deliveryReports = pgTable(
  "delivery_reports",
  {
    inboundId: uuid().notNull(),
    address: text().notNull(),
    kind: text({ enum: ["failed", "delayed", "delivered", "feedback"] }).notNull(),
    hard: boolean().notNull(),
    sure: boolean().notNull(),
    status: text().notNull(),
    outboundId: uuid().notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.inboundId, t.address] }),
    index("delivery_reports_address").on(t.address, t.at),
    index().on(t.outboundId),
  ],
);

/** Addresses to which mail came back for good or again and again, or whose owners complained. */
export const undeliverableAddresses = pgTable("undeliverable_addresses", {
  address: text().primaryKey(),
  because: text().notNull(),
  at: instantColumn().notNull(),
  hard: boolean().notNull(),
  complaint: boolean().notNull().default(false),
});
