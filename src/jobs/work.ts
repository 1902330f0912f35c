import type { Receiver } from "../mail/reading.ts";
import type { Recipient } from "../outbound/delivery.ts";
import type { ConfirmationRow } from "../tickets/decision.ts";
import type { AttachmentRow } from "../tickets/rows.ts";
import type { Instant } from "../values/instant.ts";
import type { Json } from "../values/json.ts";
import type { RowQueue } from "./queues.ts";

/** Work for a worker: a row, the arming of it that this job is for, and when it is due. */
export interface DueRow {
  readonly queue: RowQueue;
  readonly id: string;
  readonly generation: number;
  readonly dueAt: Instant;
  /** Lower first; absent: no preference. */
  readonly priority?: number;
}

/** What a job carries: never content, never a decision. */
export interface RowRef {
  readonly id: string;
  readonly generation: number;
}

/** How a unit of work ended; becomes its one log line. Ids, codes and counts only. */
export interface Receipt {
  readonly outcome: string;
  readonly because?: string;
  readonly [field: string]: string | number | boolean | undefined;
}

/** This desk, as every job needs to know it. */
export interface DeskFacts {
  readonly id: string;
  /** Nothing leaves until the operator says `go`. */
  readonly shadow: boolean;
  readonly identityKey: Uint8Array;
}

/** A mail to be processed, as intake kept it. */
export interface InboundWork {
  readonly id: string;
  readonly generation: number;
  readonly state: "seen" | "stored" | "done" | "aside";
  readonly receivedAt: Instant;
  readonly storedAt: Instant;
  readonly folderRole: "inbox" | "junk" | "sent";
  /** False: imported, and its writer is not told that it has come. */
  readonly acknowledge: boolean;
  /** Somebody said that it is to be processed as a person's mail although the rules refuse it. */
  readonly released: boolean;
  /** It was held, and its sender said by reply that it is theirs: their address, and when. */
  readonly confirmed: { readonly address: string; readonly at: Instant } | null;
  /** The desk's address in the mailbox it came to. */
  readonly deskAddress: string;
  readonly receiver: Receiver;
}

/** A question whether a mail is somebody's, as it stands. */
export interface Confirmation extends ConfirmationRow {
  readonly usedAt: Instant | null;
}

/** A mail to be sent, claimed. */
export interface OutboundWork {
  readonly id: string;
  readonly fence: number;
  readonly ticketId: string | null;
  readonly legId: string | null;
  readonly purpose: string;
  /** What the mail is sent at most once for. */
  readonly once: string | null;
  readonly createdAt: Instant;
  readonly msgId: string;
  readonly reversePath: string;
  readonly recipients: readonly Recipient[];
  /** The stored bytes; null: there are so many that they are read in pieces. */
  readonly bytes: Uint8Array | null;
  readonly attempts: number;
  readonly repeats: number;
}

export type Claim =
  | { readonly kind: "claimed"; readonly mail: OutboundWork; readonly previous: "clean" | "died-streaming" }
  | { readonly kind: "stale" | "shadow"; readonly because: string }
  /** Its account's budget is used up, or others are more important: it is armed for later. */
  | { readonly kind: "paced"; readonly because: string; readonly due: DueRow };

/** What the gate for automatic mail asks about: lower-case addresses, a ticket, the likeness of the subject answered. */
export interface StandingsOf {
  readonly addresses: readonly string[];
  readonly ticketId: string | null;
  readonly likeness: string | null;
}

export interface HandoffBrief {
  readonly ticketId: string;
  /** Those of its files that may leave still. */
  readonly files: readonly Pick<AttachmentRow, "mail" | "part" | "filename" | "contentType">[];
  /** How many were to go along. */
  readonly wanted: number;
}

export interface EscalationWork {
  readonly id: string;
  readonly generation: number;
  readonly state: string;
  readonly ticketId: string;
  readonly targetId: string | null;
  readonly rung: string | null;
  readonly to: string;
  readonly detail: Json;
  readonly because: string;
  readonly createdAt: Instant;
  readonly dueAt: Instant | null;
}

/** A mail out as an act needs it. */
export interface ActedOn {
  readonly id: string;
  readonly ticketId: string | null;
  readonly purpose: string;
}
