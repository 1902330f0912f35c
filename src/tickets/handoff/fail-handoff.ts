import type { Instant } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { handoffOf, openHandoffs } from "./handoffs.ts";
import { type LostMail, tellFailed, waitEnded } from "./tell-failed.ts";
import { waitIsOver } from "./upstream-wait.ts";

export interface FailHandoff {
  /** With the events that the same decision writes already; after a merge the ticket that stayed. */
  readonly state: TicketState;
  readonly lost: LostMail;
  readonly promises: Promises;
  readonly agents: readonly AgentRow[];
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail to upstream reached nobody. Where the mail is all they have, the handoff has failed: nobody waits for an answer to it. One that
 * was filed in a portal is open there all the same, and it is our turn. Either way its writer, whoever has the ticket and the lead
 * are told once, with what to do; no clock of the customer's is moved, but a wait for upstream ends.
 *
 * @returns null: the mail belongs to no open handoff, or they have written since and are there all the same
 */
export function failHandoff(fail: FailHandoff): Decision | null {
  const { state, lost, now } = fail;
  const handoff = lost.legId === null ? null : handoffOf(state, lost.legId);
  if (handoff === null || handoff.endedAt !== null) return null;
  if (handoff.answeredAt !== null && handoff.answeredAt > lost.createdAt) return null;
  const byMail = handoff.detail.route.by === "mail";
  const because = "mail to upstream was not delivered";
  const by = { at: now, actor: "desk", because } as const;
  const isLast = openHandoffs(state).every(({ id }) => id === handoff.id);
  const events = writeDown(state.ticket.id, state.events, now, [
    {
      ...by,
      type: byMail ? "handoff_failed" : "upstream_withdrawn",
      data: { escalation: handoff.id, mail: lost.id },
    },
    ...(byMail && isLast ? waitIsOver(state, by) : []),
  ]);
  const set = byMail
    ? ({ state: "failed", because: "not delivered", endedAt: now, expectedAt: null } as const)
    : ({ state: "answered", because: "our mail was not delivered", expectedAt: null } as const);
  const failed: Decision = { events, handoffs: [{ id: handoff.id, set, dueAt: null }] };
  const told = tellFailed({ ...fail, handoff, kind: byMail ? "failed" : "unreached", once: lost.id });
  return [waitEnded(fail, events), told].reduce(both, failed);
}

/** What a handoff took, given back where not even its packet was delivered: also of one that was taken back since. */
export function notDelivered({ state, lost, now }: FailHandoff): Decision {
  const handoff = lost.legId === null ? null : handoffOf(state, lost.legId);
  if (handoff === null || handoff.answeredAt !== null || lost.once !== `handoff.${handoff.id}`) return {};
  return { refunds: [{ escalationId: handoff.id, because: "not delivered", at: now }] };
}
