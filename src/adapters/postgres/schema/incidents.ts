import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { HANGING } from "../../../tickets/incident/incident.ts";
import { instantColumn } from "./columns.ts";
import { tickets } from "./tickets.ts";

/** Published incidents of the vendor's that tickets of ours have to do with, by the vendor's number in capitals. */
export const incidents = pgTable("incidents", {
  code: text().primaryKey(),
  firstSeenAt: instantColumn().notNull(),
  /** Somebody of ours said that it is over. */
  closedAt: instantColumn(),
  /** Rises when it begins anew after that. */
  round: integer().notNull().default(1),
});

/** How tickets stand to them. */
export const incidentTickets = pgTable(
  "incident_tickets",
  {
    incident: text()
      .notNull()
      .references(() => incidents.code),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    state: text({ enum: HANGING }).notNull(),
    by: text({ enum: ["notice", "agent", "operator"] }).notNull(),
    agentId: uuid(),
    at: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.incident, t.ticketId] }), index().on(t.ticketId)],
);
