import type { Roster } from "../tickets/team/roster.ts";
import type { Ports, Tx } from "./ports.ts";

/** Who answers now: teams, hours and rules are those of the version in force, not of the one a ticket is pinned to. */
export async function rosterNow(ports: Pick<Ports, "promises">, tx: Tx): Promise<Roster> {
  const [agents, version] = await Promise.all([tx.agents(), tx.policyInForce(tx.now)]);
  return { agents, settings: await ports.promises(version) };
}

/**
 * The same for a ticket that is about to be given to somebody. Where tickets are given in turns, those who give wait for
 * each other: two mails of the same moment do not go to the same agent.
 */
export async function rosterFor(ports: Pick<Ports, "promises">, tx: Tx): Promise<Roster> {
  const settings = await ports.promises(await tx.policyInForce(tx.now));
  const ways = [settings.assignment, ...settings.routes.map(({ assignment }) => assignment)];
  if (ways.includes("round-robin")) await tx.lockConversations(["whose turn it is"]);
  return { agents: await tx.agents(), settings };
}
