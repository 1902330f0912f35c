import type { AgentDay, AgentRow } from "../tickets/rows.ts";
import { homeTeam, isMember, type Roster, type RosterAgent } from "../tickets/team/roster.ts";
import { type Listed, listDay, listWork, morningList, type Work } from "../tickets/team/work-list.ts";
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
      const day = listDay(agent, roster, tx.now);
      return day === null ? [] : [{ agentId: agent.id, day }];
    });
    return without(days, await tx.listsMadeUp(days));
  });
  let sent = 0;
  for (const of of due) {
    const rows = await ports.transact((tx) => writeList(ports, tx, of));
    await ports.publish(rows);
    if (rows.length > 0) sent += 1;
  }
  return { outcome: "work-lists", sent };
}

function without(days: readonly AgentDay[], done: readonly AgentDay[]): readonly AgentDay[] {
  const isDone = new Set(done.map(keyOf));
  return days.filter((one) => !isDone.has(keyOf(one)));
}

function keyOf({ agentId, day }: AgentDay): string {
  return `worklist.${agentId}.${day}`;
}

/** Looked at again under a lock: another node may have written it meanwhile. */
async function writeList(ports: Ports, tx: Tx, of: AgentDay): Promise<readonly DueRow[]> {
  await tx.lockConversations([keyOf(of)]);
  const [roster, done] = [await rosterNow(ports, tx), await tx.listsMadeUp([of])];
  const agent = roster.agents.find(({ id }) => id === of.agentId);
  if (agent === undefined || done.length > 0) return [];
  const work = await workOf(tx, agent, roster);
  return tx.apply(morningList({ agent, work, roster, mint: ports.mint, now: tx.now, day: of.day }));
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
