import { homeTeam, isMember, type Roster, type RosterAgent } from "../tickets/roster.ts";
import type { AgentRow } from "../tickets/rows.ts";
import { type Listed, listDay, listKey, listWork, morningList, type Work } from "../tickets/work-list.ts";
import type { DueRow, Ports, Receipt, Tx } from "./ports.ts";
import { rosterNow } from "./roster-now.ts";

/** Sends each agent the work list of their day, once, when their shift has begun. One transaction an agent. */
export async function sendWorkLists(ports: Ports): Promise<Receipt> {
  const due = await ports.transact(async (tx) => {
    const roster = await rosterNow(ports, tx);
    const wanted = roster.settings.workList
      ? roster.agents
      : roster.agents.filter(({ receipts }) => receipts === "digest");
    const days = wanted.flatMap((agent) => {
      const date = listDay(agent, roster, tx.now);
      return date === null ? [] : [{ agent, date }];
    });
    const written = await tx.writtenOnce(days.map(({ agent, date }) => listKey(agent, date)));
    return days.filter(({ agent, date }) => !written.has(listKey(agent, date)));
  });
  let sent = 0;
  for (const { agent, date } of due) {
    const rows = await ports.transact((tx) => writeList(ports, tx, agent.id, date));
    await ports.publish(rows);
    if (rows.length > 0) sent += 1;
  }
  return { outcome: "work-lists", sent };
}

/** Looked at again under a lock: another node may have written it meanwhile. */
async function writeList(ports: Ports, tx: Tx, agentId: string, date: string): Promise<readonly DueRow[]> {
  const key = listKey({ id: agentId }, date);
  await tx.lockConversations([key]);
  const [roster, written] = [await rosterNow(ports, tx), await tx.writtenOnce([key])];
  const agent = roster.agents.find(({ id }) => id === agentId);
  if (agent === undefined || written.size > 0) return [];
  const work = await workOf(tx, agent, roster);
  return tx.apply(morningList({ agent, work, roster, mint: ports.mint, now: tx.now, date }));
}

/** An agent's list as they ask for it at any time; the digest stays for the morning. */
export async function listNow(
  ports: Ports,
  tx: Tx,
  asking: AgentRow,
  roster: Roster,
): Promise<Listed | null> {
  const agent = roster.agents.find(({ id }) => id === asking.id);
  if (agent === undefined) return null;
  const work = { ...(await workOf(tx, agent, roster)), digest: [] };
  return listWork({ agent, work, roster, mint: ports.mint, now: tx.now, outboundId: null });
}

function workOf(tx: Tx, agent: RosterAgent, roster: Roster): Promise<Work> {
  const { teams } = roster.settings;
  const own = teams.filter((team) => isMember(agent, team, teams)).map(({ name }) => name);
  const takesRest = homeTeam(agent, roster) === teams[0] || own.includes(teams[0]?.name ?? "");
  const others = takesRest ? teams.map(({ name }) => name) : null;
  return tx.workOf(agent.id, own, others);
}
