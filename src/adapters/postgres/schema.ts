/** The one definition of what is kept. Migrations in `drizzle/` are generated from here and only go forward. */
export * from "./schema/agents.ts";
export * from "./schema/automatic.ts";
export * from "./schema/confirmations.ts";
export * from "./schema/contracts.ts";
export * from "./schema/desk.ts";
export * from "./schema/due.ts";
export * from "./schema/inbound.ts";
export * from "./schema/incidents.ts";
export * from "./schema/leads.ts";
export * from "./schema/ops.ts";
export * from "./schema/reports.ts";
export * from "./schema/retention.ts";
export * from "./schema/tickets.ts";
