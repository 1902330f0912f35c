import type { Delivery } from "../../outbound/delivery.ts";
import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import type { Decision } from "../decision.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";

export interface AfterDelivery {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly work: { readonly id: string; readonly purpose: string };
  readonly delivery: Delivery;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * Whether what became of a mail is news for its ticket. Mail that is no answer and arrived is told by its own row; what is
 * still on its way has no end yet.
 */
export function concernsTicket(
  { purpose }: { readonly purpose: string },
  { state, dueAt }: Pick<Delivery, "state" | "dueAt">,
): boolean {
  if (state === "deferred" || (state === "unsure" && dueAt !== null)) return false;
  return purpose === "answer" || state !== "accepted";
}

/**
 * What the end of a mail's way out means for its ticket, where it concerns it. An accepted answer ends what it was to end,
 * from its receipt; a failed one is as if it had not been. Mail that is no answer moves no clock.
 */
export function afterDelivery({ state, promises, work, delivery, mint, now }: AfterDelivery): Decision {
  const isAnswer = work.purpose === "answer";
  // Unsure: it may have arrived, and the promise is not broken by our not knowing. The agent sees it on the ticket.
  const arrived =
    delivery.state === "unsure" || (delivery.state === "accepted" && !missesRequester(state, delivery));
  const event: NewEvent = {
    at: now,
    type: isAnswer ? (arrived ? "reply_accepted" : "reply_failed") : `mail_${delivery.state}`,
    actor: "desk",
    because: delivery.because.slice(0, 300),
    data: { mail: work.id, purpose: work.purpose },
  };
  const events = writeDown(state.ticket.id, state.events, now, [event]);
  if (!isAnswer) return { events };
  const targets = settleTargets({
    ticketId: state.ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  return { events, targets };
}

/** An answer that only others have is none to who asked. */
function missesRequester({ requester }: TicketState, { recipients }: Delivery): boolean {
  const asked = requester.address.toLowerCase();
  return recipients.some(({ address, state }) => state === "failed" && address.toLowerCase() === asked);
}
