import { notRaised } from "../tickets/arrival/taken-because.ts";
import { isToSort, toSortBecause } from "../tickets/arrival/triage-first.ts";
import type { Roster } from "../tickets/team/roster.ts";
import { type FirstMail, openTried, saidOfFirst, type TriedFirst } from "./try-first.ts";

/** What triage makes of a mail that begins a ticket. */
export interface TriageTried extends TriedFirst {
  /** What a ticket would begin with; null: no desk was asked. */
  readonly taken: {
    readonly kind: string | null;
    readonly service: string | null;
    readonly severity: string;
  } | null;
  /** Why a proposed severity A raises nothing; null: none is proposed, or the ticket has it. */
  readonly notRaised: string | null;
  readonly toSort: boolean;
  /** Why it would wait to be sorted, or why not although nobody is sure; null: it is sure. */
  readonly because: string | null;
}

/** @param roster  null: no desk is asked, and nothing is said of what a ticket would take over */
export function tryTriage(first: FirstMail, roster: Roster | null): TriageTried {
  const said = saidOfFirst(first, roster);
  const { proposal } = said;
  const unsure = proposal !== null && isToSort(proposal);
  const because = proposal === null ? null : toSortBecause(proposal);
  if (roster === null) return { ...said, taken: null, notRaised: null, toSort: unsure, because };
  const { ticket, decision } = openTried(first, roster);
  const { kind, service, severity } = ticket;
  const toSort = decision.proposed?.[0]?.toSort ?? false;
  const settled = unsure && !toSort ? `it hangs on the published incident ${said.incident}` : because;
  const isLess = proposal?.severity === "A" && severity !== "A";
  return {
    ...said,
    taken: { kind, service, severity },
    notRaised: isLess ? notRaised(first) : null,
    ...{ toSort, because: settled },
  };
}
