import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { endHandoff } from "./end-handoff.ts";
import type { HandoffRow } from "./handoff-rows.ts";
import { prepareForPortal } from "./prepare-for-portal.ts";
import type { Promises } from "./promises.ts";
import { remindOfHandoff } from "./remind-of-handoff.ts";
import type { AgentRow } from "./rows.ts";
import { type OutgoingFile, sendHandoff } from "./send-handoff.ts";
import type { TicketState } from "./state.ts";
import type { LeftBehind } from "./tell-left-behind.ts";
import type { Mint } from "./write-mail.ts";

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

export type Woken =
  | { readonly kind: "stale"; readonly because: string }
  | { readonly kind: "early"; readonly because: string; readonly until: Instant }
  | { readonly kind: "done"; readonly because: string; readonly decision: Decision };

/**
 * What a handoff needs now, judged by its row and not by the timer: to be carried out, to be reminded of, or to be ended because its
 * ticket is done. Whatever it is, the same decision moves the row on, so that a second wake-up finds nothing to do.
 */
export function wakeHandoff(wake: WakeHandoff): Woken {
  const { handoff, state } = wake;
  const { status } = state.ticket;
  if (handoff.endedAt !== null) return { kind: "stale", because: `already ${handoff.state}` };
  if (status === "resolved" || status === "closed") return endHandoff(wake);
  switch (handoff.state) {
    case "ready":
      return handoff.detail.route.by === "mail" ? sendHandoff(wake) : prepareForPortal(wake);
    case "prepared":
    case "sent":
      return remindOfHandoff(wake);
    default:
      return { kind: "stale", because: `it is ${handoff.state}` };
  }
}
