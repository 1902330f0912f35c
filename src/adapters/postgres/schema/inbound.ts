import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { EMPTIED_BECAUSE } from "../../../tickets/decision.ts";
import type { Json } from "../../../values/json.ts";
import { bytes, claimColumns, dueColumns, id, instantColumn } from "./columns.ts";

export const mailboxes = pgTable("mailboxes", {
  id: id(),
  /** Who signs in where: what makes it the same mailbox. */
  account: text().notNull().unique(),
  name: text().notNull(),
  /** The desk's public address in this mailbox. */
  address: text().notNull(),
  /** Rules of proof: see `Receiver`. */
  provider: text({ enum: ["generic", "microsoft365", "google", "sandbox"] }).notNull(),
  authservId: text(),
  /** Measured by `mailbox test`, e.g. plus-addressing. */
  abilities: jsonb().$type<Json>().notNull().default({}),
  createdAt: instantColumn().notNull(),
});

/** A watched folder and how far it has been read. The lease says which node holds its connection. */
export const folders = pgTable(
  "folders",
  {
    id: id(),
    mailboxId: uuid()
      .notNull()
      .references(() => mailboxes.id),
    path: text().notNull(),
    role: text({ enum: ["inbox", "junk", "sent"] }).notNull(),
    uidvalidity: bigint({ mode: "number" }),
    /** The next UID to be seen; everything below has a row or is before the start. */
    uidNext: bigint({ mode: "number" }).notNull().default(1),
    /** UIDs below were there before the desk began and are left alone. */
    startUid: bigint({ mode: "number" }).notNull().default(1),
    /** It appeared after the mailbox was first read: what came to it since then is taken in. */
    late: boolean().notNull().default(false),
    /** UIDs below are looked at one by one: the folder was renumbered, or is imported from. */
    judgeBelow: bigint({ mode: "number" }).notNull().default(0),
    highestModseq: text(),
    lastSyncAt: instantColumn(),
    lastError: text(),
    lastErrorAt: instantColumn(),
    /** The last comparison with the server: when, what it had from the start on, what intake had not seen yet. */
    reconciledAt: instantColumn(),
    onServer: integer().notNull().default(0),
    behind: integer().notNull().default(0),
    /** On the server, and nobody is about to take them in; always 0, or somebody must look. */
    unaccounted: integer().notNull().default(0),
    /** Why the last comparison could not be made; null: it was. */
    reconcileTrouble: text(),
    ...claimColumns(),
  },
  (t) => [unique().on(t.mailboxId, t.path)],
);

/** Full mails of the classes that are kept for a shorter time. */
export const SHORT_LIVED = sql`emptied_at is null and stored_at is not null and (state = 'aside'
  or disposition in ('automatic', 'delivery-report', 'suppressed', 'dismissed', 'quarantined'))`;

/** Every UID seen, and what became of it. */
export const inboundMail = pgTable(
  "inbound_mail",
  {
    id: id(),
    folderId: uuid()
      .notNull()
      .references(() => folders.id),
    uidvalidity: bigint({ mode: "number" }).notNull(),
    uid: bigint({ mode: "number" }).notNull(),
    size: integer(),
    internalDate: instantColumn(),
    /** INTERNALDATE clipped to [last good sync, stored]: when the desk received it. */
    receivedAt: instantColumn(),
    seenAt: instantColumn().notNull(),
    storedAt: instantColumn(),
    /** seen: row without bytes yet; stored: to be processed; done: has its disposition; aside: waits for a person. */
    state: text({ enum: ["seen", "stored", "done", "aside"] }).notNull(),
    disposition: text(),
    because: text(),
    /** Its own msg-id, read at intake: a reply waits for a parent that is stored but not yet processed. */
    msgId: text(),
    identity: bytes(),
    ticketId: uuid(),
    /** When it got its disposition, or was put aside. */
    settledAt: instantColumn(),
    /** Who said that it is to be processed as a person's mail although the rules refuse it; null: nobody. */
    releasedBy: text(),
    /** How often it was processed again because somebody asked. */
    replays: integer().notNull().default(0),
    /** Pieces of a large mail that are stored so far. */
    pieces: integer().notNull().default(0),
    /** The server did not give it: when it is asked for again. */
    fetchAgainAt: instantColumn(),
    /** Stored, and still to be flagged or moved on the server. */
    untidy: boolean().notNull().default(false),
    /** Imported mail is not acknowledged, beyond what the operator asked for. */
    acknowledge: boolean().notNull().default(true),
    /** Its content is gone; the row stays, so that the mail is known if it comes again. */
    emptiedAt: instantColumn(),
    emptiedBecause: text({ enum: EMPTIED_BECAUSE }),
    ...dueColumns(),
  },
  (t) => [
    unique("inbound_mail_uid").on(t.folderId, t.uidvalidity, t.uid),
    index("inbound_mail_due").on(t.dueAt).where(sql`due_at is not null`),
    index("inbound_mail_unsettled").on(t.state).where(sql`state <> 'done'`),
    index("inbound_mail_ticket").on(t.ticketId),
    // Never holds a row, unless something is wrong.
    index("inbound_mail_undecided").on(t.id).where(sql`state = 'done' and disposition is null`),
    index("inbound_mail_refused").on(t.id).where(sql`disposition = 'suppressed' and ticket_id is null`),
    // Not brin: what was not vacuumed yet is read whole, and the newest day is what pages ask for.
    index("inbound_mail_seen_at").on(t.seenAt),
    index("inbound_mail_msg_id").on(t.msgId),
    // What machines wrote, and what nobody may need: kept for a shorter time than the rest.
    index("inbound_mail_short_lived").on(t.seenAt).where(SHORT_LIVED),
    index("inbound_mail_untidy").on(t.folderId).where(sql`untidy`),
  ],
);

/** The raw mail in pieces of at most 1 MB. Partitioned by the time inside the mail's UUIDv7 (see the first migration). */
export const rawChunks = pgTable(
  "raw_chunks",
  { mail: uuid().notNull(), n: integer().notNull(), bytes: bytes().notNull() },
  (t) => [primaryKey({ columns: [t.mail, t.n] })],
);

/** Which mails have been taken in, by keyed hash: outlives retention, so that old mail never comes back. */
export const identities = pgTable("identities", {
  hash: bytes().primaryKey(),
  mail: uuid().notNull(),
  at: instantColumn().notNull(),
});
