import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Json } from "../../../values/json.ts";
import { bytes, claimColumns, dueColumns, id, instantColumn } from "./columns.ts";
import { tickets } from "./tickets.ts";

/** A promise as the fold last computed it; `dueAt` of the outbox columns is its next wake. */
export const targets = pgTable(
  "targets",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    kind: text({ enum: ["first-response", "next-response", "update", "resolution"] }).notNull(),
    instance: integer().notNull(),
    state: text({ enum: ["inactive", "running", "paused", "met", "late", "cancelled"] }).notNull(),
    goalMs: bigint({ mode: "number" }),
    goalVersion: integer().notNull(),
    calendar: text().notNull(),
    elapsedMs: bigint({ mode: "number" }).notNull(),
    startedAt: instantColumn(),
    endedAt: instantColumn(),
    /** The promised time: earliest instant with elapsed = goal. */
    promisedAt: instantColumn(),
    breachAt: instantColumn(),
    breachedAt: instantColumn(),
    provisional: boolean().notNull().default(false),
    ...dueColumns(),
  },
  (t) => [
    unique("targets_instance").on(t.ticketId, t.kind, t.instance),
    index("targets_due").on(t.dueAt).where(sql`due_at is not null`),
    index("targets_open").on(t.promisedAt).where(sql`state in ('running', 'late')`),
  ],
);

/** This rung of this promise was told: a fact that can exist once. */
export const rungsTold = pgTable(
  "rungs_told",
  {
    targetId: uuid()
      .notNull()
      .references(() => targets.id),
    rung: text().notNull(),
    goalVersion: integer().notNull(),
    toldAt: instantColumn().notNull(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.rung, t.goalVersion] })],
);

/**
 * A rung is ready, then told. A handoff is ready, then sent (by mail) or prepared (for a portal, until its number is
 * known), answered, and ends handed back, closed, cancelled or failed.
 */
export const ESCALATION_STATES = [
  "ready",
  "told",
  "prepared",
  "sent",
  "answered",
  "handed-back",
  "closed",
  "cancelled",
  "failed",
] as const;

export const escalations = pgTable(
  "escalations",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    /** news: a word of a published incident to the customer of one ticket. */
    kind: text({ enum: ["rung", "handoff", "news"] }).notNull(),
    targetId: uuid(),
    rung: text(),
    /** To whom a rung goes, as the ladder names it. */
    to: text().notNull(),
    detail: jsonb().$type<Json>().notNull().default({}),
    state: text({ enum: ESCALATION_STATES }).notNull(),
    because: text().notNull(),
    createdAt: instantColumn().notNull(),
    /** Rungs: who answered the word of it, so that it need not climb further. */
    acknowledgedAt: instantColumn(),
    acknowledgedBy: uuid(),
    /** Handoffs: the way it goes (an id of the profile's), and the conversation it opened. */
    vehicle: text(),
    legId: uuid(),
    /** The profile it was decided by, and its hash. */
    profile: text(),
    profileHash: text(),
    sentAt: instantColumn(),
    /** When they are expected to answer; null: nothing was promised. */
    expectedAt: instantColumn(),
    /** The last word of theirs. */
    answeredAt: instantColumn(),
    reminders: integer().notNull().default(0),
    endedAt: instantColumn(),
    ...dueColumns(),
  },
  (t) => [
    index("escalations_due").on(t.dueAt).where(sql`due_at is not null`),
    index().on(t.ticketId),
    index("escalations_open").on(t.createdAt).where(sql`kind = 'handoff' and ended_at is null`),
  ],
);

export const OUTBOUND_STATES = [
  "held",
  "ready",
  "submitting",
  "accepted",
  "deferred",
  "unsure",
  "failed",
  "bounced",
  "cancelled",
] as const;

/** A mail rendered once. Its bytes never change, whatever happens on the way out. */
export const outboundMail = pgTable(
  "outbound_mail",
  {
    id: id(),
    ticketId: uuid().references(() => tickets.id),
    legId: uuid(),
    messageId: uuid(),
    audience: text({ enum: ["customer", "agents", "upstream"] }).notNull(),
    purpose: text().notNull(),
    /** Lower is sent first. */
    priority: integer().notNull(),
    msgId: text().notNull().unique(),
    reversePath: text().notNull(),
    recipients: jsonb().$type<readonly OutboundRecipient[]>().notNull(),
    subject: text().notNull(),
    /** What the mail says, for pages and for the leak check of a reply to it. */
    text: text().notNull(),
    bytes: bytes().notNull(),
    state: text({ enum: OUTBOUND_STATES }).notNull(),
    because: text().notNull(),
    /** The message stream began in this claim: from here on a break is `unsure`. */
    streaming: boolean().notNull().default(false),
    repeats: integer().notNull().default(0),
    /** A once-only mail, e.g. `acknowledgement.<ticket>`. */
    once: text().unique(),
    createdAt: instantColumn().notNull(),
    acceptedAt: instantColumn(),
    /** A copy in Sent, its own step. `due`: to be stored; `server`: the provider does it; `none`: there is none. */
    sentCopy: text({ enum: ["none", "due", "stored", "server", "failed"] })
      .notNull()
      .default("none"),
    sentCopyDueAt: instantColumn(),
    sentCopyAttempts: integer().notNull().default(0),
    sentCopyError: text(),
    ...claimColumns(),
    ...dueColumns(),
  },
  (t) => [
    index("outbound_mail_due").on(t.priority, t.dueAt).where(sql`due_at is not null`),
    index("outbound_mail_unsettled").on(t.state).where(sql`state not in ('accepted', 'cancelled')`),
    index("outbound_mail_ticket").on(t.ticketId),
    index("outbound_mail_copies").on(t.sentCopyDueAt).where(sql`sent_copy_due_at is not null`),
    index("outbound_mail_created").on(t.createdAt),
    index("outbound_mail_of_no_ticket").on(t.createdAt).where(sql`ticket_id is null`),
  ],
);

/** What is left of a submission account's budgets; all nodes spend it together. */
export const submissionBuckets = pgTable("submission_buckets", {
  account: text().primaryKey(),
  mails: doublePrecision().notNull(),
  recipients: doublePrecision().notNull(),
  at: instantColumn().notNull(),
});

export interface OutboundRecipient {
  readonly address: string;
  readonly state: "waiting" | "accepted" | "failed" | "bounced";
  readonly reply: string;
}
