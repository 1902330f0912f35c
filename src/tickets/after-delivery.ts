import type { Delivery } from "../outbound/delivery.ts";
import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { type NewEvent, writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import { settleTargets } from "./settle-targets.ts";
import type { TicketState } from "./state.ts";
import type { Mint } from "./write-mail.ts";

export interface AfterDelivery {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly work: { readonly id: string; readonly purpose: string };
  readonly delivery: Delivery;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * What the end of a mail's way out means for its ticket. An accepted answer ends what it was to end, from its receipt; a
 * failed one is as if it had not been. Mail that is still on its way, and mail that is no answer, moves no clock.
 */
export function afterDelivery({
  state,
  promises,
  work,
  delivery,
  mint,
  now,
}: AfterDelivery): Decision | null {
  const settledFor: Readonly<Record<Delivery["state"], string | null>> = {
    accepted: missesRequester(state, delivery) ? "reply_failed" : "reply_accepted",
    failed: "reply_failed",
    // It may have arrived: the promise is not broken by our not knowing. The agent sees it on the ticket.
    unsure: delivery.dueAt === null ? "reply_accepted" : null,
    deferred: null,
    // It was not sent because it was no longer true; an answer never ends like this.
    cancelled: "reply_failed",
  };
  const type = settledFor[delivery.state];
  if (type === null) return null;
  const isAnswer = work.purpose === "answer";
  // The mail's own row tells that it arrived; only what needs a look is worth a line of the ledger.
  if (!isAnswer && delivery.state === "accepted") return null;
  const event: NewEvent = {
    at: now,
    type: isAnswer ? type : `mail_${delivery.state}`,
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
