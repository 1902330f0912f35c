import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { DELETED } from "../../ops/without-content.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { emptyMails } from "./empty-mails.ts";
import type { Person } from "./erase-plan.ts";
import * as rows from "./schema.ts";

/**
 * Takes one person out of a closed ticket of others: their messages with files and raw mails, their place among those who
 * take part, and every mail of ours to them. What agents were told of the ticket goes too, since it repeats what was
 * written; nothing leads back from it any more, because a reply could no longer be checked against it.
 */
export async function takeOut(
  db: Queryable,
  ticketId: string,
  { address, until }: Person,
  at: Instant,
): Promise<void> {
  const { messages, outboundMail, events } = rows;
  const theirs = and(
    eq(messages.ticketId, ticketId),
    eq(sql`lower(${messages.authorAddress})`, address),
    lte(messages.at, until),
  );
  const found = await db
    .select({ id: messages.id, inboundId: messages.inboundId })
    .from(messages)
    .where(theirs);
  await emptyMails(
    db,
    found.flatMap(({ inboundId }) => inboundId ?? []),
    "erasure",
    at,
  );
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) {
    await db.delete(rows.attachments).where(inArray(rows.attachments.messageId, ids));
    await db
      .update(messages)
      .set({
        authorName: DELETED,
        authorAddress: "",
        subject: DELETED,
        visibleText: "",
        fullText: "",
        evidence: [],
      })
      .where(inArray(messages.id, ids));
  }
  await db.execute(sql`delete from participants p using legs l
    where l.id = p.leg_id and l.ticket_id = ${ticketId} and p.address = ${address}`);
  await db.execute(sql`update ratings set comment = '', contact_id = null where ticket_id = ${ticketId}
    and contact_id = (select id from contacts where address = ${address})`);
  const ofTicket = and(eq(outboundMail.ticketId, ticketId), sql`${outboundMail.dueAt} is null`);
  const told = db
    .select({ id: outboundMail.id })
    .from(outboundMail)
    .where(and(ofTicket, eq(outboundMail.audience, "agents")));
  await db.delete(rows.tokens).where(inArray(rows.tokens.outboundId, told));
  await db.delete(rows.messageIds).where(inArray(rows.messageIds.outboundId, told));
  await db
    .update(outboundMail)
    .set({ subject: DELETED, text: "", bytes: new Uint8Array() })
    .where(and(ofTicket, eq(outboundMail.audience, "agents")));
  await db
    .update(outboundMail)
    .set({
      bytes: new Uint8Array(),
      recipients: sql`(select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(${outboundMail.recipients}) r
        where lower(r->>'address') <> ${address})`,
    })
    .where(and(ofTicket, sql`strpos(lower(${outboundMail.recipients}::text), ${address}) > 0`));
  await db
    .update(events)
    .set({ because: "" })
    .where(and(eq(events.ticketId, ticketId), sql`strpos(lower(${events.because}), ${address}) > 0`));
}
