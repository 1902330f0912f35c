import type { Instant } from "../values/instant.ts";
import type { Recipient } from "./delivery.ts";

/** A mail of ours, as far as a report about it needs it. */
export interface SentMail {
  readonly id: string;
  readonly ticketId: string | null;
  /** The conversation it belongs to. */
  readonly legId: string | null;
  readonly audience: "customer" | "agents" | "upstream";
  readonly purpose: string;
  /** What it is sent at most once for. */
  readonly once: string | null;
  readonly state: string;
  readonly createdAt: Instant;
  readonly recipients: readonly Recipient[];
  /** The agent who wrote it; null: the desk did. */
  readonly writerId: string | null;
  /** Somebody sent it from the mailbox itself, past the desk: there is a message of it and no mail to mark. */
  readonly direct?: boolean;
}

/** An address to which mail came back, or whose owner complained. Automatic mail is not sent there. */
export interface UndeliverableAddress {
  /** Lower case. */
  readonly address: string;
  /** Codes and names only. */
  readonly because: string;
  readonly at: Instant;
  /** The address is dead; false: it only failed for a time, again and again. */
  readonly hard: boolean;
  /** Its owner called our mail unwanted (RFC 5965). */
  readonly complaint: boolean;
}
