import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { Lead } from "../../../conversation/evidence.ts";
import type { Json } from "../../../values/json.ts";
import { agents } from "./agents.ts";
import { id, instantColumn } from "./columns.ts";
import { contacts, customers, policyVersions } from "./desk.ts";

export const ticketNumbers = pgSequence("ticket_numbers", { startWith: 1001 });

export const TICKET_STATUSES = ["new", "in-progress", "waiting", "resolved", "closed"] as const;

export const tickets = pgTable(
  "tickets",
  {
    id: id(),
    number: bigint({ mode: "number" }).notNull().unique(),
    customerId: uuid().references(() => customers.id),
    requesterId: uuid()
      .notNull()
      .references(() => contacts.id),
    subject: text().notNull(),
    status: text({ enum: TICKET_STATUSES }).notNull(),
    kind: text({ enum: ["commercial", "technical"] }),
    service: text(),
    severity: text({ enum: ["A", "B", "C"] }).notNull(),
    plan: text().notNull(),
    policyVersion: text()
      .notNull()
      .references(() => policyVersions.version),
    assigneeId: uuid().references(() => agents.id),
    /** A team of desk.yaml, by its name. */
    team: text(),
    language: text().notNull(),
    mergedInto: uuid(),
    deskAddress: text(),
    /** For an agent to try the desk on: nobody outside has it, and no clock, list or figure counts it. */
    practice: boolean().notNull().default(false),
    waitingUntil: instantColumn(),
    openedAt: instantColumn().notNull(),
    resolvedAt: instantColumn(),
    closedAt: instantColumn(),
    lastMessageAt: instantColumn().notNull(),
    /** Its content is gone; what figures need is still here. */
    deletedAt: instantColumn(),
    deletedBecause: text({ enum: ["retention", "erasure"] }),
  },
  (t) => [
    index("tickets_to_delete").on(t.closedAt).where(sql`closed_at is not null and deleted_at is null`),
    index().on(t.status, t.resolvedAt),
    index().on(t.customerId),
    index().on(t.assigneeId),
    index("tickets_merged").on(t.mergedInto).where(sql`merged_into is not null`),
    index("tickets_waiting").on(t.waitingUntil).where(sql`waiting_until is not null`),
  ],
);

/** One conversation of a ticket: the customer's, or one with an upstream. */
export const legs = pgTable(
  "legs",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    kind: text({ enum: ["customer", "upstream"] }).notNull(),
    openedAt: instantColumn().notNull(),
    /** Upstream legs: the handoff that opened it, and who is written to. */
    escalationId: uuid(),
    withWhom: text(),
    closedAt: instantColumn(),
    /** What Outlook and Exchange know the conversation by, if the customer's first mail had it or we wrote first. */
    threadIndex: text(),
  },
  (t) => [index().on(t.ticketId), index().on(t.escalationId)],
);

export const participants = pgTable(
  "participants",
  {
    legId: uuid()
      .notNull()
      .references(() => legs.id),
    address: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ["requester", "copied", "upstream"] }).notNull(),
    /** Held: seen on a mail, but nothing is sent there until an agent allows it. */
    held: boolean().notNull().default(false),
    addedAt: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.legId, t.address] }), index().on(t.address)],
);

export const messages = pgTable(
  "messages",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    legId: uuid()
      .notNull()
      .references(() => legs.id),
    direction: text({ enum: ["in", "out", "note"] }).notNull(),
    author: text({ enum: ["customer", "agent", "upstream", "automatic"] }).notNull(),
    authorName: text().notNull(),
    authorAddress: text().notNull(),
    agentId: uuid().references(() => agents.id),
    /** The mail it came with, and the mail it left with. */
    inboundId: uuid(),
    outboundId: uuid(),
    msgId: text(),
    subject: text().notNull(),
    visibleText: text().notNull(),
    fullText: text().notNull(),
    /** Kept on the ticket, but it changes nothing until allowed. */
    unverified: boolean().notNull().default(false),
    /** What led it to its ticket and how sure each sign is, strongest first. */
    evidence: jsonb().$type<readonly Lead[]>().notNull().default([]),
    /** How its sender was proved, e.g. `dkim`; null: nothing proves them. */
    proof: text(),
    at: instantColumn().notNull(),
  },
  (t) => [index().on(t.ticketId, t.at), index().on(t.outboundId), index().on(t.inboundId)],
);

export const attachments = pgTable(
  "attachments",
  {
    id: id(),
    messageId: uuid()
      .notNull()
      .references(() => messages.id),
    /** The raw mail that holds the bytes, and where in it. */
    mail: uuid().notNull(),
    part: text().notNull(),
    filename: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    contentId: text(),
    inline: boolean().notNull(),
  },
  (t) => [index().on(t.messageId)],
);

/** The append-only ledger of a ticket: ids and codes, no content. */
export const events = pgTable(
  "events",
  {
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    seq: integer().notNull(),
    /** What it counts from, and when it was written down. */
    at: instantColumn().notNull(),
    recordedAt: instantColumn().notNull(),
    type: text().notNull(),
    actor: text({ enum: ["customer", "agent", "desk", "operator", "upstream"] }).notNull(),
    agentId: uuid(),
    because: text().notNull(),
    data: jsonb().$type<Json>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.seq] })],
);
