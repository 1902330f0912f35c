import type { HandoffDetail } from "../escalation/handoff.ts";
import type { Instant } from "../values/instant.ts";

/**
 * ready: to be carried out. By mail it is `sent`; for a portal it is `prepared` until its number is known, and `sent` then.
 * answered: they wrote last. What has ended is handed back, closed, cancelled or failed.
 */
export type HandoffState =
  | "ready"
  | "prepared"
  | "sent"
  | "answered"
  | "handed-back"
  | "closed"
  | "cancelled"
  | "failed";

/** An issue that was handed on. Its ticket stays ours: neither its owner nor its customer's clock knows of this row. */
export interface HandoffRow {
  readonly id: string;
  readonly ticketId: string;
  readonly state: HandoffState;
  /** A vehicle of the profile, by id. */
  readonly vehicle: string | null;
  /** To whom: a partner's name, or the target. */
  readonly to: string;
  readonly detail: HandoffDetail;
  readonly because: string;
  readonly createdAt: Instant;
  /** The conversation with them; null: not yet. */
  readonly legId: string | null;
  readonly sentAt: Instant | null;
  /** When their answer is expected; null: nothing was promised, or they have answered. */
  readonly expectedAt: Instant | null;
  readonly answeredAt: Instant | null;
  /** Reminders since it was last their turn. */
  readonly reminders: number;
  readonly endedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly generation: number;
  /** What it took of an entitlement; null or left out: nothing. */
  readonly unit?: HandoffUnit | null;
  /** The number of the ticket that it was handed on from; after a merge another than that of the one it goes on in. */
  readonly ticketNumber?: number;
  /** The numbers they gave it, the newest last. */
  readonly numbers: readonly string[];
}

/** Units of an entitlement that were taken for a handoff. */
export interface HandoffUnit {
  readonly units: number;
  /** Of the entitlement. */
  readonly name: string;
  /** A vehicle of the profile, by id. */
  readonly vehicle: string;
  /** Null: they are taken. */
  readonly refundedAt: Instant | null;
}

/** A handoff to be carried out as soon as it is saved. */
export type NewHandoff = Pick<
  HandoffRow,
  "id" | "ticketId" | "vehicle" | "to" | "detail" | "because" | "createdAt"
> & {
  /** The profile it was decided by, and the hash of its file. */
  readonly profile: string;
  readonly profileHash: string;
};

/** What changes of a handoff, and when it needs looking at again; null: when somebody writes. */
export interface HandoffChange {
  readonly id: string;
  readonly set: Partial<
    Pick<
      HandoffRow,
      "state" | "because" | "legId" | "sentAt" | "expectedAt" | "answeredAt" | "reminders" | "endedAt"
    >
  >;
  readonly dueAt: Instant | null;
}

export interface CaseNumberRow {
  /** As `caseNumber` writes it. */
  readonly number: string;
  readonly legId: string;
  readonly ticketId: string;
  readonly issuer: string;
  readonly learntAt: Instant;
  /** `reply`, or the agent's command. */
  readonly because: string;
}
