import { boolean, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instantColumn } from "./columns.ts";
import { legs } from "./tickets.ts";

/** Numbers that others give to our cases: their mails may carry nothing else. */
export const caseNumbers = pgTable(
  "case_numbers",
  {
    number: text().notNull(),
    legId: uuid()
      .notNull()
      .references(() => legs.id),
    ticketId: uuid().notNull(),
    /** Who gave it, e.g. a partner of desk.yaml or a vehicle of the profile. */
    issuer: text().notNull(),
    learntAt: instantColumn().notNull(),
    /** `reply`, or the agent's command. */
    because: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.number, t.legId] }), index().on(t.legId)],
);

/** Message-IDs seen or minted, and the conversation each belongs to. `audience` says who was written to under a minted one. */
export const messageIds = pgTable(
  "message_ids",
  {
    msgId: text().notNull(),
    legId: uuid()
      .notNull()
      .references(() => legs.id),
    ticketId: uuid().notNull(),
    minted: boolean().notNull(),
    /** A reply to it opened the ticket, and it has not come yet itself. */
    awaited: boolean().notNull().default(false),
    audience: text({ enum: ["customer", "agents", "upstream"] }).notNull(),
    outboundId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.msgId, t.legId] })],
);

/** Random routing tokens, by hash. They route; they never authorise. */
export const tokens = pgTable(
  "tokens",
  {
    hash: bytes().primaryKey(),
    ticketId: uuid().notNull(),
    legId: uuid()
      .notNull()
      .references(() => legs.id),
    purpose: text({ enum: ["customer", "agent", "upstream"] }).notNull(),
    agentId: uuid(),
    outboundId: uuid(),
    createdAt: instantColumn().notNull(),
    expiresAt: instantColumn(),
    revokedAt: instantColumn(),
  },
  (t) => [index().on(t.ticketId), index().on(t.agentId)],
);
