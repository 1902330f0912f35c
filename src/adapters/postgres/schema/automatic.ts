import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Json } from "../../../values/json.ts";
import { instantColumn } from "./columns.ts";

/** Automatic mail that went to customers, for the budgets: kept for two days. */
export const automaticMail = pgTable(
  "automatic_mail",
  {
    outboundId: uuid().notNull(),
    address: text().notNull(),
    /** The address's domain; null where anybody can have an address there. */
    system: text(),
    ticketId: uuid(),
    /** It answered a mail by itself. */
    response: boolean().notNull(),
    /** To a customer's own word: a ticket's budget does not count it. */
    answersWord: boolean().notNull().default(false),
    /** Of the subject it answered, hashed. */
    likeness: text(),
    at: instantColumn().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.outboundId, t.address] }),
    index("automatic_mail_address").on(t.address, t.at),
    index("automatic_mail_system").on(t.system, t.at),
    index("automatic_mail_at").on(t.at),
  ],
);

/** Addresses, domains or the whole desk (`*`) to which no automatic mail goes. */
export const muted = pgTable("muted", {
  key: text().primaryKey(),
  kind: text({ enum: ["address", "system", "desk"] }).notNull(),
  because: text().notNull(),
  /** Numbers of the tickets the mails before it belonged to. */
  evidence: jsonb().$type<Json>().notNull(),
  since: instantColumn().notNull(),
  /** Ends by itself; null: somebody must allow it. */
  until: instantColumn(),
});
