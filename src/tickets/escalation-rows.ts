import type { FileMark } from "../escalation/files.ts";
import type { FormValues } from "../escalation/form.ts";
import type { Override } from "../escalation/records.ts";
import type { Instant } from "../values/instant.ts";

/** What was found out about a ticket's one issue. */
export interface DiagnosisRow {
  readonly ticketId: string;
  readonly fields: FormValues;
  readonly unable: string | null;
  readonly overrides: readonly Override[];
  readonly files: readonly FileMark[];
  /** Who wrote it last. */
  readonly agentId: string;
  readonly at: Instant;
}

/** Units of an entitlement that a handoff took. */
export interface DebitRow {
  readonly id: string;
  readonly entitlementId: string;
  readonly escalationId: string;
  readonly units: number;
  readonly at: Instant;
}

/** The units of a handoff that nobody upstream has got. */
export interface RefundRow {
  readonly escalationId: string;
  readonly because: string;
  readonly at: Instant;
}
