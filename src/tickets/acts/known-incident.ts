import type { HangingTicket, Incident } from "../incident/incident.ts";
import { incidentsOn } from "../incident/incident-ledger.ts";
import type { ActContext } from "./act.ts";

type Known = Pick<ActContext, "mail" | "state" | "before" | "now">;

/** An incident as it stands once the commands above this one are done; null: no ticket ever had to do with it. */
export function knownIncident(code: string, context: Known): Incident | null {
  const { mail, state, before, now } = context;
  const found = mail.world.incidents?.find((one) => one.code === code) ?? null;
  const done = (before?.events ?? []).filter(({ data }) => data?.["incident"] === code);
  if (!done.some(({ type }) => type === "incident_linked" || type === "incident_unlinked")) return found;
  const incident = found ?? {
    code,
    firstSeenAt: now,
    closedAt: null,
    round: 1,
    tickets: [],
    told: new Set(),
  };
  const others = incident.tickets.filter(({ id }) => id !== state.ticket.id);
  const hangs = incidentsOn([...state.events, ...done]).includes(code);
  const tickets = hangs ? [...others, ownOf(context)].toSorted((a, b) => a.number - b.number) : others;
  return { ...incident, tickets };
}

/** The mail's own ticket, as it is listed with others on the incident. */
function ownOf({ mail, state, before }: Known): HangingTicket {
  const { requester, customer } = state;
  const ticket = { ...state.ticket, ...before?.ticket };
  const { id, number, subject, status, severity, language } = ticket;
  return {
    ...{ id, tellId: id, number, subject, status, severity, language },
    practice: ticket.practice === true,
    merged: false,
    whose: ticket.customerId ?? requester.address.split("@")[1] ?? "",
    customer: customer?.name ?? requester.address,
    requester: requester.address,
    state: "linked",
    by: "agent",
    at: mail.receivedAt,
  };
}
