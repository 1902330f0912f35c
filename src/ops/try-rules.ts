import type { Assignment } from "../policy/routing.ts";
import { type TakenBecause, takenBecause } from "../tickets/arrival/taken-because.ts";
import { isPressing, toldOfNew } from "../tickets/arrival/told-of-new.ts";
import { placeNew } from "../tickets/team/place.ts";
import type { Roster } from "../tickets/team/roster.ts";
import type { Instant } from "../values/instant.ts";
import { type FirstMail, openTried, saidOfFirst, type TriedFirst } from "./try-first.ts";

/** What would become of a mail that begins a ticket. */
export interface Tried extends TriedFirst {
  readonly at: Instant;
  readonly severity: string;
  readonly kind: string | null;
  readonly service: string | null;
  /** Where each of these three came from. */
  readonly takenBecause: TakenBecause;
  readonly language: string;
  readonly plan: string;
  readonly team: string | null;
  readonly rule: number | null;
  readonly because: string;
  /** Of each rule before it, what did not fit. */
  readonly passed: readonly string[];
  readonly assignment: Assignment;
  readonly assignee: string | null;
  /** People are told as of severity A, whatever it has: a few days decide what it costs. */
  readonly pressing: boolean;
  readonly told: readonly { readonly address: string; readonly at: Instant; readonly because: string }[];
  readonly promises: readonly { readonly kind: string; readonly dueAt: Instant }[];
}

/** What the rules of desk.yaml make of a mail. */
export function tryMail(first: FirstMail, roster: Roster): Tried {
  const { settings } = roster;
  const { at } = first;
  const { mail, ticket, decision } = openTried(first, roster);
  const { message } = mail.reading;
  const targets = decision.targets ?? [];
  const placed = placeNew(ticket, mail.who.customer, message, settings);
  const told = toldOfNew(mail, { ticket, targets, roster, now: at });
  return {
    ...saidOfFirst(first, roster),
    at,
    ...{ severity: ticket.severity, kind: ticket.kind, service: ticket.service },
    takenBecause: takenBecause(ticket, mail, settings),
    ...{ language: ticket.language, plan: ticket.plan, team: ticket.team },
    ...{ rule: placed.rule, because: placed.because, passed: placed.passed, assignment: placed.assignment },
    assignee: roster.agents.find(({ id }) => id === ticket.assigneeId)?.name ?? null,
    pressing: isPressing(mail),
    told: told.map(({ agent, at, because }) => ({ address: agent.address, at, because })),
    promises: targets.flatMap(({ kind, dueAt }) => (dueAt === null ? [] : [{ kind, dueAt }])),
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
