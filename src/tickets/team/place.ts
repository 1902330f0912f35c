import type { Message } from "../../mail/message.ts";
import { type Routable, type Routed, routeTicket, sentToFits } from "../../policy/routing.ts";
import type { Json } from "../../values/json.ts";
import type { Promises } from "../promises/promises.ts";
import type { EventRow, TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

type Placeable = Pick<TicketRow, "kind" | "service" | "severity" | "language">;

/** The team of a ticket that its first mail opens, and how it is assigned. */
export function placeNew(
  ticket: Placeable,
  customer: { readonly name: string } | null,
  message: Pick<Message, "to" | "cc">,
  promises: Promises,
): Routed {
  const sentTo = [...addressesOf(message), promises.desk.address];
  return route(promises, { ...facts(ticket), sentTo, customer: customer?.name ?? null });
}

/** For the ledger: what was decided, and what only the mail could tell. Names and numbers of rules, no addresses. */
export function placedData(
  { team, assignment, rule }: Routed,
  message: Pick<Message, "to" | "cc">,
  promises: Promises,
): { readonly [key: string]: Json } {
  const sentTo = sentToFits(promises.routes, [...addressesOf(message), promises.desk.address]);
  return {
    team,
    route: rule,
    ...(assignment === promises.assignment ? {} : { assignment }),
    ...(sentTo.length > 0 ? { sentTo: [...sentTo] } : {}),
  };
}

/**
 * The team of a ticket after what is known of it has changed. Where its first mail was sent to is remembered for the
 * version that opened it; under another, only the mailbox it came to counts.
 */
export function placeAgain(
  ticket: Placeable & Pick<TicketRow, "policyVersion" | "deskAddress">,
  customer: { readonly name: string } | null,
  events: readonly EventRow[],
  settings: Promises,
): Routed {
  const created = events.find(({ type }) => type === "created")?.data as
    | { readonly sentTo?: readonly number[] }
    | undefined;
  const known = settings.version === ticket.policyVersion ? (created?.sentTo ?? []) : [];
  const box = [ticket.deskAddress ?? settings.desk.address];
  const sentTo = [...box, ...known.flatMap((rule) => settings.routes[rule]?.sentTo ?? [])];
  return route(settings, { ...facts(ticket), sentTo, customer: customer?.name ?? null });
}

/** How a ticket was to be assigned when it was placed last. */
function assignmentOf(events: readonly EventRow[], settings: Promises): Promises["assignment"] {
  const placed = events.findLast(
    ({ type, data }) => type === "created" || (type === "assigned" && "route" in (data as object)),
  );
  const { assignment } = (placed?.data ?? {}) as { readonly assignment?: Promises["assignment"] };
  return assignment ?? settings.assignment;
}

/** Whether who answers a ticket has it from then on. */
export function takesByAnswering({ ticket, events }: TicketState, settings: Promises): boolean {
  return ticket.assigneeId === null && assignmentOf(events, settings) !== "nobody";
}

function route({ routes, teams, assignment }: Promises, ticket: Routable): Routed {
  const names = teams.map(({ name }) => name);
  return routeTicket(routes, names, assignment, ticket);
}

function facts({ kind, service, severity, language }: Placeable) {
  return { kind, service, severity, language };
}

function addressesOf({ to, cc }: Pick<Message, "to" | "cc">): readonly string[] {
  return [...to, ...cc].map(({ address }) => address);
}
