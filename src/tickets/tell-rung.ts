import type { Instant } from "../values/instant.ts";
import type { Decision } from "./decision.ts";
import { writeDown } from "./ledger.ts";
import type { Promises } from "./promises.ts";
import type { AgentRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import type { Mint } from "./write-mail.ts";
import { writeToAgents } from "./write-to-agents.ts";

interface TellRung {
  readonly escalation: {
    readonly id: string;
    readonly targetId: string | null;
    readonly rung: string | null;
    readonly to: string;
    readonly because: string;
  };
  readonly state: TicketState;
  readonly agents: readonly AgentRow[];
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

export type Told =
  /** Nothing can be said yet: asked again at `until`. */
  | { readonly kind: "later"; readonly because: string; readonly until: Instant }
  | { readonly kind: "told"; readonly because: string; readonly decision: Decision }
  | { readonly kind: "cancelled"; readonly because: string; readonly decision: Decision };

/**
 * Tells the people of a rung, each by a mail whose reply goes to the ticket. A promise that has been kept or called off
 * since is not complained about. With nobody in the wanted role, the next one up is told, and in the end everybody.
 */
export function tellRung({
  escalation,
  state,
  agents,
  promises,
  mint,
  now,
}: TellRung): Exclude<Told, { kind: "later" }> {
  const { ticket } = state;
  const target = state.targets.find(({ id }) => id === escalation.targetId);
  if (target && target.state !== "running" && target.state !== "late") {
    return { kind: "cancelled", because: `the promise is ${target.state} by now`, decision: {} };
  }
  const people = peopleOf(escalation.to, ticket.assigneeId, agents);
  const words = promises.wording.missed({
    number: ticket.number,
    subject: ticket.subject,
    customer: state.customer?.name ?? state.requester.address,
    target: target?.kind ?? "",
    severity: ticket.severity,
    dueAt: target?.dueAt ?? null,
    plan: ticket.plan,
    breached: target?.breachedAt != null,
    assignee: state.assignee?.name ?? null,
  });
  const mails = writeToAgents({
    state,
    promises,
    mint,
    now,
    people,
    purpose: "escalation",
    because: escalation.because,
    words: () => words,
    once: `escalation.${escalation.id}`,
  });
  const because = `${escalation.rung}: told ${people.length} (${escalation.to})`;
  const events = writeDown(ticket.id, state.events, now, [
    {
      at: now,
      type: "rung_told",
      actor: "desk",
      because,
      data: { target: target?.kind ?? null, rung: escalation.rung },
    },
  ]);
  return {
    kind: "told",
    because,
    decision: { events, ...mails },
  };
}

const UPWARDS = ["assignee", "lead", "manager"] as const;

interface Person {
  /** Null: an address that the ladder names, of nobody the desk knows. */
  readonly id: string | null;
  readonly name: string;
  readonly address: string;
}

/** Everybody whom a rung names, each once. */
export function peopleOf(
  to: string,
  assigneeId: string | null,
  agents: readonly AgentRow[],
): readonly Person[] {
  const named = to.split(" ").flatMap((teller) => peopleNamed(teller, assigneeId, agents));
  return [...new Map(named.map((person) => [person.address, person])).values()];
}

function peopleNamed(
  teller: string,
  assigneeId: string | null,
  agents: readonly AgentRow[],
): readonly Person[] {
  if (teller.startsWith("mail:")) return [{ id: null, name: "", address: teller.slice("mail:".length) }];
  if (teller === "team") return agents;
  const from = Math.max(0, UPWARDS.indexOf(teller as (typeof UPWARDS)[number]));
  for (const role of UPWARDS.slice(from)) {
    const found = agents.filter((agent) =>
      role === "assignee" ? agent.id === assigneeId : agent.role === role,
    );
    if (found.length > 0) return found;
  }
  return agents;
}
