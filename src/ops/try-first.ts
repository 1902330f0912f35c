import type { Reading } from "../mail/reading.ts";
import type { NewMail } from "../tickets/arrival/incoming-mail.ts";
import { openTicket } from "../tickets/arrival/open-ticket.ts";
import { isRefused, REFUSED } from "../tickets/arrival/refuse-unknown.ts";
import { notNull, type ThoughtOf } from "../tickets/arrival/thought.ts";
import type { Decision } from "../tickets/decision.ts";
import type { Mint } from "../tickets/letters/write-mail.ts";
import type { TicketRow } from "../tickets/rows.ts";
import type { WhoIs } from "../tickets/state.ts";
import type { Roster } from "../tickets/team/roster.ts";
import type { Proposal } from "../triage/propose.ts";
import type { Instant } from "../values/instant.ts";

/** A mail that is tried: as if it came then and began a ticket, with what is known and thought of it. */
export interface FirstMail {
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  readonly thought: ThoughtOf;
  readonly mint: Mint;
  readonly at: Instant;
}

/** What every trial says of a mail. */
export interface TriedFirst {
  readonly from: string | null;
  readonly customer: string | null;
  /** Why no ticket would be opened: it is automatic, or a stranger's and refused; null: one would. */
  readonly suppressed: string | null;
  /** Null: it has no words to read. */
  readonly proposal: Proposal | null;
  /** The vendor's published incident that it passes on; null: none. */
  readonly incident: string | null;
}

/** @param roster  null: no desk is asked */
export function saidOfFirst({ reading, who, thought }: FirstMail, roster: Roster | null): TriedFirst {
  const { origin, message } = reading;
  const refused = roster !== null && isRefused(who, roster.settings) ? REFUSED : null;
  return {
    from: message.from?.address ?? null,
    customer: who.customer?.name ?? null,
    suppressed: origin.kind === "person" ? refused : origin.because,
    proposal: thought.proposal,
    incident: thought.notice?.notice.incident ?? null,
  };
}

/** Opens the ticket by the rule that opens real ones, of the same mail with the same thoughts; nothing of it is saved. */
export function openTried(
  { reading, who, thought, mint, at }: FirstMail,
  roster: Roster,
): { readonly mail: NewMail; readonly ticket: TicketRow; readonly decision: Decision } {
  const trial = { inboundId: mint.id(), receivedAt: at, reading, who, number: 0, because: "a trial" };
  const mail = { ...trial, ...notNull(thought) };
  const decision = openTicket(mail, roster, roster.settings, mint, at);
  return { mail, ticket: decision.opened!, decision };
}
