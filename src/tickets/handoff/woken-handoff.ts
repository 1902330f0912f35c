import type { Draft } from "../../mail/compose.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { CarriedFile, LostFile } from "../letters/carried-files.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

/** Files that somebody had looked through and that do not go along with a handoff. */
export interface LeftBehind {
  readonly lost: readonly LostFile<Pick<CarriedFile, "filename">>[];
  /** How many more may not leave any more: their mail went to another ticket, or is held. */
  readonly others: number;
}

/** A file with its bytes, as a mail takes it along. */
export type OutgoingFile = NonNullable<Draft["attachments"]>[number];

/** A handoff whose time has come, with all that says what it needs. */
export interface WakeHandoff {
  readonly handoff: HandoffRow;
  /** The ticket it belongs to, or after a merge the one that stayed. */
  readonly state: TicketState;
  readonly promises: Promises;
  readonly agents: readonly AgentRow[];
  /** What of the ticket's attachments goes along. */
  readonly files: readonly OutgoingFile[];
  /** What of them was to go along and cannot. */
  readonly leftBehind: LeftBehind;
  readonly mint: Mint;
  readonly now: Instant;
}

/** What is done with it: nothing any more, nothing yet, or what is to be saved. */
export type Woken =
  | { readonly kind: "stale"; readonly because: string }
  | { readonly kind: "early"; readonly because: string; readonly until: Instant }
  | { readonly kind: "done"; readonly because: string; readonly decision: Decision };
