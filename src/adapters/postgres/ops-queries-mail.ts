import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { type Instant, iso } from "../../values/instant.ts";
import type { Db } from "./connect.ts";
import { type OUTBOUND_STATES, outboundMail, tickets } from "./schema.ts";

export type OutboundState = (typeof OUTBOUND_STATES)[number];

export interface OutgoingCursor {
  readonly at: Instant;
  readonly id: string;
}

/** Mails out, newest first; one more than `limit` tells of a next page. */
export async function outgoingRows(
  db: Db,
  states: readonly OutboundState[],
  after: OutgoingCursor | null,
  limit: number,
) {
  const beyond =
    after === null
      ? undefined
      : sql`(${outboundMail.createdAt}, ${outboundMail.id}) < (${iso(after.at)}::timestamptz, ${after.id}::uuid)`;
  return db
    .select({
      id: outboundMail.id,
      ticket: tickets.number,
      audience: outboundMail.audience,
      purpose: outboundMail.purpose,
      recipients: outboundMail.recipients,
      subject: outboundMail.subject,
      state: outboundMail.state,
      because: outboundMail.because,
      attempts: outboundMail.attempts,
      lastError: outboundMail.lastError,
      createdAt: outboundMail.createdAt,
      acceptedAt: outboundMail.acceptedAt,
      dueAt: outboundMail.dueAt,
    })
    .from(outboundMail)
    .leftJoin(tickets, eq(tickets.id, outboundMail.ticketId))
    .where(and(inArray(outboundMail.state, [...states]), beyond))
    .orderBy(desc(outboundMail.createdAt), desc(outboundMail.id))
    .limit(limit + 1);
}

/** How many mails are in each state that is not the end of the road. */
export async function unsettledOutgoing(db: Db): Promise<ReadonlyMap<OutboundState, number>> {
  const rows = await db
    .select({ state: outboundMail.state, n: count() })
    .from(outboundMail)
    .where(sql`${outboundMail.state} not in ('accepted', 'cancelled')`)
    .groupBy(outboundMail.state);
  return new Map(rows.map(({ state, n }) => [state, n]));
}
