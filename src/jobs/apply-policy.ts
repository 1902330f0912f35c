import { type AppliedPolicy, applyPolicy } from "../tickets/clock/apply-policy.ts";
import { versionsOf } from "../tickets/promises/versions.ts";
import type { Ports } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";

export interface ApplyTo {
  readonly ticketId: string;
  readonly version: string;
  readonly actor: string;
  /** Decide only, save nothing. */
  readonly dryRun: boolean;
}

/** Moves one ticket to another policy version, in one transaction; timers that moved with it are found by the relay. */
export function applyPolicyTo(
  ports: Pick<Ports, "promises" | "transact" | "mint">,
  { ticketId, version, actor, dryRun }: ApplyTo,
): Promise<AppliedPolicy> {
  return ports.transact(async (tx) => {
    const state = await tx.ticket(ticketId);
    if (state === null) return { kind: "unchanged", because: "there is no such ticket" };
    const versions = [...versionsOf(state.ticket, state.events), version];
    const promises = await promisesOf(ports, state, versions);
    const applied = applyPolicy({ state, promises, actor, mint: ports.mint, now: tx.now });
    if (applied.kind === "applied" && !dryRun) await tx.apply(applied.decision);
    return applied;
  });
}
