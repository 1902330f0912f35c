import type { Reading } from "../mail/reading.ts";
import type { ThoughtOf } from "../tickets/arrival/thought.ts";
import { cancellableUntil } from "../tickets/arrival/triage-first.ts";
import { hangingOn } from "../tickets/incident/incident.ts";
import type { FoundNotice } from "../tickets/incident/notice-on-ticket.ts";
import { type JudgedNotice, noticeIn, proposeBeside } from "../tickets/incident/vendor-notice.ts";
import type { Promises } from "../tickets/promises/promises.ts";
import type { WhoIs } from "../tickets/state.ts";
import { hasMatter } from "../triage/has-matter.ts";
import { propose, type TriageContext } from "../triage/propose.ts";
import type { Instant } from "../values/instant.ts";
import type { Ports, Tx } from "./ports.ts";

interface First {
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  readonly promises: Promises;
  readonly at: Instant;
}

/** What triage thinks of a customer's first mail, by its words, by what they have bought, and by whose words they are. */
export async function proposalFor(
  ports: Pick<Ports, "triage">,
  tx: Pick<Tx, "boughtBy" | "incident">,
  first: First,
): Promise<ThoughtOf> {
  const { reading, who, promises, at } = first;
  const { triage } = ports;
  const profile = promises.profile?.profile ?? null;
  const bought = triage === undefined || who.customer === null ? [] : await tx.boughtBy(who.customer.id);
  const context: TriageContext = {
    subscribed: bought.map(({ service }) => service),
    inCancellingWindow: cancellableUntil(bought, profile, at) !== null,
  };
  const { subject } = reading.message;
  const whole =
    triage === undefined ? null : propose({ subject, body: reading.split.visible }, triage, context);
  const notice = profile === null ? null : noticeIn(reading, profile, isKnown(who));
  if (notice === null || profile === null) return { proposal: whole, notice: null };
  const reader = triage && {
    propose: (body: string) => propose({ subject: "", body }, triage, context),
    hasMatter: (text: string) => hasMatter(text, triage.taxonomy),
  };
  const beside = proposeBeside(notice, whole, reader ?? null, profile);
  return { ...beside, notice: await found(tx, beside.notice) };
}

/** A notice of the vendor's in a later mail; nothing is proposed for that. Null: it holds none. */
export async function noticeInLater(
  tx: Tx,
  { reading, who, promises }: Omit<First, "at">,
): Promise<FoundNotice | null> {
  const profile = promises.profile?.profile ?? null;
  const notice = profile === null ? null : noticeIn(reading, profile, isKnown(who));
  return notice && found(tx, proposeBeside(notice, null, null, profile!).notice);
}

async function found(tx: Pick<Tx, "incident">, notice: JudgedNotice): Promise<FoundNotice> {
  const incident = notice.incident === null ? null : await tx.incident(notice.incident);
  return { notice, others: incident === null ? [] : hangingOn(incident).map(({ number }) => number) };
}

/** Who belongs to a customer, or answers here, is not the vendor. */
export function isKnown({ customer, agent }: WhoIs): boolean {
  return customer !== null || agent !== null;
}
