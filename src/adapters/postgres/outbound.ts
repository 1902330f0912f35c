import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Claim, DueRow, OutboundWork, RowRef } from "../../jobs/ports.ts";
import type { Delivery } from "../../outbound/delivery.ts";
import { type Instant, plus, SECOND } from "../../values/instant.ts";
import type { Pieces } from "../smtp/content.ts";
import { isDeadNeighbour } from "../system/owner.ts";
import type { Queryable } from "./connect.ts";
import { type SubmissionAccount, takeTurn } from "./pacing.ts";
import { desk, outboundMail } from "./schema.ts";
import { waitsForAnswer, waitsForAuthor } from "./waiting-mail.ts";

/** How long a claim on a mail lasts: longer than any submission may take. */
export const LEASE_MS = 90 * SECOND;

/** Mails with more bytes are read in pieces of as many while they are sent. */
const PIECE = 1 << 20;

const CLAIMED = {
  ...getTableColumns(outboundMail),
  shadow: sql<boolean>`coalesce((select ${desk.shadow} from ${desk} limit 1), false)`,
  bytes: sql<Uint8Array | null>`case when octet_length(${outboundMail.bytes}) <= ${PIECE} then ${outboundMail.bytes} end`,
};

/** The stored bytes of a large mail, a piece at a time. */
export async function largeMail(db: Queryable, id: string): Promise<Pieces> {
  const [row] = await db
    .select({ size: sql<number>`octet_length(${outboundMail.bytes})` })
    .from(outboundMail)
    .where(eq(outboundMail.id, id));
  const size = Number(row!.size);
  return {
    size,
    async *read() {
      for (let at = 0; at < size; at += PIECE) {
        const [piece] = await db
          .select({ bytes: sql<Uint8Array>`substring(${outboundMail.bytes} from ${at + 1} for ${PIECE})` })
          .from(outboundMail)
          .where(eq(outboundMail.id, id));
        yield piece!.bytes;
      }
    },
  };
}

/** Who claims, when, and by which account a mail goes. */
export interface Claimant {
  readonly owner: string;
  readonly now: Instant;
  /** Null: no budget is kept for it. */
  readonly account: (reversePath: string) => SubmissionAccount | null;
}

/**
 * Claims a mail for submission: only the arming the job was made for, only if due, only if no other claim is alive, and
 * only if its account's budget has room for it. The row falls due again by itself when the lease ends. A mail whose last
 * claim died after its message stream had begun is `died-streaming`: the server may have it.
 *
 * In shadow nothing leaves, also what was ready before (a restored database): it is held for `go`.
 */
export async function claimOutbound(
  db: Queryable,
  row: RowRef,
  { owner, now, account }: Claimant,
): Promise<Claim> {
  const [mail] = await db.select(CLAIMED).from(outboundMail).where(eq(outboundMail.id, row.id)).for("update");
  if (!mail) return { kind: "stale", because: "no such mail" };
  if (mail.generation !== row.generation) return { kind: "stale", because: "armed again since" };
  if (mail.dueAt === null) return { kind: "stale", because: `already ${mail.state}` };
  if (mail.dueAt > now) return { kind: "stale", because: "not due yet" };
  const died = mail.state === "submitting" && mail.streaming;
  if (!died) {
    if (mail.shadow) return hold(db, row);
    const next = await waitsForAuthor(db, mail, now);
    if (next !== null) return waitFor(db, row, next, "a mail of its author is to be read first");
    const after = await waitsForAnswer(db, mail, now);
    if (after !== null) return waitFor(db, row, after, "an answer leaves first");
    const by = account(mail.reversePath);
    const waits = by === null ? null : await takeTurn(db, mail, by, now);
    if (waits !== null) return waits;
  }
  const fence = mail.fence + 1;
  const leaseUntil = plus(now, LEASE_MS);
  await db
    .update(outboundMail)
    .set({
      state: "submitting",
      // Kept until its end is saved: this claim may die as well.
      streaming: died,
      claimedBy: owner,
      fence,
      leaseUntil,
      dueAt: leaseUntil,
      attempts: mail.attempts + 1,
      generation: mail.generation + 1,
    })
    .where(eq(outboundMail.id, row.id));
  const work = { ...mail, fence, attempts: mail.attempts + 1 };
  return { kind: "claimed", mail: work, previous: died ? "died-streaming" : "clean" };
}

/** Armed for later, without counting as a try. */
async function waitFor(
  db: Queryable,
  { id, generation }: RowRef,
  until: Instant,
  because: string,
): Promise<Claim> {
  const later = { dueAt: until, generation: generation + 1 };
  await db.update(outboundMail).set(later).where(eq(outboundMail.id, id));
  const due = { queue: "replies" as const, id, ...later };
  return { kind: "paced", because, due };
}

async function hold(db: Queryable, { id, generation }: RowRef): Promise<Claim> {
  const held = { state: "held", because: "shadow", dueAt: null, generation: generation + 1 } as const;
  await db.update(outboundMail).set(held).where(eq(outboundMail.id, id));
  return { kind: "shadow", because: "held: nothing leaves in shadow" };
}

/** Lets go of claims whose processes died on this machine: their mails need not wait for the end of the lease. */
export async function releaseOrphans(db: Queryable, now: Instant): Promise<number> {
  const claims = await db
    .selectDistinct({ by: outboundMail.claimedBy })
    .from(outboundMail)
    .where(eq(outboundMail.state, "submitting"));
  const dead = claims.flatMap(({ by }) => (by !== null && isDeadNeighbour(by) ? [by] : []));
  if (dead.length === 0) return 0;
  const released = await db
    .update(outboundMail)
    .set({ dueAt: now, leaseUntil: now, generation: sql`${outboundMail.generation} + 1` })
    .where(and(eq(outboundMail.state, "submitting"), inArray(outboundMail.claimedBy, dead)))
    .returning({ id: outboundMail.id });
  return released.length;
}

/**
 * Writes down that the message is about to begin. It is on the disk before the first byte leaves: were it lost with the
 * database, a mail that was sent would be sent again as if it had not been.
 *
 * @returns false: another claim has taken the mail over
 */
export async function markStreaming(db: Queryable, work: OutboundWork): Promise<boolean> {
  const rows = await db
    .update(outboundMail)
    .set({ streaming: true })
    .where(and(eq(outboundMail.id, work.id), eq(outboundMail.fence, work.fence)))
    .returning({ id: outboundMail.id });
  return rows.length === 1;
}

/** Saves what a submission came to, unless a later claim has taken the mail over. */
export async function saveDelivery(
  db: Queryable,
  work: OutboundWork,
  delivery: Delivery,
  now: Instant,
): Promise<DueRow | "done" | null> {
  const { state, because, recipients, dueAt } = delivery;
  const [row] = await db
    .update(outboundMail)
    .set({
      state,
      because,
      recipients: [...recipients],
      dueAt,
      streaming: false,
      claimedBy: null,
      leaseUntil: null,
      lastError: state === "accepted" ? null : because,
      acceptedAt: state === "accepted" ? now : null,
      generation: sql`${outboundMail.generation} + 1`,
      repeats: sql`${outboundMail.repeats} + ${delivery.repeat ? 1 : 0}`,
      ...(state === "accepted" && work.purpose === "answer"
        ? { sentCopy: "due" as const, sentCopyDueAt: now }
        : {}),
    })
    .where(and(eq(outboundMail.id, work.id), eq(outboundMail.fence, work.fence)))
    .returning({ generation: outboundMail.generation });
  if (!row) return null;
  return dueAt === null ? "done" : { queue: "replies", id: work.id, generation: row.generation, dueAt };
}
