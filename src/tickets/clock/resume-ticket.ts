import type { Instant } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { concerned } from "../team/concerned.ts";
import type { Roster } from "../team/roster.ts";
import { settleTargets } from "./settle-targets.ts";

interface Resume {
  readonly state: TicketState;
  readonly promises: Promises;
  readonly roster: Roster;
  readonly mint: Mint;
  readonly now: Instant;
}

/** A wait with an end is over: the ticket is open again, and whoever has it is told. Null: it is not, or not yet. */
export function resumeTicket({ state, promises, roster, mint, now }: Resume): Decision | null {
  const { ticket } = state;
  if (ticket.status !== "waiting" || ticket.waitingUntil === null || ticket.waitingUntil > now) return null;
  const because = "the wait that was set is over";
  const events = writeDown(ticket.id, state.events, now, [
    { at: now, type: "status", actor: "desk", because, data: { to: "open" } },
  ]);
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const decision: Decision = {
    changed: { id: ticket.id, set: { status: "in-progress", waitingUntil: null } },
    events,
    targets,
  };
  const message = state.messages.at(-1);
  if (message === undefined) return decision;
  const notice = {
    event: "wait-over" as const,
    ticket,
    legId: customersLeg(state),
    customer: state.customer?.name ?? state.requester.address,
    requester: { name: message.authorName, address: message.authorAddress },
    message,
    attachments: [],
    history: state.messages,
    targets: targets.length > 0 ? targets : state.targets,
    assignee: state.assignee?.name ?? null,
    because,
  };
  const to = concerned({ ticket, targets: notice.targets, roster, now });
  return both(decision, writeNotices(notice, to, promises, mint, now));
}
