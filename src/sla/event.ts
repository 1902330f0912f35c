import type { Instant } from "../values/instant.ts";

/** Plans and severities are named by the policy file; A is the most severe. */
export type Severity = "A" | "B" | "C";

/**
 * What moves a ticket's clocks. `at` is what the event counts from, `seq` breaks ties: the fold goes by (at, seq).
 * Everything else that happens to a ticket is an event too, but of no concern to a clock.
 */
export type ClockEvent = { readonly seq: number; readonly at: Instant } & (
  | {
      readonly type: "created";
      readonly by: "customer" | "agent";
      readonly plan: string;
      readonly severity: Severity;
    }
  | { readonly type: "customer_message"; readonly message?: string }
  /** An answer of a person of ours to the customer. `provisional`: in its undo window or being submitted. */
  | { readonly type: "agent_reply"; readonly mail: string; readonly provisional: boolean }
  /** A provisional answer was accepted by the server (counts from its receipt), or failed (as if it had not been). */
  | { readonly type: "reply_accepted" | "reply_failed"; readonly mail: string }
  /** A hard delivery report on an answer: opens a new next-response target (sla.md 4b). */
  | { readonly type: "reply_undeliverable"; readonly mail: string }
  | { readonly type: "status"; readonly to: "open" | "waiting_customer" | "waiting_vendor" | "resolved" }
  | { readonly type: "severity"; readonly to: Severity }
  | { readonly type: "plan"; readonly to: string }
  /** Calendar names in force from here on where they differ from the plan's (moved by hand). */
  | { readonly type: "calendar"; readonly to: string }
  /** Another policy version is applied to the ticket from here on. */
  | { readonly type: "policy"; readonly version: string }
  /**
   * Another ticket was merged into this one. Its oldest unanswered customer message starts the response that is owed,
   * unless one runs already (sla.md 4); null: it had none, and no clock is moved.
   */
  | { readonly type: "merged_in"; readonly from?: string; readonly unansweredSince: Instant | null }
  /** What was merged in is a ticket of its own again: as if it had not been merged. */
  | { readonly type: "unmerged"; readonly from: string }
  /**
   * A customer's message came from another ticket. `unansweredSince`: it starts the response that is owed, unless one runs
   * already (sla.md 4); null: it was answered there, and no clock is moved.
   */
  | { readonly type: "moved_in"; readonly message: string; readonly unansweredSince: Instant | null }
  /** A customer's message went to another ticket; `voids`: nobody had answered it, so it is as if it had not come. */
  | { readonly type: "moved_away"; readonly message: string; readonly voids: boolean }
  /** A cancellation is taken back: as if it had not been. */
  | { readonly type: "restored"; readonly because: Cancellation }
  | { readonly type: "cancelled"; readonly because: Cancellation }
);

/** moved: the only message of the ticket went to another. */
export type Cancellation = "merged" | "moved" | "spam" | "duplicate";

export type TargetKind = "first-response" | "next-response" | "update" | "resolution";

/** One promise with a due time. Stored as a row; recomputed by the fold, never edited. */
export interface Target {
  readonly kind: TargetKind;
  /** 0 for the first; one per unanswered streak for next-response, one per span for update. */
  readonly instance: number;
  readonly state: "inactive" | "running" | "paused" | "met" | "late" | "cancelled";
  /** Goal in milliseconds of service time; null: no goal for this severity, the clock counts silently. */
  readonly goalMs: number | null;
  /** Rises when the goal changes, so that rungs are told once per version. */
  readonly goalVersion: number;
  readonly calendar: string;
  readonly elapsedMs: number;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Earliest instant with elapsed = goal; running and late only. */
  readonly dueAt: Instant | null;
  /** Last instant at which ending it still meets the goal. */
  readonly breachAt: Instant | null;
  readonly breachedAt: Instant | null;
  /** An answer for it is on its way: no rung fires until it is accepted or has failed. */
  readonly provisional: boolean;
  /** The answer that ended it was reported undeliverable: the verdict stays, and a new target was opened. */
  readonly undeliverable?: boolean;
}
