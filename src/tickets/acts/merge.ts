import { isFreeMail } from "../../conversation/free-mail.ts";
import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import type { Decision } from "../decision.ts";
import { readOutcome, takenAgain } from "../handoff/units.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { customersLeg } from "../people-of.ts";
import type { TicketState } from "../state.ts";
import { takesByAnswering } from "../team/place.ts";
import { type Act, type ActContext, byAgent, refused } from "./act.ts";
import { endedThere, handoffsCome, handoffsLeave, handoffsReturn } from "./merged-handoffs.ts";
import { givenBackByMerge, mergedUnits } from "./merged-units.ts";
import { ticketNumber, type World } from "./world.ts";

export type Other = NonNullable<ReturnType<World["tickets"]["get"]>>;

/**
 * `#merge 1002`: this ticket goes on in #1002. Its messages are read there, its people join, its clocks end without a verdict, and
 * the response it still owed is owed there since the same moment. `#unmerge` there takes it back. Never across customers.
 */
export const merge: Act = (argument, context) => {
  const { state, mail } = context;
  const [given = "", ...words] = argument.trim().split(/\s+/);
  const number = ticketNumber(given);
  if (number === null) return refused("#merge takes the number of the ticket that stays: #merge 1002");
  const read = readOutcome(`merge ${number}`, words.join(" "), context);
  if ("kind" in read) return read;
  const other = mail.world.tickets.get(number);
  if (other === undefined) return refused(`#merge: there is no ticket #${number}`);
  const into = other.state;
  if (into.ticket.id === state.ticket.id) return refused(`#merge: this is #${number} itself`);
  if (into.ticket.mergedInto !== null) return refused(`#merge: #${number} was merged away itself`);
  if (!isOneCustomer(state, into)) {
    return refused(`#merge: #${number} is another customer's; merging would show one the other's mail`);
  }
  const own = byAgent(context, "merge");
  const since = unansweredSince(state);
  const revives = since !== null && into.ticket.status !== "new";
  const ending = endedThere(state, into, revives, context.now);
  const units = mergedUnits(read.outcome, into, context);
  const heir = heirOf(other, context);
  return {
    kind: "done",
    ticket: { status: "closed", closedAt: mail.receivedAt, mergedInto: into.ticket.id, waitingUntil: null },
    events: [
      { ...own, type: "cancelled", data: { because: "merged" } },
      { ...own, type: "merged", data: { into: into.ticket.id } },
      ...units.events,
    ],
    decision: {
      ...units.decision,
      ...(revives || heir.events.length > 0
        ? { others: [{ id: into.ticket.id, set: { ...(revives ? REVIVED : {}), ...heir.set } }] }
        : {}),
      people: customersPeople(state)
        .filter(({ address }) => address !== into.requester.address)
        .filter(({ address }) => !customersPeople(into).some((known) => known.address === address))
        .map((person) => ({ ...person, legId: customersLeg(into), role: "copied" as const })),
      ...(ending.length > 0 ? { handoffs: ending } : {}),
      ...onOther(other, context, [
        { ...own, type: "merged_in", data: { from: state.ticket.id, unansweredSince: since } },
        ...handoffsCome(state, own),
        ...heir.events,
      ]),
    },
    line: [
      `merged into #${number}; #unmerge ${state.ticket.number} there takes it back`,
      ...units.lines,
    ].join("\n"),
  };
};

/**
 * Who has the ticket that stays, where nobody has: whoever has the one that goes, for that is where they answered; else who merges
 * them, as if they had answered there.
 */
function heirOf({ state: into, promises }: Other, context: ActContext) {
  const { mail, state, before } = context;
  const had = { ...state.ticket, ...before?.ticket }.assigneeId;
  const taker = had ?? (takesByAnswering(into, promises) ? mail.agent.id : null);
  if (into.ticket.assigneeId !== null || taker === null) return { set: {}, events: [] };
  const assigned = { ...byAgent(context, "merge"), type: "assigned", data: { agent: taker } };
  return { set: { assigneeId: taker }, events: [assigned] };
}

