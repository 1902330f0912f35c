import { both } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { openHandoffs } from "../handoffs.ts";
import { nextReminder } from "../remind-of-handoff.ts";
import type { AnswerRow, EventRow } from "../rows.ts";
import { takenAgain, type Units } from "../units.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { isHeld, withdrawn } from "./held-answer.ts";
import { REVIVED } from "./merge.ts";

/**
 * `#undo`: the answer that waits for its moment is not sent; one that has left cannot be taken back. What the same mail, or a later one,
 * ended and got a unit back for is taken back as well: the ticket is open again, or the case is with them again, and the unit is taken.
 */
export const undo: Act = (_argument, context) => {
  const { mail, state, now } = context;
  const last = state.answers.findLast(({ agentId }) => agentId === mail.agent.id);
  const given = lastGivenBack(context, last);
  const taken = given.length === 0 ? null : takeBack(given, context);
  if (last !== undefined && isWithdrawable(last, now)) {
    const undone = withdrawn(last, "undo", "taken back by its author", context);
    return taken === null ? undone : together(undone, taken);
  }
  if (taken !== null) return taken;
  if (last === undefined) return refused("#undo: there is no answer of yours on this ticket");
  if (last.state === "cancelled") return refused("#undo: your last answer was not sent anyway");
  return refused("#undo: your last answer is on its way to the customer already");
};

function isWithdrawable(last: AnswerRow, now: number): boolean {
  return isHeld(last) || (last.state === "ready" && last.dueAt !== null && last.dueAt > now);
}

/** What a newest mail of this agent gave back by `#close`, `#resolve` or `#handback`, not older than their last answer. */
function lastGivenBack({ mail, state }: ActContext, answer: AnswerRow | undefined): readonly EventRow[] {
  const own = state.events.filter(
    ({ type, agentId }) => type === "unit_refunded" && agentId === mail.agent.id,
  );
  const last = own.at(-1);
  if (last === undefined || (answer !== undefined && answer.createdAt > last.recordedAt)) return [];
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
    ...(second.ticket === undefined ? {} : { ticket: second.ticket }),
    events: [...(first.events ?? []), ...(second.events ?? [])],
    decision: both(first.decision ?? {}, second.decision ?? {}),
    line: `${first.line}\n${second.line}`,
  };
}
