import { actOnTicket, type TicketActed, type TicketOrder } from "../../jobs/act-on-ticket.ts";
import type { Db } from "./connect.ts";
import { deskJobs } from "./desk-jobs.ts";

/** How operators' orders on tickets are carried out on this database. The relay tells the workers. */
export function ticketActs(db: Db): (order: TicketOrder) => Promise<TicketActed> {
  const ports = deskJobs(db);
  return (order) => actOnTicket(ports, order);
}
