import { endHandoff } from "./end-handoff.ts";
import { prepareForPortal } from "./prepare-for-portal.ts";
import { remindOfHandoff } from "./remind-of-handoff.ts";
import { sendHandoff } from "./send-handoff.ts";
import type { WakeHandoff, Woken } from "./woken-handoff.ts";

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
