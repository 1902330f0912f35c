import type { Instant } from "../values/instant.ts";

/** Working time that an agent wrote down; negative: a correction. */
export interface TimeEntryRow {
  readonly id: string;
  readonly ticketId: string;
  readonly customerId: string | null;
  readonly agentId: string;
  readonly minutes: number;
  readonly note: string;
  readonly at: Instant;
}
