import { type Instant, MINUTE } from "../values/instant.ts";
import { count, span } from "./words.ts";

/** A row that is work for a queue, or was and waits for a person. */
export interface WorkRow {
  readonly queue: "inbound" | "targets" | "replies" | "escalations";
  readonly id: string;
  /** Number of its ticket, where it has one. */
  readonly ticket: number | null;
  readonly subject: string | null;
  readonly state: string;
  readonly because: string | null;
  readonly dueAt: Instant | null;
  readonly leaseUntil: Instant | null;
  readonly attempts: number;
  readonly lastError: string | null;
  /** Failed or aside: nothing happens until a person looks. */
  readonly waiting: boolean;
  readonly since: Instant | null;
}

export type Trouble = "waiting" | "stuck" | "overdue" | "retrying" | "due";

export interface WorkView extends WorkRow {
  readonly trouble: Trouble;
  /** What is the matter, in one line. */
  readonly why: string;
}

/** More tries than this and a row is stuck: the first few are weather. */
const MANY_ATTEMPTS = 2;

const WORST_FIRST: readonly Trouble[] = ["waiting", "stuck", "overdue", "retrying", "due"];

/**
 * What is the matter with a row, worst first: it waits for a person; it is stuck (tried more than twice, or claimed by a
 * worker whose lease ran out); nobody fetched it within a minute; it will be tried again; it is due just now.
 */
export function viewWork(row: WorkRow, now: Instant): WorkView {
  return { ...row, ...matter(row, now) };
}

function matter(row: WorkRow, now: Instant): { trouble: Trouble; why: string } {
  const error = row.lastError ?? row.because ?? row.state;
  if (row.waiting) return { trouble: "waiting", why: row.because ?? error };
  if (row.attempts > MANY_ATTEMPTS)
    return { trouble: "stuck", why: `tried ${count(row.attempts, "time")}: ${error}` };
  if (row.leaseUntil !== null && row.leaseUntil < now && row.dueAt !== null) {
    return { trouble: "stuck", why: `its worker went away ${span(now - row.leaseUntil)} ago` };
  }
  if (row.dueAt !== null && row.dueAt < now - MINUTE) {
    return { trouble: "overdue", why: `due for ${span(now - row.dueAt)}; no worker has taken it` };
  }
  if (row.attempts > 0) return { trouble: "retrying", why: `tried ${count(row.attempts, "time")}: ${error}` };
  return { trouble: "due", why: "due now" };
}

/** Worst first; the longest due first among the same. */
export function sortWork(rows: readonly WorkView[]): readonly WorkView[] {
  const at = ({ dueAt, since }: WorkView): number => dueAt ?? since ?? 0;
  return [...rows].sort(
    (a, b) =>
      WORST_FIRST.indexOf(a.trouble) - WORST_FIRST.indexOf(b.trouble) ||
      at(a) - at(b) ||
      (a.id < b.id ? -1 : 1),
  );
}
