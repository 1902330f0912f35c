import type { Standing } from "../../conversation/standing.ts";
import type { Message } from "../../mail/message.ts";
import { likenessOf } from "../../outbound/likeness.ts";
import { openHandoffs, speaksFor } from "../handoff/handoffs.ts";
import { belongsTo, customersLeg } from "../people-of.ts";
import type { TicketState, WhoIs } from "../state.ts";
import { sameOrganisation } from "./joining.ts";

/** How the sender of a mail stands to each ticket that something in it points to. */
export function standingsOf(
  states: ReadonlyMap<string, TicketState>,
  message: Message,
  who: WhoIs,
): ReadonlyMap<string, Standing> {
  return new Map([...states].map(([id, state]) => [id, standingOf(state, message, who)]));
}

function standingOf(state: TicketState, { from, subject }: Message, who: WhoIs): Standing {
  const address = from?.address ?? "";
  const likeness = likenessOf(subject);
  const isOthers = who.customer !== null && who.customer.id !== state.ticket.customerId;
  return {
    number: state.ticket.number,
    belongs: belongsTo(state, address, who),
    related: !isOthers && isRelated(state, address),
    speaksIn: new Set(state.legs.map(({ id }) => id).filter((id) => speaksFor(state, id, address))),
    awaits: new Set(openHandoffs(state).flatMap(({ legId }) => legId ?? [])),
    sameSubject: !isOthers && likeness !== null && likeness === likenessOf(state.ticket.subject),
  };
}

function isRelated(state: TicketState, address: string): boolean {
  const legId = customersLeg(state);
  const people = state.participants.filter((person) => person.legId === legId && !person.held);
  return [state.requester, ...people].some((person) => sameOrganisation(address, person.address));
}
