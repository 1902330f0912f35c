import { and, asc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import type { KnownFile } from "../../escalation/files.ts";
import type { MessageFile } from "../../tickets/letters/carried-files.ts";
import type { Queryable } from "./connect.ts";
import { attachments, legs, messages, tickets } from "./schema.ts";

/**
 * What may leave with an issue at all, once it was looked through: files of the customer's conversation and of notes in it, never of one
 * with somebody else, of a mail that is held, or of a machine's.
 */
export function mayLeave(family: SQL): SQL {
  return and(
    inArray(messages.ticketId, family),
    eq(legs.kind, "customer"),
    eq(messages.unverified, false),
    ne(messages.author, "automatic"),
  )!;
}

/** Whoever fills a ticket with files fills no memory. */
const MOST = 200;

const FILE = {
  id: attachments.id,
  messageId: attachments.messageId,
  filename: attachments.filename,
  contentType: attachments.contentType,
  size: attachments.size,
  sha256: attachments.sha256,
  inline: attachments.inline,
  mail: attachments.mail,
  part: attachments.part,
};

/** Part 2 stands before part 10. */
const byNumbers = new Intl.Collator("en", { numeric: true });
const inMail = (a: MessageFile, b: MessageFile): number => byNumbers.compare(a.part, b.part);

/** The files of a family of tickets that may leave: mails in the order in which they came, files as they stand in their mail. */
export async function loadFiles(db: Queryable, family: SQL): Promise<readonly KnownFile[]> {
  const rows = await db
    .select({
      ...FILE,
      from: sql<string>`coalesce(nullif(${messages.authorName}, ''), ${messages.authorAddress})`,
    })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .innerJoin(legs, eq(legs.id, messages.legId))
    .where(mayLeave(family))
    .orderBy(asc(messages.id), asc(attachments.part))
    .limit(MOST);
  return rows.toSorted((a, b) => (a.messageId === b.messageId ? inMail(a, b) : 0));
}

/** The files of one message, whoever vouches for it, as they stand in their mail. */
export async function loadFilesOf(db: Queryable, messageId: string): Promise<readonly MessageFile[]> {
  const rows = await db
    .select(FILE)
    .from(attachments)
    .where(eq(attachments.messageId, messageId))
    .limit(MOST);
  return rows.toSorted(inMail);
}

/** The files that go along with a handoff, with the number of the ticket whose page has them. */
export async function filesAlong(db: Queryable, family: SQL, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: attachments.id,
      ticket: tickets.number,
      filename: attachments.filename,
      contentType: attachments.contentType,
      size: attachments.size,
      from: messages.authorName,
      author: messages.author,
      at: messages.at,
    })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .innerJoin(legs, eq(legs.id, messages.legId))
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .where(and(inArray(attachments.id, [...ids]), mayLeave(family)))
    .orderBy(asc(messages.id), asc(attachments.part));
}
