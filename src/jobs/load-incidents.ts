import { readIncident } from "../commands/incident-words.ts";
import type { Command } from "../commands/parse.ts";
import { lastIncidentActs, saidBy } from "../tickets/acts/undo-incident.ts";
import type { World } from "../tickets/acts/world.ts";
import type { Incident } from "../tickets/incident/incident.ts";
import { incidentsOn, incidentsSeen } from "../tickets/incident/incident-ledger.ts";
import type { AgentRow } from "../tickets/rows.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Tx } from "./ports.ts";

const MOST = 20;
const ASKING: ReadonlySet<string> = new Set(["incident", "escalate", "diagnosis"]);

/** The incidents that commands on a ticket ask about: those they name, those it has to do with, and what `#undo` may take back. */
export async function loadIncidentsOf(
  tx: Tx,
  commands: readonly Command[],
  { events }: TicketState,
  agent: AgentRow,
): Promise<Pick<World, "incidents" | "waitingNews">> {
  const undoes = commands.some(({ name }) => name === "undo");
  const last = undoes ? lastIncidentActs(events, agent.id).map(saidBy) : [];
  const asking = commands.some(({ name }) => ASKING.has(name));
  const codes = [
    ...namedBy(commands),
    ...last.map(({ incident }) => incident),
    ...(asking ? [...incidentsOn(events), ...incidentsSeen(events)] : []),
  ];
  return {
    incidents: await load(tx, codes),
    waitingNews: await tx.waitingNews(last.flatMap(({ order }) => order ?? [])),
  };
}

/** The same without a ticket: without a number all that go on. */
export async function loadIncidents(tx: Tx, commands: readonly Command[]): Promise<readonly Incident[]> {
  if (!commands.some(({ name }) => ASKING.has(name))) return [];
  const named = namedBy(commands);
  return load(tx, named.length === 0 ? await tx.openIncidents() : named);
}

function namedBy(commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ name, argument }) =>
    name === "incident" ? (readIncident(argument)?.code ?? []) : [],
  );
}

async function load(tx: Tx, codes: readonly string[]): Promise<readonly Incident[]> {
  const wanted = [...new Set(codes)].slice(0, MOST);
  const found = await Promise.all(wanted.map((code) => tx.incident(code)));
  return found.filter((one) => one !== null);
}
