import type { RetentionClass, RetentionTerms } from "../policy/retention.ts";
import { type Instant, plus } from "../values/instant.ts";

/** Why something stays although its class would let it go. */
export type Keeper =
  | "ticket open"
  | "handoff open"
  | "mail not settled"
  | "wrote lately"
  | "on hold"
  | "merged into a kept ticket"
  | "kept for ever"
  | "not yet due";

export type Verdict =
  | { readonly kind: "due"; readonly class: RetentionClass; readonly since: Instant }
  | { readonly kind: "kept"; readonly class: RetentionClass; readonly because: Keeper };

export interface TicketFacts {
  /** Null: it is open. */
  readonly closedAt: Instant | null;
  /** When the last mail of anybody came to it. */
  readonly lastMailAt: Instant;
  readonly openHandoffs: number;
  /** Mails of ours that have not ended: on their way, held, unsure. */
  readonly unsettledMails: number;
  readonly onHold: boolean;
  /** It was merged into a ticket whose page still shows its mails. */
  readonly mergedIntoKept: boolean;
}

export interface MailFacts {
  readonly state: "seen" | "stored" | "done" | "aside";
  readonly disposition: string | null;
  /** When the desk first saw it. */
  readonly seenAt: Instant;
  /** Null: it is on no ticket. */
  readonly ticket: Pick<TicketFacts, "closedAt" | "openHandoffs" | "onHold"> | null;
}

/**
 * Whether a ticket's content may go. Its age counts from the later of its closing and the last mail that came to it; an
 * age of exactly the period is due. Never due: what is open, has an open handoff, a mail that has not ended, a hold, or
 * belongs to a ticket that stays. What reports count is not content and stays anyway.
 */
export function judgeTicket(facts: TicketFacts, terms: RetentionTerms, now: Instant): Verdict {
  const { closedAt, lastMailAt } = facts;
  const kept = (because: Keeper): Verdict => ({ kind: "kept", class: "closedTickets", because });
  if (closedAt === null) return kept("ticket open");
  if (terms.closedTickets === null) return kept("kept for ever");
  if (facts.onHold) return kept("on hold");
  if (facts.openHandoffs > 0) return kept("handoff open");
  if (facts.unsettledMails > 0) return kept("mail not settled");
  const closed = dueSince(closedAt, terms.closedTickets);
  if (closed > now) return kept("not yet due");
  const wrote = dueSince(lastMailAt, terms.closedTickets);
  if (wrote > now) return kept("wrote lately");
  if (facts.mergedIntoKept) return kept("merged into a kept ticket");
  return { kind: "due", class: "closedTickets", since: closed > wrote ? closed : wrote };
}

const MACHINES: readonly string[] = ["automatic", "delivery-report"];
const REFUSED: readonly string[] = ["suppressed", "dismissed", "quarantined"];

/** Which class an inbound mail's bytes belong to. A refused mail that is on a ticket is the ticket's. */
export function classOfMail({ state, disposition, ticket }: MailFacts): RetentionClass {
  if (MACHINES.includes(disposition ?? "")) return "automaticMail";
  if (state === "aside" || (ticket === null && REFUSED.includes(disposition ?? ""))) return "quarantine";
  return "rawMail";
}

/**
 * Whether the bytes of an inbound mail may go; its row and its identity never do. Never due: what is still to be processed,
 * and what is on a ticket that is open, was handed on, or is held: its files are in these bytes.
 */
export function judgeMail(facts: MailFacts, terms: RetentionTerms, now: Instant): Verdict {
  const { state, seenAt, ticket } = facts;
  const name = classOfMail(facts);
  const kept = (because: Keeper): Verdict => ({ kind: "kept", class: name, because });
  const keptMs = terms[name];
  if (state === "seen" || state === "stored") return kept("mail not settled");
  if (keptMs === null) return kept("kept for ever");
  if (ticket !== null) {
    if (ticket.closedAt === null) return kept("ticket open");
    if (ticket.onHold) return kept("on hold");
    if (ticket.openHandoffs > 0) return kept("handoff open");
  }
  const since = dueSince(seenAt, keptMs);
  return since > now ? kept("not yet due") : { kind: "due", class: name, since };
}

/** What is at least so old may be due; null: nothing of the class ever is. */
export function cutoffOf(name: RetentionClass, terms: RetentionTerms, now: Instant): Instant | null {
  const keptMs = terms[name];
  return keptMs === null ? null : plus(now, -keptMs);
}

function dueSince(at: Instant, keptMs: number): Instant {
  return plus(at, keptMs);
}
