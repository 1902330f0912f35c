import { readIncident } from "../commands/incident-words.ts";
import type { Command } from "../commands/parse.ts";
import type { Incident } from "../tickets/incident.ts";
import type { Tx } from "./ports.ts";

const MOST = 20;
const ASKING: ReadonlySet<string> = new Set(["incident", "escalate", "diagnosis"]);

/**
 * The incidents that commands ask about: those they name, and those that the ticket has to do with. Without a number and a ticket:
 * all that go on. Commands that do not ask cost nothing.
 *
 * @param onTicket  numbers that the ticket's ledger holds; null: there is no ticket
 */
export async function loadIncidents(
  tx: Tx,
  commands: readonly Command[],
  onTicket: readonly string[] | null,
): Promise<readonly Incident[]> {
  const asking = commands.filter(({ name }) => ASKING.has(name));
  if (asking.length === 0) return [];
  const named = asking.flatMap(({ name, argument }) =>
    name === "incident" ? (readIncident(argument)?.code ?? []) : [],
  );
  const all = onTicket === null && named.length === 0 ? await tx.openIncidents() : [];
  const codes = [...new Set([...named, ...(onTicket ?? []), ...all])].slice(0, MOST);
  const found = await Promise.all(codes.map((code) => tx.incident(code)));
  return found.filter((one) => one !== null);
}
