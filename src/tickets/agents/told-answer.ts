import type { Instant } from "../../values/instant.ts";
import type { NewMail } from "../arrival/incoming-mail.ts";
import { keptMessage } from "../arrival/kept-message.ts";
import { acknowledge, unacknowledged } from "../clock/acknowledged.ts";
import type { Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";

/** Whether a proved sender is somebody of desk.yaml's whom rungs are told to: a lead, a manager, an address of the ladder. */
export function isTold(
  { reading }: Pick<NewMail, "reading">,
  { teams, ladder }: Pick<Promises, "teams" | "ladder">,
): boolean {
  const { message, authentication, origin } = reading;
  const from = message.from?.address.toLowerCase();
  if (from === undefined || origin.kind !== "person") return false;
  if (authentication.proved?.address.toLowerCase() !== from) return false;
  const named = ladder.some(({ tell }) => tell.some((teller) => teller.toLowerCase() === `mail:${from}`));
  return named || teams.some(({ lead, manager }) => lead === from || manager === from);
}

/**
 * The reply of somebody who is told of promises and is no agent: it acknowledges what was told and is kept as a note. It
 * answers nobody and no command in it is carried out.
 */
export function toldAnswer(
  mail: Omit<NewMail, "number">,
  state: TicketState,
  mint: Mint,
  now: Instant,
): Decision {
  const { ticket } = state;
  const by = { author: "agent", unverified: false } as const;
  const kept = keptMessage({ mail, ticketId: ticket.id, legId: customersLeg(state), ...by, mint });
  const because = "somebody who was told answered, and is no agent";
  const open = unacknowledged(state, null);
  const seen = open.length === 0 ? null : acknowledge(open, { at: mail.receivedAt, because, agentId: null });
  const noted = { at: mail.receivedAt, type: "noted", actor: "desk", because } as const;
  return {
    settled: { inboundId: mail.inboundId, disposition: "command", because, ticketId: ticket.id },
    messages: [{ ...kept.message, direction: "note" }],
    attachments: kept.attachments,
    events: writeDown(ticket.id, state.events, now, [noted, ...(seen === null ? [] : [seen.event])]),
    ...seen?.decision,
  };
}
