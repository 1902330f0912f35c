import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Json } from "../../../values/json.ts";
import { agents } from "./agents.ts";
import { bytes, id, instantColumn } from "./columns.ts";
import { contacts, customers } from "./desk.ts";
import { escalations } from "./due.ts";
import { tickets } from "./tickets.ts";

/** What a customer has bought through us. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** A service of the profile's. */
    service: text().notNull(),
    name: text().notNull(),
    /** The vendor's id of it, or of the order. */
    reference: text(),
    /** A marketplace product: who publishes it, a partner of desk.yaml. */
    publisher: text(),
    /** How it was bought at the vendor; null: nobody wrote it down. */
    commerce: text({ enum: ["new", "legacy"] }),
    boughtAt: instantColumn(),
    renewedAt: instantColumn(),
    endsAt: instantColumn(),
  },
  (t) => [index().on(t.customerId), unique("subscriptions_reference").on(t.customerId, t.reference)],
);

/** How we stand to the vendor for a customer or one subscription, from a day on; desk.yaml says it for the rest. */
export const partnerModels = pgTable(
  "partner_models",
  {
    id: id(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    subscriptionId: uuid().references(() => subscriptions.id),
    model: text({ enum: ["direct_bill", "indirect_reseller"] }).notNull(),
    /** A partner of desk.yaml; null: the one named there. */
    provider: text(),
    validFrom: date({ mode: "string" }).notNull(),
  },
  (t) => [index().on(t.customerId)],
);

/** Who answers for the support of a subscription: the product's own record. Days are civil dates. */
export const supportContacts = pgTable(
  "support_contacts",
  {
    id: id(),
    subscriptionId: uuid()
      .notNull()
      .references(() => subscriptions.id),
    /** A partner of desk.yaml; null: we do. */
    partner: text(),
    validFrom: date({ mode: "string" }).notNull(),
    /** The last day; null: without end. */
    validTo: date({ mode: "string" }),
    /** Our own record, or a copy of the vendor's. */
    source: text({ enum: ["own", "vendor"] }).notNull(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [unique("support_contacts_once").on(t.subscriptionId, t.validFrom, t.source)],
);

/** The right to use a vehicle. Contract and access ids are encrypted; neither is ever mailed or logged. */
export const entitlements = pgTable("entitlements", {
  id: id(),
  /** An id of the profile's vehicles. */
  vehicle: text().notNull(),
  name: text().notNull(),
  /** Why we have it, e.g. the designation it came with. */
  grant: text(),
  validFrom: date({ mode: "string" }).notNull(),
  /** The last day; null: without end. */
  validTo: date({ mode: "string" }),
  /** Null: not counted. */
  units: integer(),
  /** Services it is limited to; empty: as the profile says. */
  services: text().array().notNull().default([]),
  contractId: bytes(),
  accessId: bytes(),
  createdAt: instantColumn().notNull(),
  removedAt: instantColumn(),
});

/** Units taken for a handoff, once each, and given back. */
export const debits = pgTable(
  "debits",
  {
    id: id(),
    entitlementId: uuid()
      .notNull()
      .references(() => entitlements.id),
    escalationId: uuid()
      .notNull()
      .references(() => escalations.id),
    units: integer().notNull(),
    at: instantColumn().notNull(),
    refundedAt: instantColumn(),
    refundedBecause: text(),
  },
  (t) => [unique("debits_once").on(t.escalationId), index().on(t.entitlementId)],
);

/** What was found out about a ticket's one issue, as an agent wrote it down. */
export const diagnoses = pgTable("diagnoses", {
  ticketId: uuid()
    .primaryKey()
    .references(() => tickets.id),
  /** By field of `decisions.yaml` and of the form. */
  fields: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
  /** Why we cannot resolve it ourselves although it is within our boundary. */
  unable: text(),
  /** Blocks that somebody passed over: code, agent, role, reason. */
  overrides: jsonb().$type<Json>().notNull().default([]),
  /** Files that are to go along: id, who looked them through, when. */
  files: jsonb().$type<Json>().notNull().default([]),
  agentId: uuid().references(() => agents.id),
  at: instantColumn().notNull(),
});

/** A price shown to the customer; chargeable work waits for their yes. */
export const priceOffers = pgTable(
  "price_offers",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    price: text().notNull(),
    offeredAt: instantColumn().notNull(),
    agentId: uuid(),
    outboundId: uuid(),
    answeredAt: instantColumn(),
    accepted: boolean(),
    messageId: uuid(),
  },
  (t) => [index().on(t.ticketId)],
);

/** What triage thought of a ticket's first mail, and what became of that. */
export const proposals = pgTable(
  "proposals",
  {
    ticketId: uuid()
      .primaryKey()
      .references(() => tickets.id),
    kind: text().notNull(),
    service: text(),
    severity: text(),
    /** 0 to 1. */
    confidence: doublePrecision().notNull(),
    urgent: boolean().notNull().default(false),
    evidence: jsonb().$type<Json>().notNull(),
    at: instantColumn().notNull(),
    /** Somebody looked: what they said instead, or that it was right. Null: to be sorted, if not sure. */
    sortedAt: instantColumn(),
    sortedBy: uuid(),
    corrected: jsonb().$type<Json>(),
    /** Triage was not sure. It waits for somebody as long as nobody looked. */
    toSort: boolean().notNull().default(false),
  },
  (t) => [index("proposals_waiting").on(t.at).where(sql`to_sort and sorted_at is null`)],
);

/** Working time that agents wrote down. */
export const timeEntries = pgTable(
  "time_entries",
  {
    id: id(),
    ticketId: uuid()
      .notNull()
      .references(() => tickets.id),
    customerId: uuid(),
    agentId: uuid()
      .notNull()
      .references(() => agents.id),
    minutes: integer().notNull(),
    note: text().notNull(),
    at: instantColumn().notNull(),
  },
  (t) => [index().on(t.ticketId), index().on(t.customerId, t.at)],
);

/** How satisfied a customer said they are: by mail, once a ticket; a later word replaces it. */
export const ratings = pgTable("ratings", {
  ticketId: uuid()
    .primaryKey()
    .references(() => tickets.id),
  /** 1 (bad) to 5 (good). */
  score: integer().notNull(),
  contactId: uuid().references(() => contacts.id),
  comment: text().notNull().default(""),
  at: instantColumn().notNull(),
});
