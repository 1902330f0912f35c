import { DAY, fromMs, type Instant, MINUTE, plus, SECOND } from "../values/instant.ts";

/** What a submission account may do, over all nodes. Null: no limit that we keep. */
export interface Pace {
  readonly connections: number | null;
  /** In any minute. */
  readonly mailsPerMinute: number | null;
  /** In any 24 hours; each recipient of each mail counts. */
  readonly recipientsPerDay: number | null;
}

export const NO_PACE: Pace = { connections: null, mailsPerMinute: null, recipientsPerDay: null };

/** By provider, as they publish them (Exchange Online limits, Google Workspace sending limits). */
export const PACES: Readonly<Record<"generic" | "microsoft365" | "google" | "sandbox", Pace>> = {
  generic: NO_PACE,
  sandbox: NO_PACE,
  microsoft365: { connections: 3, mailsPerMinute: 30, recipientsPerDay: 10_000 },
  google: { connections: 10, mailsPerMinute: 120, recipientsPerDay: 2_000 },
};

/** What is left of an account's budgets at a moment. May be negative after a mail with more recipients than a bucket holds. */
export interface Bucket {
  readonly mails: number;
  readonly recipients: number;
  readonly at: Instant;
}

/** A mail that wants to go now. */
export interface Turn {
  readonly recipients: number;
  /** More important mails, and older ones as important, that want to go now too. */
  readonly ahead: number;
  /** Claims of the account that are alive. */
  readonly live: number;
}

export type PaceDecision =
  | { readonly kind: "go"; readonly bucket: Bucket }
  | { readonly kind: "wait"; readonly until: Instant; readonly because: string };

/** All connections are busy: looked at again after this long. */
const BUSY_MS = SECOND;
/** Nobody waits longer without looking again: what was ahead may have gone. */
const LONGEST_MS = 10 * MINUTE;

/** A budget in a window as a bucket: what it holds and what it gains in the window are together no more than the budget. */
function shape(budget: number | null, share: number, windowMs: number) {
  if (budget === null) return { holds: Number.POSITIVE_INFINITY, perMs: 0 };
  const holds = Math.max(1, Math.floor(budget * share));
  return { holds, perMs: Math.max(budget - holds, budget / 2) / windowMs };
}
const mailShape = (pace: Pace) => shape(pace.mailsPerMinute, 1 / 6, MINUTE);
const recipientShape = (pace: Pace) => shape(pace.recipientsPerDay, 1 / 10, DAY);

/** A bucket as full as it gets. */
export function fullBucket(pace: Pace, now: Instant): Bucket {
  return { mails: mailShape(pace).holds, recipients: recipientShape(pace).holds, at: now };
}

/** What has flowed in since. A clock that went back adds nothing. */
export function refill(bucket: Bucket, pace: Pace, now: Instant): Bucket {
  const passed = Math.max(0, now - bucket.at);
  const fill = (held: number, { holds, perMs }: ReturnType<typeof shape>): number =>
    holds === Number.POSITIVE_INFINITY ? holds : Math.min(holds, held + passed * perMs);
  return {
    mails: fill(bucket.mails, mailShape(pace)),
    recipients: fill(bucket.recipients, recipientShape(pace)),
    at: bucket.at > now ? bucket.at : now,
  };
}

/**
 * Whether a mail may go now. It may when there is budget for it and for all that are more important: otherwise it waits
 * for about its turn, and asks again then.
 */
export function decidePace(before: Bucket, pace: Pace, turn: Turn, now: Instant): PaceDecision {
  if (pace.connections !== null && turn.live >= pace.connections) {
    const until = plus(now, BUSY_MS * (1 + Math.floor(turn.ahead / pace.connections)));
    return { kind: "wait", until: bounded(now, until), because: `${turn.live} connections are busy` };
  }
  const bucket = refill(before, pace, now);
  const mails = waitFor(turn.ahead + 1 - bucket.mails, mailShape(pace).perMs);
  const most = Math.min(turn.recipients, recipientShape(pace).holds);
  const recipients = waitFor(most - bucket.recipients, recipientShape(pace).perMs);
  const wait = Math.max(mails, recipients);
  if (wait > 0) {
    const because =
      recipients > mails
        ? `${pace.recipientsPerDay} recipients a day are used up`
        : `${pace.mailsPerMinute} mails a minute, ${turn.ahead} are ahead`;
    return { kind: "wait", until: bounded(now, plus(now, Math.ceil(wait))), because };
  }
  const left = {
    mails: bucket.mails - 1,
    recipients: bucket.recipients - turn.recipients,
    at: bucket.at,
  };
  return { kind: "go", bucket: left };
}

function waitFor(missing: number, perMs: number): number {
  // Sums of small parts: what is missing by less than a thousandth is there.
  return missing <= 0.001 ? 0 : missing / perMs;
}

function bounded(now: Instant, until: Instant): Instant {
  return fromMs(Math.min(until, now + LONGEST_MS));
}
