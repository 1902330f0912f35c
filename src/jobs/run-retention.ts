import {
  cutoffOf,
  judgeMail,
  judgeTicket,
  type MailFacts,
  type TicketFacts,
  type Verdict,
} from "../ops/retention.ts";
import type { RetentionClass, RetentionTerms } from "../policy/retention.ts";
import { type Instant, plus } from "../values/instant.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { Receipt } from "./ports.ts";

/** Where a batch ended, in the order of age: the next begins behind it. */
export interface Place {
  readonly at: Instant;
  readonly id: string;
}

type Candidate<Facts> = Facts & { readonly place: Place; readonly bytes: number };

/** What one batch did, or in a dry run would have done. */
export interface Batch {
  readonly done: readonly {
    readonly class: RetentionClass;
    readonly since: Instant;
    readonly bytes: number;
  }[];
  readonly kept: readonly (Verdict & { readonly kind: "kept" })[];
  /** Null: the class is through. */
  readonly next: Place | null;
}

/** One short transaction. Candidates come locked, oldest first; what somebody else holds at this moment is passed over. */
export interface RetentionTx {
  readonly now: Instant;
  terms(): Promise<RetentionTerms>;
  /** Closed tickets that still have their content. */
  tickets(before: Instant, after: Place | null, limit: number): Promise<readonly Candidate<TicketFacts>[]>;
  /** Mails that still have their bytes: what machines wrote, what is aside or was refused, or all. */
  mails(
    which: MailSource,
    before: Instant,
    after: Place | null,
    limit: number,
  ): Promise<readonly Candidate<MailFacts>[]>;
  deleteTicket(id: string): Promise<void>;
  emptyMails(mails: readonly { readonly id: string; readonly class: RetentionClass }[]): Promise<void>;
  /** Our own mails about no ticket that have ended, and entries of the audit, oldest first: what went. */
  deleteOwnMails(before: Instant, after: Place | null, limit: number): Promise<readonly Place[]>;
  deleteAudit(before: Instant, after: Place | null, limit: number): Promise<readonly Place[]>;
  /** Adds to the run's entry in the audit, which the first batch that did something writes. */
  count(done: Batch["done"]): Promise<void>;
}

export interface RetentionPorts {
  transact<T>(work: (tx: RetentionTx) => Promise<T>): Promise<T>;
  /** Drops whole partitions of raw mail in which no mail has bytes that are kept; how many. */
  dropPartitions(before: Instant): Promise<number>;
  readonly checkpoint: Checkpoint;
  /** Time is up: the next run goes on. */
  isOver(): boolean;
  /** Told of each batch. */
  onBatch?(batch: Batch): void;
  /** Nothing is written. */
  readonly dryRun?: boolean;
}

/** Tickets have hundreds of rows each, mails one or two. */
const TICKETS_AT_ONCE = 5;
const ROWS_AT_ONCE = 200;

export type MailSource = "machines" | "refused" | "all";

type Step = (tx: RetentionTx, terms: RetentionTerms, after: Place | null) => Promise<Batch>;
const NOTHING: Batch = { done: [], kept: [], next: null };

const STEPS: readonly Step[] = [
  async (tx, terms, after) => {
    const before = cutoffOf("closedTickets", terms, tx.now);
    if (before === null) return NOTHING;
    const found = await tx.tickets(before, after, TICKETS_AT_ONCE);
    const judged = judgeAll(found, (facts) => judgeTicket(facts, terms, tx.now));
    for (const { place } of judged.due) await tx.deleteTicket(place.id);
    return batchOf(judged, found.length === TICKETS_AT_ONCE);
  },
  (tx, terms, after) => mailStep(tx, terms, after, "machines"),
  (tx, terms, after) => mailStep(tx, terms, after, "refused"),
  (tx, terms, after) => mailStep(tx, terms, after, "all"),
  (tx, terms, after) =>
    rowsStep("automaticMail", tx, terms, (before) => tx.deleteOwnMails(before, after, ROWS_AT_ONCE)),
  (tx, terms, after) => rowsStep("audit", tx, terms, (before) => tx.deleteAudit(before, after, ROWS_AT_ONCE)),
];

