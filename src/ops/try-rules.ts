import type { Reading } from "../mail/reading.ts";
import type { Assignment } from "../policy/routing.ts";
import { concerned } from "../tickets/concerned.ts";
import { openTicket } from "../tickets/open-ticket.ts";
import { placeNew } from "../tickets/place.ts";
import type { Roster } from "../tickets/roster.ts";
import type { WhoIs } from "../tickets/state.ts";
import type { Mint } from "../tickets/write-mail.ts";
import type { Instant } from "../values/instant.ts";

interface Trying {
  readonly reading: Reading & { readonly kind: "message" };
  readonly who: WhoIs;
  readonly roster: Roster;
  readonly mint: Mint;
  readonly at: Instant;
}

/** What would become of a mail that begins a ticket. */
export interface Tried {
  readonly at: Instant;
  readonly from: string | null;
  readonly customer: string | null;
  /** Why no ticket would be opened: it is automatic mail; null: one would. */
  readonly suppressed: string | null;
  readonly severity: string;
  readonly kind: string | null;
  readonly service: string | null;
  readonly language: string;
  readonly plan: string;
  readonly team: string | null;
  readonly rule: number | null;
  readonly because: string;
  /** Of each rule before it, what did not fit. */
  readonly passed: readonly string[];
  readonly assignment: Assignment;
  readonly assignee: string | null;
  readonly told: readonly { readonly address: string; readonly at: Instant; readonly because: string }[];
  readonly promises: readonly { readonly kind: string; readonly dueAt: Instant }[];
}

/** Opens the ticket by the rule that opens real ones, and saves nothing of it. */
export function tryMail({ reading, who, roster, mint, at }: Trying): Tried {
  const { settings } = roster;
  const { origin, message } = reading;
  const opening = { inboundId: mint.id(), receivedAt: at, reading, who, number: 0, because: "a trial" };
  const { opened, targets } = openTicket(opening, roster, settings, mint, at);
  const ticket = opened!;
  const placed = placeNew(ticket, who.customer, message, settings);
  const told = concerned({ ticket, targets: targets ?? [], roster, now: at });
  return {
    at,
    from: message.from?.address ?? null,
    customer: who.customer?.name ?? null,
    suppressed: origin.kind === "person" ? null : origin.because,
    ...{ severity: ticket.severity, kind: ticket.kind, service: ticket.service },
    ...{ language: ticket.language, plan: ticket.plan, team: ticket.team },
    ...{ rule: placed.rule, because: placed.because, passed: placed.passed, assignment: placed.assignment },
    assignee: roster.agents.find(({ id }) => id === ticket.assigneeId)?.name ?? null,
    told: told.map(({ agent, at, because }) => ({ address: agent.address, at, because })),
    promises: (targets ?? []).flatMap(({ kind, dueAt }) => (dueAt === null ? [] : [{ kind, dueAt }])),
  };
}

export function assignmentWords(assignment: Assignment): string {
  const words = {
    "first-to-answer": "to whoever answers first",
    "round-robin": "to nobody: nobody is in turn",
    nobody: "to nobody, until somebody takes it",
  };
  return words[assignment];
}
