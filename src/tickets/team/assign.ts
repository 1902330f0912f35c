import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import { type About, ofTheTeam } from "./concerned.ts";
import { membersOf, type RosterAgent } from "./roster.ts";

/**
 * Whose turn it is: of those who would be told of the ticket, who got one from the rules longest ago. Leads and managers
 * take no turns, unless their team has nobody else; whoever is only on duty for severity A is given nothing. Null: nobody's.
 */
export function nextInTurn(about: About): RosterAgent | null {
  const { roster, ticket } = about;
  const team = roster.settings.teams.find(({ name }) => name === ticket.team);
  const members = team ? membersOf(team, roster) : [];
  const all = members.length > 0 ? members : roster.agents;
  const workers = all.filter(({ role, address }) => role === "agent" && address !== team?.lead);
  const turns = workers.length > 0 ? workers : all;
  const told = ofTheTeam(about).map(({ agent }) => agent.id);
  const waiting = turns.filter(({ id }) => told.includes(id));
  return (
    waiting.toSorted(
      (a, b) =>
        (a.lastAssignedAt ?? 0) - (b.lastAssignedAt ?? 0) ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    )[0] ?? null
  );
}

/** What is written down when the rules give a ticket to somebody. */
export function givenTo(
  agent: RosterAgent,
  { now }: About,
): { readonly event: NewEvent; readonly decision: Decision } {
  return {
    event: {
      at: now,
      type: "assigned",
      actor: "desk",
      because: "round-robin: it is their turn",
      data: { agent: agent.id },
    },
    decision: { tookTurn: [{ agentId: agent.id, at: now }] },
  };
}
