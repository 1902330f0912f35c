import { boolean, index, integer, json, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Json } from "../../../values/json.ts";
import { bytes, id, instantColumn } from "./columns.ts";

/** One row: this desk. In shadow nothing leaves. */
export const desk = pgTable("desk", {
  id: id(),
  epoch: integer().notNull().default(1),
  shadow: boolean().notNull().default(true),
  shadowBecause: text().notNull(),
  /** Which mailboxes this database was last run against: a copied or restored database finds others and starts in shadow. */
  endpoints: text().notNull(),
  /** Key of the identity hashes. */
  identityKey: bytes().notNull(),
  createdAt: instantColumn().notNull(),
});

/** Published policy versions: the document with holidays resolved and durations fixed. Never changed. */
export const policyVersions = pgTable("policy_versions", {
  version: text().primaryKey(),
  hash: text().notNull(),
  /** Not jsonb, which reorders keys: the order of plans and severities is part of the document. */
  document: json().$type<Json>().notNull(),
  publishedAt: instantColumn().notNull(),
  /** Governs tickets whose mail arrived from then on. */
  inForceFrom: instantColumn().notNull(),
});

export const customers = pgTable("customers", {
  id: id(),
  name: text().notNull(),
  /** Of the customer's tenant at the vendor, lower case. */
  tenantId: text().unique(),
  plan: text(),
  language: text(),
  timeZone: text(),
  /** Which of the vendor's clouds the tenant is in, an id of the profile's. */
  cloud: text().notNull().default("commercial"),
  /** Our delegated access to the tenant; null: nobody wrote it down. */
  access: text({ enum: ["granted", "none"] }),
  accessUntil: instantColumn(),
  createdAt: instantColumn().notNull(),
});

export const customerDomains = pgTable("customer_domains", {
  domain: text().primaryKey(),
  customerId: uuid()
    .notNull()
    .references(() => customers.id),
  verifiedAt: instantColumn(),
});

export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    customerId: uuid().references(() => customers.id),
    address: text().notNull().unique(),
    name: text().notNull(),
    /** Set by somebody. */
    language: text(),
    timeZone: text(),
    /** Learnt from what they wrote; what was set comes first. */
    learntLanguage: text(),
    learntTimeZone: text(),
    createdAt: instantColumn().notNull(),
  },
  (t) => [index().on(t.customerId)],
);

/** Who did what to the desk itself (not to a ticket). */
export const audit = pgTable("audit", {
  id: id(),
  at: instantColumn().notNull(),
  actor: text().notNull(),
  action: text().notNull(),
  detail: jsonb().$type<Json>().notNull(),
});

/** People who may open the operators' pages. */
export const operators = pgTable("operators", {
  id: id(),
  name: text().notNull().unique(),
  passwordHash: text(),
  role: text({ enum: ["viewer", "admin"] }).notNull(),
  createdAt: instantColumn().notNull(),
});

/** Sign-in sessions and one-time links, by the hash of their secret. */
export const operatorSecrets = pgTable("operator_secrets", {
  hash: bytes().primaryKey(),
  operatorId: uuid()
    .notNull()
    .references(() => operators.id),
  purpose: text({ enum: ["session", "link"] }).notNull(),
  expiresAt: instantColumn().notNull(),
  usedAt: instantColumn(),
});
