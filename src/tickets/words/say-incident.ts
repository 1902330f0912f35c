import { iso } from "../../values/instant.ts";
import {
  customersOf,
  type HangingTicket,
  hangingOn,
  type Incident,
  type IncidentUpdate,
  type Telling,
  tellingOf,
} from "../incident/incident.ts";
import type { Wording } from "./wording.ts";

const MOST_LISTED = 50;

/** An incident and what hangs on it, for agents. */
export function incidentLines(incident: Incident): readonly string[] {
  const linked = hangingOn(incident);
  const seen = incident.tickets.filter(({ state, practice }) => state === "seen" && !practice);
  const since = `known here since ${day(incident.firstSeenAt)}`;
  const state = incident.closedAt === null ? since : `${since}, over since ${day(incident.closedAt)}`;
  return [
    `published incident ${incident.code}, ${state}: ${howMany(linked)} on it`,
    ...listed(linked),
    ...(seen.length === 0 ? [] : [`a notice of it was seen, and nothing linked: ${numbers(seen)}`]),
  ];
}

/** `3 tickets of 2 customers`. */
export function howMany(tickets: readonly HangingTicket[]): string {
  if (tickets.length === 0) return "no ticket";
  return `${count(tickets.length, "ticket", "tickets")} of ${count(customersOf(tickets), "customer", "customers")}`;
}

/** Whether customers have an update, will have it once it cannot be undone any more, or would have it. */
export type Verb = "told" | "will be told" | "would be told";

/** Whom an update goes to, who has it, and who is left out. */
export function tellingLines({ now, already, left }: Telling, verb: Verb): readonly string[] {
  return [
    now.length === 0 ? `nobody ${verb}` : `${verb}: ${howMany(now)}, each in their language`,
    ...listed(now),
    ...(already.length === 0 ? [] : [`told before: ${numbers(already)}`]),
    ...(left.length === 0 ? [] : [`not told, solved already: ${numbers(left)}`]),
  ];
}

/** What the first of each language gets. */
export function previewLines(
  incident: Incident,
  update: IncidentUpdate,
  wording: Pick<Wording, "incidentNews">,
): readonly string[] {
  const { now } = tellingOf(incident, update);
  const first = now.filter(({ language }, n, all) => all.findIndex((one) => one.language === language) === n);
  return first.map(({ number, language }) => {
    const { text } = wording.incidentNews({ number, language, incident: incident.code, update });
    return `${language}, as #${number} gets it:\n\n${text}`;
  });
}

const PREVIEW = /^(?:- )?[\w-]+, as #\d+ gets it:$/m;

/** A receipt up to what of it customers get: who writes that again after a look at it has copied no line of a notice. */
export function beforePreview(text: string): string {
  const at = text.search(PREVIEW);
  return at < 0 ? text : text.slice(0, at);
}

function listed(tickets: readonly HangingTicket[]): readonly string[] {
  const lines = tickets
    .slice(0, MOST_LISTED)
    .map(
      ({ number, customer, severity, status, subject }) =>
        `  #${number} ${severity} ${status} ${customer}: ${subject.slice(0, 80)}`,
    );
  const more = tickets.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

function numbers(tickets: readonly HangingTicket[]): string {
  const first = tickets.slice(0, MOST_LISTED).map(({ number }) => `#${number}`);
  return tickets.length > first.length ? `${first.join(", ")}, …` : first.join(", ");
}

function day(at: Incident["firstSeenAt"]): string {
  return `${iso(at).slice(0, 16).replace("T", " ")} UTC`;
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
