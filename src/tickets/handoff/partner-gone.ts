import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { openHandoffs } from "./handoffs.ts";
import { tellFailed, waitEnded } from "./tell-failed.ts";
import { waitIsOver } from "./upstream-wait.ts";
import type { WakeHandoff, Woken } from "./woken-handoff.ts";

/**
 * A handoff to somebody who is no partner in desk.yaml any more when it is about to leave: nothing of a customer's goes to whom the desk
 * does not work with. It has failed, what it took is given back, and the agents are told.
 */
export function partnerGone(wake: WakeHandoff): Woken {
  const { handoff, state, now } = wake;
  const because = `desk.yaml has no partner ${handoff.to} any more`;
  const by = { at: now, actor: "desk", because } as const;
  const isLast = openHandoffs(state).every(({ id }) => id === handoff.id);
  const events = writeDown(state.ticket.id, state.events, now, [
    { ...by, type: "handoff_failed", data: { escalation: handoff.id, mail: null } },
    ...(isLast ? waitIsOver(state, by) : []),
  ]);
  const failed: Decision = {
    events,
    handoffs: [
      { id: handoff.id, set: { state: "failed", because, endedAt: now, expectedAt: null }, dueAt: null },
    ],
    refunds: [{ escalationId: handoff.id, because: "never sent", at: now }],
  };
  const told = tellFailed({ ...wake, kind: "gone", once: handoff.id });
  return { kind: "done", because, decision: [waitEnded(wake, events), told].reduce(both, failed) };
}
