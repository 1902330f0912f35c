import type { Team } from "../promises/promises.ts";
import type { AgentRow, TicketRow } from "../rows.ts";

/** Somebody a rung tells. */
export interface Told {
  /** Null: an address of desk.yaml's, of nobody the desk knows. */
  readonly id: string | null;
  readonly name: string;
  readonly address: string;
}

interface Within {
  readonly ticket: Pick<TicketRow, "assigneeId" | "team">;
  readonly agents: readonly AgentRow[];
  readonly teams: readonly Team[];
}

const UPWARDS = ["assignee", "lead", "manager"] as const;

/**
 * Everybody whom a rung names, each once. Lead and manager are those of the ticket's team by desk.yaml (of the first
 * team where it has none), or else the agents of that role. With nobody in the wanted role the next one up is told, and
 * in the end everybody: a rung is never told to nobody. Webhooks are no people.
 *
 * @param to  words as the ladder compiles them, apart by blanks
 */
export function peopleOf(to: string, within: Within): readonly Told[] {
  const named = to.split(" ").flatMap((teller) => peopleNamed(teller, within));
  return [...new Map(named.map((person) => [person.address, person])).values()];
}

/** The team a ticket is with; one that nobody gave to a team is with the first. */
export function teamOf({ team }: Pick<TicketRow, "team">, teams: readonly Team[]): Team | undefined {
  return teams.find(({ name }) => name === team) ?? teams[0];
}

function peopleNamed(teller: string, within: Within): readonly Told[] {
  const { ticket, agents, teams } = within;
  if (teller.startsWith("webhook:")) return [];
  if (teller.startsWith("mail:")) return [known(teller.slice("mail:".length), agents)];
  const named = teller.startsWith("team:") ? decodeURIComponent(teller.slice("team:".length)) : null;
  if (named !== null || teller === "team") {
    const members = teamOf({ team: named ?? ticket.team }, teams)?.members ?? [];
    const team = agents.filter(({ address }) => members.includes(address));
    return team.length > 0 ? team : agents;
  }
  const from = Math.max(0, UPWARDS.indexOf(teller as (typeof UPWARDS)[number]));
  for (const role of UPWARDS.slice(from)) {
    const found = inRole(role, within);
    if (found.length > 0) return found;
  }
  return agents;
}

function inRole(role: (typeof UPWARDS)[number], { ticket, agents, teams }: Within): readonly Told[] {
  if (role === "assignee") return agents.filter(({ id }) => id === ticket.assigneeId);
  const named = teamOf(ticket, teams)?.[role] ?? null;
  return named === null ? agents.filter((agent) => agent.role === role) : [known(named, agents)];
}

function known(address: string, agents: readonly AgentRow[]): Told {
  const wanted = address.toLowerCase();
  return agents.find((agent) => agent.address === wanted) ?? { id: null, name: "", address };
}
