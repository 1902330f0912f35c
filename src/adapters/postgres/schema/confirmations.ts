import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instantColumn } from "./columns.ts";

/**
 * Secrets sent to an address the desk knows, so that a reply proves who reads mail there: the one thing beside proof of the
 * sender that lets a mail act. By hash, for one mail, once, and not for long.
 */
export const confirmations = pgTable(
  "confirmations",
  {
    hash: bytes().primaryKey(),
    /** The mail that waits for its sender's word. */
    inboundId: uuid().notNull(),
    address: text().notNull(),
    agentId: uuid(),
    ticketId: uuid(),
    createdAt: instantColumn().notNull(),
    expiresAt: instantColumn().notNull(),
    usedAt: instantColumn(),
  },
  (t) => [index().on(t.inboundId), index().on(t.address, t.createdAt)],
);
