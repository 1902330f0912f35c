import { type Instant, plus } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";

interface Closing {
  readonly state: TicketState;
  /** What the ticket is promised. */
  readonly promises: Promises;
  /** The customer is told that it closed. */
  readonly tells: boolean;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A resolved ticket is closed once `closeAfter` has passed since it was resolved; exactly then it is. Null: not yet.
 * Its customer hears of each closing once, by a mail that answers none: nothing automatic that comes back opens it again.
 */
export function closeResolved(closing: Closing): Decision | null {
  const { state, promises, tells, now } = closing;
  const { ticket } = state;
  if (ticket.status !== "resolved" || ticket.resolvedAt === null) return null;
  if (now < plus(ticket.resolvedAt, promises.closing.closeAfterMs)) return null;
  const events = writeDown(ticket.id, state.events, now, [
    { at: now, type: "closed", actor: "desk", because: "resolved for as long as the policy says" },
  ]);
  const closed: Decision = { changed: { id: ticket.id, set: { status: "closed", closedAt: now } }, events };
  return tells && !ticket.practice ? both(closed, tellClosed(closing)) : closed;
}

function tellClosed({ state, promises, mint, now }: Closing): Decision {
  const { ticket, events } = state;
  const until = plus(now, promises.closing.followUpReopensMs);
  const closings = events.filter(({ type }) => type === "closed").length;
  return writeToCustomer({
    state,
    promises,
    mint,
    now,
    because: "closed by itself",
    words: () => promises.wording.closed({ number: ticket.number, until, at: now, ...readerOf(state) }),
    once: `closed.${ticket.id}.${closings}`,
  });
}