/** `#unmerge 1001`: a ticket that was merged into this one is a ticket of its own again, as if it had not been merged. */
export const unmerge: Act = (argument, context) => {
  const number = ticketNumber(argument);
  const other = number === null ? undefined : context.mail.world.tickets.get(number);
  if (other === undefined || other.state.ticket.mergedInto !== context.state.ticket.id) {
    return refused("#unmerge takes the number of a ticket that was merged into this one: #unmerge 1001");
  }
  if (isEmptied(other.state)) {
    return refused(
      `#unmerge: the only message of #${number} was moved here; #move ${number} as a reply to its notice`,
    );
  }
  const own = byAgent(context, "unmerge");
  const from = other.state.ticket.id;
  const came = cameWith(other.state, context.state);
  const still =
    came.length === 0
      ? ""
      : `; who came with it still gets this one's mail: #cc ${came.map((address) => `-${address}`).join(" ")}`;
  const units = takenAgain(givenBackByMerge(other.state), other.state, "unmerge", context);
  return {
    kind: "done",
    events: [
      { ...own, type: "unmerged", data: { from } },
      ...handoffsLeave(other.state, context.state.events, own),
    ],
    decision: {
      others: [{ id: from, set: { ...REVIVED, mergedInto: null } }],
      ...units.decision,
      ...onOther(other, context, [
        { ...own, type: "restored", data: { because: "merged" } },
        ...handoffsReturn(other.state, context.state.events),
        ...units.events,
      ]),
    },
    line: [`#${number} is a ticket of its own again${still}`, ...units.lines].join("\n"),
  };
};

/** Who gets the mail of the ticket that stayed since the other came: with its people came the moment they were added to it. */
function cameWith(other: TicketState, here: TicketState): readonly string[] {
  const theirs = new Set(customersPeople(other).map(({ address, addedAt }) => `${address} ${addedAt}`));
  return customersPeople(here)
    .filter(({ address, held }) => !held && address !== here.requester.address)
    .filter(({ address, addedAt }) => theirs.has(`${address} ${addedAt}`))
    .map(({ address }) => address);
}

/** The customer's side. Who speaks for upstream in a conversation of its own must never come into the customer's. */
function customersPeople(state: TicketState): TicketState["participants"] {
  return state.participants.filter(({ legId }) => legId === customersLeg(state));
}

export const REVIVED = {
  status: "in-progress",
  resolvedAt: null,
  closedAt: null,
  waitingUntil: null,
} as const;

/** An event on another ticket, with its clocks folded anew by its own promises. */
export function onOther(
  { state, promises }: Other,
  { mint, now }: ActContext,
  added: readonly NewEvent[],
): Decision {
  const events = writeDown(state.ticket.id, state.events, now, added);
  const targets = settleTargets({
    ticketId: state.ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  return { events, targets };
}

/** The same customer, or the same person, or people of one organisation where neither is known. */
export function isOneCustomer(a: TicketState, b: TicketState): boolean {
  if (a.ticket.customerId !== null || b.ticket.customerId !== null)
    return a.ticket.customerId === b.ticket.customerId;
  const [one, two] = [a, b].map(({ requester }) => requester.address);
  const [first, second] = [one!, two!].map((address) => address.slice(address.lastIndexOf("@") + 1));
  return one === two || (first === second && !isFreeMail(first!));
}

/** When the customer began to wait for the answer that is still owed; null: none is. */
export function unansweredSince({ targets }: TicketState): Instant | null {
  const owed = targets.find(
    ({ kind, state }) =>
      (kind === "first-response" || kind === "next-response") && (state === "running" || state === "paused"),
  );
  return owed?.startedAt ?? null;
}

/** Whether a ticket ended because its only message was moved to another. */
export function isEmptied({ events }: TicketState): boolean {
  const last = events.findLast(({ type }) => type === "cancelled" || type === "restored");
  return last?.type === "cancelled" && (last.data as { because?: string }).because === "moved";
}
