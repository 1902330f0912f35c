import { eq, inArray } from "drizzle-orm";
import type { Checkpoint } from "../../jobs/checkpoints.ts";
import type { Batch, RetentionPorts, RetentionTx } from "../../jobs/run-retention.ts";
import { cutoffOf } from "../../ops/retention.ts";
import type { RetentionClass } from "../../policy/retention.ts";
import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import { newId } from "../system/ids.ts";
import type { Connection, Queryable } from "./connect.ts";
import { deleteTicket } from "./delete-ticket.ts";
import { emptyMails } from "./empty-mails.ts";
import { policyInForce } from "./policy-versions.ts";
import { openPromiseBook } from "./promise-book.ts";
import { dropMonths, monthsOver, type RawPartition, rawMonths } from "./raw-partitions.ts";
import {
  auditCandidates,
  mailCandidates,
  ownMailCandidates,
  ticketCandidates,
} from "./retention-candidates.ts";
import { audit, deliveryReports, outboundMail } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export const RETENTION_RUN = "retention.run";

interface Options {
  readonly clock: Clock;
  /** Whom the audit names. */
  readonly actor: string;
  readonly checkpoint?: Checkpoint;
  readonly isOver?: () => boolean;
  readonly onBatch?: (batch: Batch) => void;
  readonly dryRun?: boolean;
}

/** What a run of retention works on. Each run has an entry of its own in the audit, from its first deletion on. */
export function retentionPorts({ db, sql }: Connection, options: Options): RetentionPorts {
  const { clock, actor, checkpoint = () => {}, isOver = () => false, onBatch, dryRun = false } = options;
  const book = openPromiseBook(db);
  const run = newId();
  let months: Promise<readonly RawPartition[]> | null = null;
  return {
    checkpoint,
    isOver,
    dryRun,
    ...(onBatch === undefined ? {} : { onBatch }),
    async transact(work) {
      months ??= rawMonths(sql);
      const known = await months;
      return db.transaction(async (tx) => {
        const at = await now(tx, clock);
        const { retention } = await book(await policyInForce(tx, at));
        const before = cutoffOf("rawMail", retention, at);
        const over = before === null ? [] : monthsOver(known, before);
        const writes = dryRun ? NO_WRITES : openWrites(tx, { at, over, run, actor });
        return work({ now: at, terms: async () => retention, ...openReads(tx, !dryRun, writes), ...writes });
      });
    },
    dropPartitions: (before) => dropMonths(sql, before, isOver),
  };
}

interface Writes extends Pick<RetentionTx, "deleteTicket" | "emptyMails" | "count"> {
  deleteOwn(ids: readonly string[]): Promise<void>;
  deleteEntries(ids: readonly string[]): Promise<void>;
}

function openReads(
  db: Queryable,
  locks: boolean,
  { deleteOwn, deleteEntries }: Writes,
): Pick<RetentionTx, "tickets" | "mails" | "deleteOwnMails" | "deleteAudit"> {
  return {
    tickets: (before, after, limit) => ticketCandidates(db, { before, after, limit, locks }),
    mails: (source, before, after, limit) => mailCandidates(db, source, { before, after, limit, locks }),
    async deleteOwnMails(before, after, limit) {
      const found = await ownMailCandidates(db, { before, after, limit, locks });
      await deleteOwn(found.map(({ id }) => id));
      return found;
    },
    async deleteAudit(before, after, limit) {
      const found = await auditCandidates(db, { before, after, limit, locks });
      await deleteEntries(found.map(({ id }) => id));
      return found;
    },
  };
}

const NO_WRITES: Writes = {
  deleteTicket: async () => {},
  emptyMails: async () => {},
  count: async () => {},
  deleteOwn: async () => {},
  deleteEntries: async () => {},
};

interface Run {
  readonly at: Instant;
  /** Months of raw mail that may go as a whole: what is emptied in them is only marked. */
  readonly over: readonly RawPartition[];
  readonly run: string;
  readonly actor: string;
}

function openWrites(db: Queryable, { at, over, run, actor }: Run): Writes {
  return {
    deleteTicket: (id) => deleteTicket(db, { id, because: "retention", at }),
    async emptyMails(mails) {
      const goesWithMonth = (id: string): boolean => over.some(({ from, to }) => id >= from && id < to);
      const groups = Map.groupBy(mails, ({ id, class: name }) => `${name} ${goesWithMonth(id)}`);
      for (const group of groups.values()) {
        const [first] = group;
        const because = first!.class as Exclude<RetentionClass, "audit">;
        const ids = group.map(({ id }) => id);
        await emptyMails(db, ids, because, at, goesWithMonth(first!.id) ? "later" : "now");
      }
    },
    async deleteOwn(ids) {
      if (ids.length === 0) return;
      await db.delete(deliveryReports).where(inArray(deliveryReports.outboundId, [...ids]));
      await db.delete(outboundMail).where(inArray(outboundMail.id, [...ids]));
    },
    async deleteEntries(ids) {
      if (ids.length > 0) await db.delete(audit).where(inArray(audit.id, [...ids]));
    },
    async count(done) {
      const [entry] = await db.select({ detail: audit.detail }).from(audit).where(eq(audit.id, run));
      const counts: Record<string, number> = { ...(entry?.detail as Record<string, number> | undefined) };
      for (const { class: name } of done) counts[name] = (counts[name] ?? 0) + 1;
      const detail: Json = counts;
      await db
        .insert(audit)
        .values({ id: run, at, actor, action: RETENTION_RUN, detail })
        .onConflictDoUpdate({ target: audit.id, set: { detail } });
    },
  };
}
