import { and, eq, gt, inArray, lt, lte, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Claim } from "../../jobs/ports.ts";
import type { Recipient } from "../../outbound/delivery.ts";
import { decidePace, fullBucket, type Pace } from "../../outbound/pacing.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { outboundMail, submissionBuckets } from "./schema.ts";

/** Where mail is submitted, as far as its budget goes. */
export interface SubmissionAccount {
  /** Names its bucket: the server and who signs in there. */
  readonly key: string;
  readonly pace: Pace;
  /** Whose mail goes by it, by reverse-path in lower case: of these, or of all but these. */
  readonly addresses: { readonly of: readonly string[] } | { readonly except: readonly string[] };
}

interface WaitingMail {
  readonly id: string;
  readonly generation: number;
  readonly priority: number;
  readonly createdAt: Instant;
  readonly recipients: readonly Recipient[];
}

/** More are not counted: whoever is behind so many looks again before its turn. */
const MOST_AHEAD = 1000;

/**
 * Takes a mail's turn out of its account's bucket, or arms it for when that will be about. The bucket's row is locked until
 * the claim is committed, so nodes take turns and spend one budget together.
 *
 * @returns null: go
 */
export async function takeTurn(
  db: Queryable,
  mail: WaitingMail,
  account: SubmissionAccount,
  now: Instant,
): Promise<Claim | null> {
  const bucket = await lockBucket(db, account, now);
  const [counted] = await db.execute<{ live: number; ahead: number }>(sql`select
    (select count(*)::int from ${outboundMail} where ${and(eq(outboundMail.state, "submitting"), gt(outboundMail.leaseUntil, now), ownMail(account))}) as live,
    (select count(*)::int from (select 1 from ${outboundMail} where ${and(isAhead(mail, now), ownMail(account))} limit ${MOST_AHEAD}) as a) as ahead`);
  const recipients = mail.recipients.filter(({ state }) => state === "waiting").length;
  const turn = { recipients, live: counted!.live, ahead: counted!.ahead };
  const decision = decidePace(bucket, account.pace, turn, now);
  if (decision.kind === "go") {
    await db.update(submissionBuckets).set(decision.bucket).where(eq(submissionBuckets.account, account.key));
    return null;
  }
  const generation = mail.generation + 1;
  const waits = `waits for its turn: ${decision.because}`;
  await db
    .update(outboundMail)
    .set({
      dueAt: decision.until,
      generation,
      because: sql`case when ${outboundMail.state} = 'ready' then ${waits} else ${outboundMail.because} end`,
    })
    .where(eq(outboundMail.id, mail.id));
  const due = { queue: "replies" as const, id: mail.id, generation, dueAt: decision.until };
  return { kind: "paced", because: decision.because, due: { ...due, priority: mail.priority } };
}

async function lockBucket(db: Queryable, { key, pace }: SubmissionAccount, now: Instant) {
  await db
    .insert(submissionBuckets)
    .values({ account: key, ...fullBucket(pace, now) })
    .onConflictDoNothing();
  const [bucket] = await db
    .select()
    .from(submissionBuckets)
    .where(eq(submissionBuckets.account, key))
    .for("update");
  return bucket!;
}

/** Due, and more important, or as important and older. */
function isAhead({ id, priority, createdAt }: WaitingMail, now: Instant): SQL | undefined {
  const older = or(
    lt(outboundMail.createdAt, createdAt),
    and(eq(outboundMail.createdAt, createdAt), lt(outboundMail.id, id)),
  );
  return and(
    lte(outboundMail.dueAt, now),
    or(lt(outboundMail.priority, priority), and(eq(outboundMail.priority, priority), older)),
  );
}

function ownMail({ addresses }: SubmissionAccount): SQL | undefined {
  const path = sql`lower(${outboundMail.reversePath})`;
  if ("of" in addresses) return inArray(path, [...addresses.of]);
  return addresses.except.length === 0 ? undefined : notInArray(path, [...addresses.except]);
}
