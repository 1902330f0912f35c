import { caseNumbersIn } from "../../escalation/case-number.ts";
import type { Instant } from "../../values/instant.ts";
import type { JoiningMail } from "../arrival/incoming-mail.ts";
import { keptMessage } from "../arrival/kept-message.ts";
import type { Disposition } from "../decision.ts";
import type { CaseNumberRow, HandoffRow } from "../handoff-rows.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { Roster } from "../team/roster.ts";
import { upstreamLeg } from "./handoffs.ts";

/** A mail in a conversation with upstream, and what led it there. */
export interface ReceiveUpstream {
  readonly mail: JoiningMail;
  readonly state: TicketState;
  readonly legId: string;
  /** A token or a msg-id of ours led it here: only they have had it. Others lead here by what many may know. */
  readonly ledBySecret: boolean;
  /** Other tickets that it may as well belong to. */
  readonly orOn?: readonly TicketState[];
  readonly roster: Roster;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** The mail as it is kept in that conversation. */
export function keptOf(
  { mail, state, legId, mint }: ReceiveUpstream,
  author: MessageRow["author"],
  unverified: boolean,
) {
  return keptMessage({ mail, ticketId: state.ticket.id, legId, author, unverified, mint });
}

/** What became of the mail. */
export function settledAs({ mail, state }: ReceiveUpstream, disposition: Disposition, because: string) {
  return { inboundId: mail.inboundId, disposition, because, ticketId: state.ticket.id };
}

/** Numbers of theirs in what they wrote, that are not known yet. What they quoted of ours teaches nothing. */
export function numbersOf(
  { mail, state, legId, now }: Pick<ReceiveUpstream, "mail" | "state" | "legId" | "now">,
  handoff: HandoffRow | null,
  { subject, visibleText }: Pick<MessageRow, "subject" | "visibleText">,
): readonly CaseNumberRow[] {
  if (handoff === null || upstreamLeg(state, legId) === null) return [];
  const { issuer } = handoff.detail;
  return caseNumbersIn(`${subject}\n${visibleText}`, issuer.caseNumbers)
    .filter((number) => !handoff.numbers.includes(number))
    .map((number) => ({
      number,
      legId,
      ticketId: state.ticket.id,
      issuer: issuer.id,
      learntAt: mail.receivedAt ?? now,
      because: "reply",
    }));
}
