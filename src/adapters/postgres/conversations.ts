import { createHash } from "node:crypto";
import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { EvidenceKeys, EvidenceRow } from "../../conversation/evidence.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { caseNumbers, legs, messageIds, tickets, tokens } from "./schema.ts";

/** Tokens are kept as hashes only: who reads the database cannot route mail. */
export function hashToken(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Advisory locks until the end of the transaction, in sorted order so that no two transactions wait for each other. */
export async function lockConversations(db: Queryable, keys: readonly string[]): Promise<void> {
  // Half a character, where a long id was cut, and NUL are nothing that Postgres reads as JSON.
  const read = keys.map((key) => key.toWellFormed().replaceAll("\0", ""));
  const sorted = [...new Set(read)].sort();
  if (sorted.length === 0) return;
  // One statement; a scan of an array yields its items in their order.
  await db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from json_array_elements_text(${JSON.stringify(sorted)}::json) as key`,
  );
}

export async function nextTicketNumber(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ n: string }>(sql`select nextval('ticket_numbers') as n`);
  return Number(row!.n);
}

/** A number may have been given to several cases of ours; the newest count. */
const MOST_CASES = 20;

/**
 * Every lead that exists: tokens, then msg-ids as given, then tickets that wait for this very mail, then numbers of upstream, then
 * tags, each of the ticket's conversations with the customer before those with upstream.
 */
export async function findEvidence(
  db: Queryable,
  keys: EvidenceKeys,
  at: Instant,
): Promise<readonly EvidenceRow[]> {
  const [byToken, byMsgId, awaited, byTag, byCaseNumber] = await Promise.all([
    keys.tokens.length === 0 ? [] : findTokens(db, keys.tokens, at),
    keys.msgIds.length === 0
      ? []
      : db
          .select()
          .from(messageIds)
          .where(inArray(messageIds.msgId, [...keys.msgIds])),
    keys.own === null
      ? []
      : db
          .select()
          .from(messageIds)
          .where(and(eq(messageIds.msgId, keys.own), eq(messageIds.awaited, true))),
    keys.numbers.length === 0
      ? []
      : db
          .select({ ticketId: tickets.id, legId: legs.id, number: tickets.number, audience: legs.kind })
          .from(tickets)
          .innerJoin(legs, eq(legs.ticketId, tickets.id))
          .where(and(inArray(tickets.number, [...keys.numbers]), isNull(tickets.deletedAt)))
          .orderBy(legs.kind, desc(legs.openedAt)),
    !keys.caseNumbers?.length
      ? []
      : db
          .select({ ticketId: caseNumbers.ticketId, legId: caseNumbers.legId, number: caseNumbers.number })
          .from(caseNumbers)
          .where(inArray(caseNumbers.number, [...keys.caseNumbers]))
          .orderBy(desc(caseNumbers.learntAt))
          .limit(MOST_CASES),
  ]);
  const order = new Map(keys.msgIds.map((msgId, n) => [msgId, n]));
  byMsgId.sort((a, b) => order.get(a.msgId)! - order.get(b.msgId)!);
  return [
    ...byToken.map((row) => ({ ...row, by: "token" as const, agreed: "token", minted: true })),
    ...byMsgId.map(({ msgId, ...row }) => ({ ...row, by: "msg-id" as const, agreed: msgId, agentId: null })),
    ...awaited.map(({ msgId, ...row }) => ({ ...row, by: "awaited" as const, agreed: msgId, agentId: null })),
    ...byCaseNumber.map(({ number, ...row }) => ({
      ...row,
      by: "case-number" as const,
      agreed: number,
      minted: false,
      audience: "upstream" as const,
      agentId: null,
      outboundId: null,
      inSubject: keys.inSubject?.includes(number) === true,
    })),
    ...byTag.map(({ number, ...row }) => ({
      ...row,
      by: "tag" as const,
      agreed: `#${number}`,
      minted: false,
      agentId: null,
      outboundId: null,
    })),
  ];
}

async function findTokens(db: Queryable, given: readonly string[], at: Instant) {
  const rows = await db
    .select()
    .from(tokens)
    .where(
      and(
        inArray(tokens.hash, given.map(hashToken)),
        isNull(tokens.revokedAt),
        or(isNull(tokens.expiresAt), gt(tokens.expiresAt, at)),
      ),
    );
  return rows.map(({ ticketId, legId, purpose, agentId, outboundId }) => ({
    ticketId,
    legId,
    agentId,
    outboundId,
    audience: purpose === "agent" ? ("agents" as const) : purpose,
  }));
}
