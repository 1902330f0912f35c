import { date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { id, instantColumn } from "./columns.ts";

export const agents = pgTable("agents", {
  id: id(),
  name: text().notNull(),
  address: text().notNull().unique(),
  role: text({ enum: ["agent", "lead", "manager"] })
    .notNull()
    .default("agent"),
  /** Their own hours, a name of the policy's; null: those of their teams. */
  hours: text(),
  /** When a ticket was last given to them by the rules: the one who waited longest is next. */
  lastAssignedAt: instantColumn(),
  /** Null: as long as the desk says. */
  undoSeconds: integer(),
  receipts: text({ enum: ["always", "exceptions", "digest"] })
    .notNull()
    .default("exceptions"),
  /** Null: active. A removed agent's row stays for the ledger. */
  removedAt: instantColumn(),
});

/** When an agent is away. */
export const agentAbsences = pgTable(
  "agent_absences",
  {
    id: id(),
    agentId: uuid()
      .notNull()
      .references(() => agents.id),
    startsAt: instantColumn().notNull(),
    endsAt: instantColumn().notNull(),
    because: text().notNull(),
  },
  (t) => [index().on(t.agentId, t.endsAt)],
);

/** Lines of receipts that agents want once a day. */
export const digestLines = pgTable(
  "digest_lines",
  {
    id: id(),
    agentId: uuid()
      .notNull()
      .references(() => agents.id),
    ticketId: uuid(),
    line: text().notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [index().on(t.agentId, t.at)],
);

/** An agent's work list of a day (in their zone) was made up: once, also where there was nothing to list. */
export const workLists = pgTable(
  "work_lists",
  {
    agentId: uuid()
      .notNull()
      .references(() => agents.id),
    day: date({ mode: "string" }).notNull(),
    /** The mail; null: nothing was due. */
    outboundId: uuid(),
    at: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.day] })],
);
