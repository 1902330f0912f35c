import { type IncidentOrder, type IncidentUpdated, updateIncident } from "../../jobs/update-incident.ts";
import type { Db } from "./connect.ts";
import { deskJobs } from "./desk-jobs.ts";

/** How operators' words of published incidents are carried out on this database. The relay tells the workers. */
export function incidentActs(db: Db): (order: IncidentOrder) => Promise<IncidentUpdated> {
  const ports = deskJobs(db);
  return (order) => updateIncident(ports, order);
}
