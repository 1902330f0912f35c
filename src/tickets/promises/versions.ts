import type { ClockContext } from "../../sla/clock.ts";
import { Fault } from "../../values/trouble.ts";
import type { EventRow, TicketRow } from "../rows.ts";
import type { Promises } from "./promises.ts";

/** The policy versions a ticket has lived under, in order; the last is the one it is pinned to now. */
export function versionsOf(
  ticket: Pick<TicketRow, "policyVersion">,
  events: readonly Pick<EventRow, "type" | "data">[],
): readonly string[] {
  const moves = events
    .filter(({ type }) => type === "policy")
    .map(({ data }) => data as { readonly from: string; readonly version: string });
  const first = moves[0];
  return first === undefined ? [ticket.policyVersion] : [first.from, ...moves.map(({ version }) => version)];
}

/**
 * The promises of several versions as a ticket sees them that was moved from one to the next: it is spoken to under the
 * last, and each stretch of its clock is read under the version of that day.
 *
 * @param books  in the order of `versionsOf`, not empty
 */
export function acrossVersions(books: readonly Promises[]): Promises {
  const [first, last] = [books[0]!, books.at(-1)!];
  if (books.length === 1) return first;
  const under = (policy: string | null | undefined): ClockContext => {
    if (policy === null || policy === undefined) return first.clock;
    const book = books.find(({ version }) => version === policy);
    if (book === undefined) throw new Fault(`clock: policy version ${policy} is not loaded`);
    return book.clock;
  };
  return {
    ...last,
    clock: {
      agreement: (plan, severity, policy) => under(policy).agreement(plan, severity),
      hours: (name, policy) => under(policy).hours(name),
    },
  };
}