/**
 * Deletes what desk.yaml does not let the desk keep, batch by batch, each a short transaction of its own with its count: a
 * process that dies loses the batch it was at, and the next run goes on. Whole months of raw mail go by dropping their
 * partition. Identities and the rows that figures are counted from stay.
 *
 * @returns `more`: time was up before everything was looked through
 */
export async function runRetention(ports: RetentionPorts): Promise<Receipt> {
  let [done, more] = [0, false];
  for (const step of STEPS) {
    let after: Place | null = null;
    // At least one batch of each, however little time there is: what is kept of one class holds no other up.
    do {
      const batch: Batch = await runBatch(ports, step, after);
      ports.onBatch?.(batch);
      done += batch.done.length;
      after = batch.next;
    } while (after !== null && !ports.isOver());
    more ||= after !== null;
  }
  if (ports.dryRun) return { outcome: "looked through", due: done };
  const partitions = await dropDue(ports);
  return { outcome: more ? "more" : "kept", deleted: done, partitions };
}

async function runBatch(ports: RetentionPorts, step: Step, after: Place | null): Promise<Batch> {
  const batch = await ports.transact(async (tx) => {
    const batch = await step(tx, await tx.terms(), after);
    if (batch.done.length > 0) await tx.count(batch.done);
    await ports.checkpoint("retention.decided");
    return batch;
  });
  await ports.checkpoint("retention.committed");
  return batch;
}

async function dropDue(ports: RetentionPorts): Promise<number> {
  const before = await ports.transact(async (tx) => cutoffOf("rawMail", await tx.terms(), tx.now));
  if (before === null) return 0;
  await ports.checkpoint("retention.dropping");
  return ports.dropPartitions(before);
}

const CLASS_OF: Readonly<Record<MailSource, RetentionClass>> = {
  machines: "automaticMail",
  refused: "quarantine",
  all: "rawMail",
};

/** Mails of one class: of the others there are steps of their own, or none, where they are kept for ever. */
async function mailStep(
  tx: RetentionTx,
  terms: RetentionTerms,
  after: Place | null,
  source: MailSource,
): Promise<Batch> {
  const name = CLASS_OF[source];
  const before = cutoffOf(name, terms, tx.now);
  if (before === null) return NOTHING;
  const found = await tx.mails(source, before, after, ROWS_AT_ONCE);
  const judged = judgeAll(found, (facts) => judgeMail(facts, terms, tx.now));
  const ours = (verdict: Verdict): boolean => verdict.class === name;
  const due = judged.due.filter(({ verdict }) => ours(verdict));
  await tx.emptyMails(due.map(({ place, verdict }) => ({ id: place.id, class: verdict.class })));
  return batchOf({ ...judged, due, kept: judged.kept.filter(ours) }, found.length === ROWS_AT_ONCE);
}

async function rowsStep(
  name: RetentionClass,
  tx: RetentionTx,
  terms: RetentionTerms,
  remove: (before: Instant) => Promise<readonly Place[]>,
): Promise<Batch> {
  const before = cutoffOf(name, terms, tx.now);
  if (before === null) return NOTHING;
  const gone = await remove(before);
  return {
    done: gone.map(({ at }) => ({ class: name, since: plus(at, terms[name] ?? 0), bytes: 0 })),
    kept: [],
    next: gone.length === ROWS_AT_ONCE ? gone.at(-1)! : null,
  };
}

interface Judged<Facts> {
  readonly due: readonly (Candidate<Facts> & { readonly verdict: Verdict & { readonly kind: "due" } })[];
  readonly kept: readonly (Verdict & { readonly kind: "kept" })[];
  readonly last: Place | null;
}

function judgeAll<Facts>(
  found: readonly Candidate<Facts>[],
  judge: (facts: Facts) => Verdict,
): Judged<Facts> {
  const judged = found.map((one) => ({ one, verdict: judge(one) }));
  return {
    due: judged.flatMap(({ one, verdict }) => (verdict.kind === "due" ? [{ ...one, verdict }] : [])),
    kept: judged.flatMap(({ verdict }) => (verdict.kind === "kept" ? [verdict] : [])),
    last: found.at(-1)?.place ?? null,
  };
}

function batchOf<Facts>({ due, kept, last }: Judged<Facts>, isFull: boolean): Batch {
  const done = due.map(({ verdict, bytes }) => ({ class: verdict.class, since: verdict.since, bytes }));
  return { done, kept, next: isFull ? last : null };
}
