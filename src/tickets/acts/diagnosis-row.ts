import type { Diagnosis } from "../../escalation/records.ts";
import type { DiagnosisRow } from "../escalation-rows.ts";
import type { ActContext } from "./act.ts";

/** A diagnosis as it is kept: of this ticket, as this mail left it. */
export function rowOf(diagnosis: Diagnosis, { mail, state }: ActContext): DiagnosisRow {
  return { ...diagnosis, ticketId: state.ticket.id, agentId: mail.agent.id, at: mail.receivedAt };
}
