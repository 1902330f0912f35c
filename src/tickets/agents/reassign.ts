import { rosterOf, type World } from "../acts/world.ts";
import { both, type Decision } from "../decision.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import { customersLeg } from "../people-of.ts";
import type { EventRow, TargetRow, TicketRow } from "../rows.ts";
import { givenTo, nextInTurn } from "../team/assign.ts";
import { concerned } from "../team/concerned.ts";
import { placeAgain } from "../team/place.ts";
import type { AgentDeal } from "./agent-deal.ts";

interface HandOver extends Pick<AgentDeal, "state" | "promises" | "mint" | "now"> {
  /** Whose mail it is; null: an operator did it on the ticket's page. */
  readonly mail: { readonly world: World; readonly agent: { readonly id: string } | null };
  /** As the mail's commands leave it. */
  readonly after: TicketRow;
  /** Of the ledger, those the mail adds. */
  readonly added: readonly EventRow[];
  readonly targets: readonly TargetRow[];
}

interface HandedOver {
  readonly ticket: Partial<TicketRow>;
  readonly decision: Decision;
}

/**
 * After an agent's commands, or an operator's: a ticket that nobody has taken goes to the team that the rules name for what is known of it now,
 * unless somebody chose its team. Whoever has it or may take it since then is told, but not the agent who did it.
 */
export function reassign(hand: HandOver): HandedOver {
  const { mail, state, promises, mint, now, added, targets } = hand;
  const roster = rosterOf(mail.world, promises);
  const placed = rerouted(hand);
  const ticket = { ...hand.after, ...placed?.ticket };
  const isTheirs = ticket.assigneeId === state.ticket.assigneeId && ticket.team === state.ticket.team;
  const isOpen = ticket.status !== "resolved" && ticket.status !== "closed";
  const events = writeDown(ticket.id, [...state.events, ...added], now, placed?.events ?? []);
  const decision = both({ events }, placed?.decision ?? {});
  const said = state.messages.filter(({ unverified }) => !unverified);
  const message = said.findLast(({ author }) => author === "customer") ?? said.at(-1);
  if (isTheirs || !isOpen || message === undefined || roster.agents.length === 0)
    return { ticket: placed?.ticket ?? {}, decision };
  const shown = targets.length > 0 ? targets : state.targets;
  const told = concerned({ ticket, targets: shown, roster, now });
  const { files } = mail.world;
  const notice = {
    event: "handed-over" as const,
    ticket,
    legId: customersLeg(state),
    customer: state.customer?.name ?? state.requester.address,
    requester: { name: message.authorName, address: message.authorAddress },
    message,
    attachments: files.filter(({ messageId }) => messageId === message.id),
    before: files,
    history: state.messages,
    targets: shown,
    assignee: roster.agents.find(({ id }) => id === ticket.assigneeId)?.name ?? null,
    because: placed === null ? "assigned by an agent" : "the rules name another team",
  };
  const to = told.filter(({ agent }) => agent.id !== mail.agent?.id);
  return {
    ticket: placed?.ticket ?? {},
    decision: both(decision, writeNotices(notice, to, promises, mint, now)),
  };
}

interface Rerouted extends HandedOver {
  readonly events: readonly NewEvent[];
}

/** Null: the rules say the same as before, or are not asked. */
function rerouted({ mail, state, promises, now, after, added, targets }: HandOver): Rerouted | null {
  const roster = rosterOf(mail.world, promises);
  const { ticket: before } = state;
  const facts = ["kind", "service", "severity", "customerId"] as const;
  const isChosen = [...state.events, ...added].some(
    ({ type, actor, data }) => type === "assigned" && actor === "agent" && "team" in (data as object),
  );
  if (after.assigneeId !== null || isChosen || facts.every((fact) => after[fact] === before[fact]))
    return null;
  const moved = after.customerId === before.customerId ? state.customer : (mail.world.customers[0] ?? null);
  const placed = placeAgain(after, moved, state.events, roster.settings);
  if (placed.team === before.team) return null;
  const { team, rule, assignment, because } = placed;
  const about = {
    ticket: { ...after, team },
    targets: targets.length > 0 ? targets : state.targets,
    roster,
    now,
  };
  const turn = assignment === "round-robin" ? nextInTurn(about) : null;
  const given = turn && givenTo(turn, about);
  const data = { team, route: rule, ...(assignment === roster.settings.assignment ? {} : { assignment }) };
  return {
    ticket: { team, assigneeId: turn?.id ?? null },
    events: [{ at: now, type: "assigned", actor: "desk", because, data }, ...(given ? [given.event] : [])],
    decision: given?.decision ?? {},
  };
}
