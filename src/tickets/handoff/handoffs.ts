import { isSender } from "../../escalation/issuer.ts";
import type { Address } from "../../mail/message.ts";
import { addServiceTime, nextOpen } from "../../service-hours/arithmetic.ts";
import type { Instant } from "../../values/instant.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, LegRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

type Handed = Pick<TicketState, "handoffs" | "legs" | "participants" | "upstream">;

/** What an outsourcer's `#unable` leaves behind, as the decision table reads it. */
export const UNABLE = "unable_to_resolve";

/** Those that have not ended, oldest first. */
export function openHandoffs({ handoffs }: Pick<TicketState, "handoffs">): readonly HandoffRow[] {
  return handoffs.filter(({ endedAt }) => endedAt === null);
}

/** The conversation, if it is one with upstream; null: the customer's, or none of this ticket's. */
export function upstreamLeg({ legs }: Pick<TicketState, "legs">, legId: string | null): LegRow | null {
  return legs.find(({ id, kind }) => id === legId && kind === "upstream") ?? null;
}

/** The handoff that a conversation with upstream belongs to. */
export function handoffOf({ handoffs, legs }: Handed, legId: string): HandoffRow | null {
  const escalationId = legs.find(({ id }) => id === legId)?.escalationId;
  return handoffs.find((handoff) => handoff.legId === legId || handoff.id === escalationId) ?? null;
}

/**
 * What the one it was last handed on to has said of it, for `Issue.deliveryResult`: `unable_to_resolve` after their `#unable`. Null:
 * nothing, or it has been handed on to somebody else since.
 */
export function deliveryResult({ handoffs }: Pick<TicketState, "handoffs">): string | null {
  const last = handoffs.at(-1);
  return last?.state === "handed-back" && last.because === UNABLE ? UNABLE : null;
}

/** Whether an address speaks for upstream in a conversation: one of theirs, or somebody who was let in there. */
export function speaksFor(state: Handed, legId: string, address: string): boolean {
  if (upstreamLeg(state, legId) === null) return false;
  const wanted = address.toLowerCase();
  const joined = state.participants.some(
    (person) => person.legId === legId && person.address === wanted && !person.held,
  );
  return joined || isSender(address, handoffOf(state, legId)?.detail.issuer.senders ?? []);
}

/** Who is written to in a conversation with upstream: who wrote there last, or else whom it was opened with. */
export function upstreamPeople(state: Handed, legId: string): readonly Address[] {
  const known = state.participants.filter((person) => person.legId === legId && !person.held);
  const last = state.upstream.findLast(
    (message) => message.legId === legId && message.author === "upstream" && !message.unverified,
  );
  const writer = known.filter(({ address }) => address === last?.authorAddress.toLowerCase());
  return (writer.length > 0 ? writer : known.slice(0, 1)).map(({ name, address }) => ({ name, address }));
}

/** Addresses that never leave for upstream: those of the customer's side, and of agents. Lower case. */
export function keptFromUpstream(
  { requester, participants, legs }: Pick<TicketState, "requester" | "participants" | "legs">,
  agents: readonly Pick<AgentRow, "address">[],
): readonly string[] {
  const theirs = new Set(legs.filter(({ kind }) => kind === "customer").map(({ id }) => id));
  const people = participants.filter(({ legId }) => theirs.has(legId));
  return [requester, ...people, ...agents].map(({ address }) => address.toLowerCase());
}

/** When an answer is expected, and when somebody looks whether it came: while those are there who are reminded then. */
export interface Expected {
  readonly at: Instant | null;
  readonly wakeAt: Instant | null;
}

/** When an answer is expected that is owed since `from`, on the hours it was promised in; both null where nothing was promised. */
export function expectedFrom(
  handoff: HandoffRow,
  from: Instant,
  state: Pick<TicketState, "ticket">,
  promises: Promises,
): Expected {
  const { detail } = handoff;
  const agreed = detail.route.by === "mail" ? promises.partners[detail.route.to] : undefined;
  const withinMs = detail.expectedMs ?? agreed?.responseMs ?? null;
  const due = withinMs === null ? null : addServiceTime(hoursOf(handoff, promises), from, withinMs);
  if (due?.kind !== "due") return { at: null, wakeAt: null };
  const late = due.breachAt ?? due.dueAt;
  // By mail they are reminded, in their hours; a portal answers nobody, so our agents are, in ours.
  const wakeAt = detail.route.by === "mail" ? late : nextOpen(ourHours(state, promises), late);
  return { at: due.dueAt, wakeAt: wakeAt ?? late };
}

/** The hours in which somebody there is expected to answer. */
export function hoursOf({ detail }: HandoffRow, promises: Promises) {
  const agreed = detail.route.by === "mail" ? promises.partners[detail.route.to] : undefined;
  return promises.clock.hours(detail.expectedHours ?? agreed?.hours ?? "always");
}

/** The hours of our own people for a ticket. */
export function ourHours({ ticket }: Pick<TicketState, "ticket">, { clock }: Promises) {
  return clock.hours(clock.agreement(ticket.plan, ticket.severity)?.calendar ?? "always");
}

/** The newest number they gave it; empty: none is known. */
export function numberOf({ numbers }: Pick<HandoffRow, "numbers">): string {
  return numbers.at(-1) ?? "";
}
