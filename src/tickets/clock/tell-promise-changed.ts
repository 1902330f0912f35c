import type { Severity, Target } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import { isOpenPromise, owedBy, solvedBy } from "../promises/case-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

/**
 * Why a customer is told of a change of severity or plan: a promise that is still open became later (or is none any
 * more), or it became A. An earlier promise surprises nobody. Null: they are not told.
 */
export function whyTold(
  was: { readonly severity: Severity; readonly targets: readonly Target[] },
  is: { readonly severity: Severity; readonly targets: readonly Target[] },
): "became A" | "became later" | null {
  if (is.severity === "A" && was.severity !== "A") return "became A";
  const later = was.targets.some((before) => {
    const after = is.targets.find((t) => t.kind === before.kind && t.instance === before.instance);
    return after !== undefined && isOpenPromise(before) && isOpenPromise(after) && isLater(before, after);
  });
  return later ? "became later" : null;
}

/** While a clock stands still there is no due time; then the goals are compared. */
function isLater(before: Target, after: Target): boolean {
  if (before.goalMs === null) return false;
  if (before.dueAt === null) return after.goalMs === null || after.goalMs > before.goalMs;
  return after.dueAt === null || after.dueAt > before.dueAt;
}

interface Changed {
  readonly state: TicketState;
  /** The ticket and its targets after the change. */
  readonly after: { readonly ticket: TicketRow; readonly targets: readonly Target[] };
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** The mail to the customer that says what is promised now; nothing where there is no reason, or the ticket is done. */
export function tellPromiseChanged({ state, after, promises, mint, now }: Changed): Decision {
  const { ticket, targets } = after;
  const because = whyTold(
    { severity: state.ticket.severity, targets: state.targets },
    { ...after, ...ticket },
  );
  if (because === null || ticket.status === "resolved" || ticket.status === "closed") return {};
  return writeToCustomer({
    state: { ...state, ticket },
    promises,
    mint,
    now,
    because: `severity ${state.ticket.severity} to ${ticket.severity}: the promise ${because}`,
    words: () =>
      promises.wording.promiseChanged({
        number: ticket.number,
        ...readerOf(state),
        plan: ticket.plan,
        severity: ticket.severity,
        at: now,
        owed: owedBy(targets),
        solvedBy: solvedBy(targets),
      }),
  });
}
