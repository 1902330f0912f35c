import { foldTargets } from "../../sla/fold.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import { clockEvents, writeDown } from "../ledger.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { type MovedPromise, movedPromises } from "./promised-otherwise.ts";
import { settleTargets } from "./settle-targets.ts";

interface ApplyPolicy {
  readonly state: TicketState;
  /** Of every version the ticket has lived under, and the new one as the last. */
  readonly promises: Promises;
  /** Who says so, as it stands in the audit. */
  readonly actor: string;
  readonly mint: { id(): string };
  readonly now: Instant;
}

export type AppliedPolicy =
  | { readonly kind: "applied"; readonly decision: Decision; readonly moved: readonly MovedPromise[] }
  | { readonly kind: "unchanged"; readonly because: string };

/**
 * Moves an open ticket to another policy version from now on. What has elapsed is kept, goals and hours are replaced
 * (sla.md 4); ended targets keep their verdict. A version that does not have the ticket's plan is not applied: the
 * clock would count without any promise.
 */
export function applyPolicy({ state, promises, actor, mint, now }: ApplyPolicy): AppliedPolicy {
  const { ticket, events: before } = state;
  const { version } = promises;
  if (ticket.policyVersion === version)
    return { kind: "unchanged", because: "it is pinned to this version already" };
  if (ticket.status === "closed") return { kind: "unchanged", because: "it is closed" };
  if (promises.clock.agreement(ticket.plan, ticket.severity, version) === null) {
    const because = `the version promises nothing for plan ${ticket.plan}, severity ${ticket.severity}`;
    return { kind: "unchanged", because };
  }
  const events = writeDown(ticket.id, before, now, [
    {
      at: now,
      type: "policy",
      actor: "operator",
      because: "another policy version was applied",
      data: { from: ticket.policyVersion, version },
    },
  ]);
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...before, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const decision: Decision = {
    changed: { id: ticket.id, set: { policyVersion: version } },
    events,
    targets,
    audit: [
      {
        actor,
        action: "policy-applied",
        detail: { ticket: ticket.number, from: ticket.policyVersion, version },
      },
    ],
  };
  const was = foldTargets(clockEvents(before), promises.clock, now);
  return { kind: "applied", decision, moved: movedPromises(was, targets) };
}
