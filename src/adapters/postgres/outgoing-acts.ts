import { actOnOutgoing, type OutgoingAct } from "../../jobs/act-on-outgoing.ts";
import type { OutgoingDecision } from "../../ops/outgoing-act.ts";
import type { Db } from "./connect.ts";
import { deskJobs } from "./desk-jobs.ts";

/** How operators' orders on mails out are carried out on this database. The relay tells the workers. */
export function outgoingActs(db: Db): (order: OutgoingAct) => Promise<OutgoingDecision> {
  const ports = deskJobs(db);
  return (order) => actOnOutgoing(ports, order);
}
