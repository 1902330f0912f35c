import { and, count, eq, gte, inArray, isNull, lte, sql } from "drizzle-orm";
import { REPORT_WINDOW_MS, type ReportKeys, type SentLead } from "../../conversation/reported.ts";
import type { SentMail, UndeliverableAddress } from "../../outbound/sent-mail.ts";
import type { Decision } from "../../tickets/decision.ts";
import { type Instant, plus } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { hashToken } from "./conversations.ts";
import {
  deliveryReports,
  messageIds,
  messages,
  outboundMail,
  tokens,
  undeliverableAddresses,
} from "./schema.ts";

const COLUMNS = {
  id: outboundMail.id,
  ticketId: outboundMail.ticketId,
  legId: outboundMail.legId,
  audience: outboundMail.audience,
  purpose: outboundMail.purpose,
  once: outboundMail.once,
  state: outboundMail.state,
  createdAt: outboundMail.createdAt,
  recipients: outboundMail.recipients,
};

/** Leads to mails of ours, the surest first; by recipient only where nothing surer leads anywhere. */
export async function findSent(db: Queryable, keys: ReportKeys, at: Instant): Promise<readonly SentLead[]> {
  const [byMsgId, direct, byToken] = await Promise.all([
    keys.msgIds.length === 0
      ? []
      : db
          .select({ ...COLUMNS, msgId: outboundMail.msgId })
          .from(outboundMail)
          .where(inArray(outboundMail.msgId, [...keys.msgIds])),
    keys.msgIds.length === 0 ? [] : findDirect(db, keys.msgIds),
    keys.tokens.length === 0
      ? []
      : db
          .select(COLUMNS)
          .from(tokens)
          .innerJoin(outboundMail, eq(outboundMail.id, tokens.outboundId))
          .where(inArray(tokens.hash, keys.tokens.map(hashToken))),
  ]);
  const order = new Map(keys.msgIds.map((msgId, n) => [msgId, n]));
  byMsgId.sort((a, b) => order.get(a.msgId)! - order.get(b.msgId)!);
  const sure = [...byMsgId.map(lead("msg-id")), ...direct, ...byToken.map(lead("token"))];
  if (sure.length > 0 || keys.recipients.length === 0) return sure;
  return (await findByRecipient(db, keys.recipients, at)).map(lead("recipient"));
}

/** Answers that somebody sent from the mailbox itself; whom they went to is the ticket's customer's side. */
async function findDirect(db: Queryable, msgIds: readonly string[]): Promise<readonly SentLead[]> {
  const rows = await db
    .select({
      id: messages.id,
      ticketId: messages.ticketId,
      writerId: messages.agentId,
      createdAt: messages.at,
    })
    .from(messageIds)
    .innerJoin(
      messages,
      and(eq(messages.ticketId, messageIds.ticketId), eq(messages.msgId, messageIds.msgId)),
    )
    .where(
      and(inArray(messageIds.msgId, [...msgIds]), eq(messages.direction, "out"), isNull(messages.outboundId)),
    )
    .limit(2);
  const of = { audience: "customer", purpose: "answer", legId: null, once: null } as const;
  const fixed = { ...of, state: "accepted", recipients: [], direct: true } as const;
  return rows.map((row) => ({ by: "msg-id", mail: { ...fixed, ...row } }));
}

/** Mails that were accepted for one of the addresses in the days before; two are enough to know that it is not unique. */
function findByRecipient(db: Queryable, recipients: readonly string[], at: Instant) {
  const written = recipients.map(
    (address) => sql`${outboundMail.recipients} @> ${JSON.stringify([{ address }])}::jsonb`,
  );
  return db
    .select(COLUMNS)
    .from(outboundMail)
    .where(
      and(
        gte(outboundMail.createdAt, plus(at, -REPORT_WINDOW_MS)),
        lte(outboundMail.createdAt, at),
        inArray(outboundMail.state, ["accepted", "unsure", "bounced", "deferred", "submitting"]),
        sql`(${sql.join(written, sql` or `)})`,
      ),
    )
    .limit(2);
}

function lead(by: SentLead["by"]) {
  return (row: Omit<SentMail, "writerId">): SentLead => ({ by, mail: { ...row, writerId: null } });
}

/** The mail's row, locked, with the agent who wrote what it carries. */
export async function lockSent(db: Queryable, id: string): Promise<SentMail | null> {
  const [row] = await db.select(COLUMNS).from(outboundMail).where(eq(outboundMail.id, id)).for("update");
  if (!row) return null;
  const [carried] = await db
    .select({ agentId: messages.agentId })
    .from(messages)
    .where(eq(messages.outboundId, id))
    .limit(1);
  return { ...row, writerId: carried?.agentId ?? null };
}

export async function softFailures(
  db: Queryable,
  addresses: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (addresses.length === 0) return new Map();
  const soft = and(
    inArray(deliveryReports.address, [...addresses]),
    gte(deliveryReports.at, since),
    eq(deliveryReports.kind, "failed"),
    eq(deliveryReports.hard, false),
    eq(deliveryReports.sure, true),
  );
  const rows = await db
    .select({ address: deliveryReports.address, n: count() })
    .from(deliveryReports)
    .where(soft)
    .groupBy(deliveryReports.address);
  return new Map(rows.map(({ address, n }) => [address, n]));
}

export async function undeliverable(
  db: Queryable,
  addresses: readonly string[],
): Promise<readonly UndeliverableAddress[]> {
  if (addresses.length === 0) return [];
  return db
    .select()
    .from(undeliverableAddresses)
    .where(inArray(undeliverableAddresses.address, [...addresses]));
}

/** The parts of a decision that reports make, as statements to be sent with the rest. */
export function saveReports(db: Queryable, decision: Decision): readonly PromiseLike<unknown>[] {
  const { reports = [], cameBack, remembered = [], forgotten = [] } = decision;
  const writes: PromiseLike<unknown>[] = [];
  if (forgotten.length > 0) {
    const alive = and(
      inArray(undeliverableAddresses.address, [...forgotten]),
      eq(undeliverableAddresses.complaint, false),
    );
    writes.push(db.delete(undeliverableAddresses).where(alive));
  }
  if (reports.length > 0) {
    writes.push(
      db
        .insert(deliveryReports)
        .values([...reports])
        .onConflictDoNothing(),
    );
  }
  for (const row of remembered) writes.push(remember(db, row));
  if (cameBack) writes.push(saveCameBack(db, cameBack));
  return writes;
}

/** What is remembered only gets worse by another report: a dead address stays dead, a complaint stays one. */
function remember(db: Queryable, row: UndeliverableAddress) {
  const { because, at } = row;
  const known = undeliverableAddresses;
  return db
    .insert(known)
    .values(row)
    .onConflictDoUpdate({
      target: known.address,
      set: {
        because,
        at,
        hard: sql`${known.hard} or ${row.hard}`,
        complaint: sql`${known.complaint} or ${row.complaint}`,
      },
    });
}

/** A mail that came back for everybody is over: a repeat that was armed for it is not made any more. */
function saveCameBack(db: Queryable, { id, because, recipients, wholly }: NonNullable<Decision["cameBack"]>) {
  const over = {
    state: "bounced" as const,
    because,
    dueAt: null,
    claimedBy: null,
    leaseUntil: null,
    streaming: false,
    fence: sql`${outboundMail.fence} + 1`,
    generation: sql`${outboundMail.generation} + 1`,
  };
  return db
    .update(outboundMail)
    .set({ recipients: [...recipients], lastError: because, ...(wholly ? over : {}) })
    .where(eq(outboundMail.id, id));
}
