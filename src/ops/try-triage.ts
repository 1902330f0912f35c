import type { Reading } from "../mail/reading.ts";
import type { FoundNotice } from "../tickets/notice-on-ticket.ts";
import { openTicket } from "../tickets/open-ticket.ts";
import type { Roster } from "../tickets/roster.ts";
import type { WhoIs } from "../tickets/state.ts";
import { isToSort, toSortBecause } from "../tickets/triage-first.ts";
import type { Mint } from "../tickets/write-mail.ts";
import type { Proposal } from "../triage/propose.ts";
import type { Instant } from "../values/instant.ts";

interface Trying {
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  /** Null: no desk is asked, and nothing is said of what a ticket would take over. */
  readonly roster: Roster | null;
  readonly mint: Mint;
  readonly at: Instant;
  readonly thought: { readonly proposal: Proposal | null; readonly notice: FoundNotice | null };
}

/** What triage makes of a mail that begins a ticket. */
export interface TriageTried {
  readonly from: string | null;
  readonly customer: string | null;
  /** Why no ticket would be opened: it is automatic mail; null: one would. */
  readonly suppressed: string | null;
  /** Null: it has no words to read. */
  readonly proposal: Proposal | null;
  /** The vendor's published incident that it passes on; null: none. */
  readonly incident: string | null;
  /** What a ticket would begin with; null: no desk was asked. */
  readonly taken: {
    readonly kind: string | null;
    readonly service: string | null;
    readonly severity: string;
  } | null;
  readonly toSort: boolean;
  /** Why it would wait to be sorted, or why not although nobody is sure; null: it is sure. */
  readonly because: string | null;
}

/** Opens the ticket by the rule that opens real ones, and saves nothing of it. */
export function tryTriage({ reading, who, roster, mint, at, thought }: Trying): TriageTried {
  const { proposal, notice } = thought;
  const { origin, message } = reading;
  const said = {
    from: message.from?.address ?? null,
    customer: who.customer?.name ?? null,
    suppressed: origin.kind === "person" ? null : origin.because,
    proposal,
    incident: notice?.notice.incident ?? null,
  };
  const unsure = proposal !== null && isToSort(proposal);
  const because = proposal === null ? null : toSortBecause(proposal);
  if (roster === null) return { ...said, taken: null, toSort: unsure, because };
  const opening = {
    ...{ inboundId: mint.id(), receivedAt: at, reading, who, number: 0, because: "a trial" },
    ...(proposal && { proposal }),
    ...(notice && { vendorNotice: notice }),
  };
  const { opened, proposed } = openTicket(opening, roster, roster.settings, mint, at);
  const { kind, service, severity } = opened!;
  const toSort = proposed?.[0]?.toSort ?? false;
  const settled = unsure && !toSort ? `it hangs on the published incident ${said.incident}` : because;
  return { ...said, taken: { kind, service, severity }, toSort, because: settled };
}
