import type { TicketState } from "../state.ts";

/** Who is on the customer's side: lower-case addresses. */
export function addressesOf(state: TicketState): ReadonlySet<string> {
  const legs = new Set(state.legs.filter(({ kind }) => kind === "customer").map(({ id }) => id));
  return new Set([
    state.requester.address,
    ...state.participants.filter(({ legId }) => legs.has(legId)).map(({ address }) => address),
    ...state.messages.filter(({ author }) => author === "customer").map(({ authorAddress }) => authorAddress),
  ]);
}

/** The names of people of a ticket, to be known in what leaves. */
export function namesOf(state: TicketState): readonly string[] {
  const names = [
    state.requester.name,
    ...state.participants.map(({ name }) => name),
    ...state.messages.filter(({ author }) => author === "customer").map(({ authorName }) => authorName),
  ];
  return [...new Set(names)].filter((name) => name !== "");
}
