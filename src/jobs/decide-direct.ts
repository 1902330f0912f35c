import type { EvidenceRow } from "../conversation/evidence.ts";
import type { Decision } from "../tickets/decision.ts";
import { directUpstream } from "../tickets/handoff/written-upstream.ts";
import type { TicketState, WhoIs } from "../tickets/state.ts";
import type { Arrived } from "./arrived.ts";
import { decideSeveral } from "./decide-agent-first.ts";
import { decideAgentMail } from "./decide-agent-mail.ts";
import type { Ports, Tx } from "./ports.ts";

/** A mail that an agent wrote to upstream from their own mail client, with the desk in copy. Null: it is none. */
export async function decideDirect(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  who: WhoIs,
  leads: readonly EvidenceRow[],
  states: ReadonlyMap<string, TicketState>,
): Promise<Decision | null> {
  const { reading, work } = mail;
  const { agent } = who;
  if (agent === null || reading.origin.kind !== "person" || reading.forward !== null) return null;
  const direct = directUpstream(leads, states, reading.message);
  if (direct.kind === "none") return null;
  if (direct.kind === "several") return decideSeveral(ports, tx, mail, agent, direct.numbers);
  const { lead, because, evidence } = direct;
  const joining = { inboundId: work.id, receivedAt: work.receivedAt, reading, who, because, evidence };
  return decideAgentMail(ports, tx, mail, { ...joining, agent }, lead, states.get(lead.ticketId)!);
}
