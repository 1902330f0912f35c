import { both } from "../decision.ts";
import { openHandoffs } from "../handoff/handoffs.ts";
import { nextReminder } from "../handoff/remind-of-handoff.ts";
import { takenAgain, type Units } from "../handoff/units.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import type { AnswerRow, EventRow } from "../rows.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { isHeld, withdrawn } from "./held-answer.ts";
import { REVIVED } from "./merge.ts";
import { lastIncidentActs, undoIncidentActs } from "./undo-incident.ts";

/**
 * `#undo`: the answer that waits for its moment is not sent; one that has left cannot be taken back. What the same mail, or a later one,
 * ended and got a unit back for is taken back as well: the ticket is open again, or the case is with them again, and the unit is taken.
 * So is what it said of a published incident.
 */
export const undo: Act = (_argument, context) => {
  const { mail, state, now } = context;
  const packets = packetsOf(state.events);
  const last = state.answers.findLast(({ id, agentId }) => agentId === mail.agent.id && !packets.has(id));
  const taken = takenBack(context, last);
  if (last !== undefined && isWithdrawable(last, now)) {
    const undone = withdrawn(last, "undo", "taken back by its author", context);
    if (taken === null) return { ...undone, line: `${undone.line}. What else that mail did stays done` };
    // What it is too late for is no reason to let the answer leave.
    if (taken.kind === "refused") return { ...undone, line: `${undone.line}\n${taken.because}` };
    return together(undone, taken);
  }
  if (taken !== null) return taken;
  if (last === undefined) return refused("#undo: there is no answer of yours on this ticket");
  if (last.state === "cancelled") return refused("#undo: your last answer was not sent anyway");
  return refused("#undo: your last answer is on its way to the customer already");
};

/** What handed a case on went in its agent's name, and is none of their answers: it must not stand in the way of the one they mean. */
function packetsOf(events: readonly EventRow[]): ReadonlySet<unknown> {
  const sent = events.filter(({ type }) => type === "handoff_sent");
  return new Set(sent.map(({ data }) => (data as { readonly mail?: unknown } | null)?.mail));
}

function isWithdrawable(last: AnswerRow, now: number): boolean {
  return isHeld(last) || (last.state === "ready" && last.dueAt !== null && last.dueAt > now);
}

/** What the newest mail of this agent did beside answering, as far as that can be taken back; null: nothing, or they answered since. */
function takenBack(context: ActContext, answer: AnswerRow | undefined): Acted | null {
  const { mail, state } = context;
  const given = lastGivenBack(context);
  const said = lastIncidentActs(state.events, mail.agent.id);
  const newest = Math.max(answer?.createdAt ?? 0, given[0]?.recordedAt ?? 0, said[0]?.recordedAt ?? 0);
  const isNewest = ([first]: readonly EventRow[]): boolean => first?.recordedAt === newest;
  const units = isNewest(given) ? takeBack(given, context) : null;
  const incidents = isNewest(said) ? undoIncidentActs(said, context) : null;
  return units !== null && incidents !== null ? together(units, incidents) : (units ?? incidents);
}

/** What a newest mail of this agent gave back by `#close`, `#resolve` or `#handback`. */
function lastGivenBack({ mail, state }: ActContext): readonly EventRow[] {
  const own = state.events.filter(
    ({ type, agentId }) => type === "unit_refunded" && agentId === mail.agent.id,
  );
  const last = own.at(-1);
  if (last === undefined) return [];
  const again = state.events.filter(({ type, seq }) => type === "unit_taken_again" && seq > last.seq);
  return again.length > 0 ? [] : own.filter(({ recordedAt }) => recordedAt === last.recordedAt);
}

function takeBack(given: readonly EventRow[], context: ActContext): Acted {
  const { state } = context;
  const escalations = given.map(({ data }) => String((data as { readonly escalation?: unknown }).escalation));
  const units = takenAgain(escalations, state, "undo", context);
  const isEnded = state.ticket.status === "resolved" || state.ticket.status === "closed";
  return given.some(({ because }) => because === "#handback")
    ? handedOnAgain(escalations, units, context)
    : {
        kind: "done",
        ...(isEnded ? { ticket: REVIVED } : {}),
        events: [
          ...(isEnded ? [{ ...byAgent(context, "undo"), type: "status", data: { to: "open" } }] : []),
          ...units.events,
        ],
        decision: units.decision,
        line: [isEnded ? "open again; what the customer was told stays told" : "", ...units.lines]
          .filter((line) => line !== "")
          .join("\n"),
      };
}

/** A case that nobody had got is to be filed again, unless the ticket is done or with somebody else by now. */
function handedOnAgain(escalations: readonly string[], units: Units, context: ActContext): Acted {
  const { state, promises, now } = context;
  const handoff = state.handoffs.find(({ id }) => escalations.includes(id));
  const { status } = state.ticket;
  if (
    handoff === undefined ||
    openHandoffs(state).length > 0 ||
    status === "resolved" ||
    status === "closed"
  ) {
    return refused("#undo: it is too late to hand it on as it was; #escalate hands it on anew");
  }
  const prepared = handoff.state === "handed-back";
  const before: HandoffRow["state"] = prepared ? "prepared" : "ready";
  return {
    kind: "done",
    events: [
      { ...byAgent(context, "undo"), type: "handoff_restored", data: { escalation: handoff.id } },
      ...units.events,
    ],
    decision: both(units.decision, {
      handoffs: [
        {
          id: handoff.id,
          set: { state: before, because: "not taken back after all", endedAt: null },
          dueAt: prepared ? nextReminder({ handoff, state, promises }, now) : now,
        },
      ],
    }),
    line: [`it is to go to ${handoff.detail.route.name} after all`, ...units.lines].join("\n"),
  };
}

function together(first: Acted, second: Acted): Acted {
  if (first.kind === "refused") return first;
  if (second.kind === "refused") return second;
  return {
    kind: "done",
    ticket: { ...first.ticket, ...second.ticket },
    events: [...(first.events ?? []), ...(second.events ?? [])],
    decision: both(first.decision ?? {}, second.decision ?? {}),
    line: `${first.line}\n${second.line}`,
  };
}
