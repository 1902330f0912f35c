import { both, type Decision } from "../tickets/decision.ts";
import { answeredLikeness, gateAutomatic, isAutomatic } from "../tickets/gate-automatic.ts";
import { tellMuted } from "../tickets/tell-muted.ts";
import type { Ports, Tx } from "./ports.ts";

/**
 * A transaction whose decisions pass the gate for automatic mail before they are saved: whichever job writes such a mail,
 * budgets, mutes and dead addresses hold it back here.
 */
export function withGate(ports: Pick<Ports, "promises" | "mint">, tx: Tx): Tx {
  return { ...tx, apply: async (decision) => tx.apply(await passGate(ports, tx, decision)) };
}

async function passGate(
  ports: Pick<Ports, "promises" | "mint">,
  tx: Tx,
  decision: Decision,
): Promise<Decision> {
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
    return [address, works ? { ...standing, undeliverable: null } : standing] as const;
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
