import type { AutomaticCounts } from "../outbound/budget.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { answeredLikeness, gateAutomatic, isAutomatic } from "../tickets/delivery/gate-automatic.ts";
import { tellMuted } from "../tickets/delivery/tell-muted.ts";
import { carryFiles } from "./carry-files.ts";
import type { DueRow, Ports, Tx } from "./ports.ts";

declare const passed: unique symbol;

/** A decision whose automatic mail to customers was let through or held back: nothing else can be saved. */
export type GatedDecision = Decision & { readonly [passed]: true };

/** A transaction as the database opens it. Jobs get it behind the gate, for only that makes what it saves. */
export interface UngatedTx extends Omit<Tx, "apply"> {
  save(decision: GatedDecision): Promise<readonly DueRow[]>;
}

/**
 * A transaction whose decisions pass the gate for automatic mail before they are saved: whichever job writes such a mail,
 * budgets, mutes and dead addresses hold it back here. What leaves gets its files.
 */
export function withGate(ports: GatePorts, { save, ...tx }: UngatedTx): Tx {
  return {
    ...tx,
    apply: async (decision) =>
      save((await carryFiles(tx, await passGate(ports, tx, decision))) as GatedDecision),
  };
}

interface GatePorts extends Pick<Ports, "promises" | "mint"> {
  /** Where nothing can leave the machine there is nobody to loop with: nothing is counted. */
  readonly sandbox?: boolean;
}

const UNCOUNTED: AutomaticCounts = {
  addressHour: 0,
  addressDay: 0,
  systemDay: 0,
  deskHour: 0,
  ticketDay: 0,
  alike: 0,
};

async function passGate(ports: GatePorts, tx: Omit<Tx, "apply">, decision: Decision): Promise<Decision> {
  const automatic = (decision.mails ?? []).filter(isAutomatic);
  if (automatic.length === 0) return decision;
  const promises = await ports.promises(decision.opened?.policyVersion ?? (await tx.policyInForce(tx.now)));
  const standings = await tx.automaticStandings({
    addresses: automatic.flatMap(({ recipients }) => recipients.map(({ address }) => address.toLowerCase())),
    ticketId: automatic[0]!.ticketId,
    likeness: answeredLikeness(decision),
  });
  const alive = new Set(decision.forgotten);
  const known = [...standings].map(([address, standing]) => {
    const { undeliverable } = standing;
    const works = alive.has(address) && undeliverable?.complaint !== true;
    const counts = ports.sandbox ? UNCOUNTED : standing.counts;
    return [address, { ...standing, counts, undeliverable: works ? null : undeliverable }] as const;
  });
  const { decision: gated, mutes } = gateAutomatic(decision, new Map(known), promises.automaticMail, tx.now);
  let told = gated;
  for (const mute of mutes) {
    const { first, ticketNumbers } = await tx.mute(mute);
    const alarm = first
      ? tellMuted(mute, ticketNumbers, await tx.agents(), promises, ports.mint, tx.now)
      : null;
    if (alarm) told = both(told, { mails: [alarm] });
  }
  return told;
}
