import type { Reading } from "../mail/reading.ts";
import type { Promises } from "../tickets/promises.ts";
import type { WhoIs } from "../tickets/state.ts";
import { cancellableUntil } from "../tickets/triage-first.ts";
import { type Proposal, propose } from "../triage/propose.ts";
import type { Instant } from "../values/instant.ts";
import type { Ports, Tx } from "./ports.ts";

interface First {
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  readonly promises: Promises;
  readonly at: Instant;
}

/** What triage thinks of a customer's first mail, by its words and by what they have bought; null: there are no words. */
export async function proposalFor(ports: Ports, tx: Tx, first: First): Promise<Proposal | null> {
  const { reading, who, promises, at } = first;
  if (ports.triage === undefined) return null;
  const bought = who.customer === null ? [] : await tx.boughtBy(who.customer.id);
  const { subject } = reading.message;
  return propose({ subject, body: reading.split.visible }, ports.triage, {
    subscribed: bought.map(({ service }) => service),
    inCancellingWindow: cancellableUntil(bought, promises.profile?.profile ?? null, at) !== null,
  });
}
