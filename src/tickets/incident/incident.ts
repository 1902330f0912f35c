import { createHash } from "node:crypto";
import type { Severity } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { Json } from "../../values/json.ts";
import type { EscalationRow, TicketStatus } from "../rows.ts";

/** How a ticket stands to a published incident: a notice of it was recognised, it hangs on it, or somebody took it off. */
export const HANGING = ["seen", "linked", "unlinked"] as const;
export type Hanging = (typeof HANGING)[number];

/** A ticket's standing to an incident, to be saved. What a notice says never changes what somebody of ours said. */
export interface IncidentLinkRow {
  /** In capitals. */
  readonly incident: string;
  readonly ticketId: string;
  readonly state: Hanging;
  readonly by: "notice" | "agent" | "operator";
  readonly agentId: string | null;
  readonly at: Instant;
}

/** A ticket on an incident, as it is listed. */
export interface HangingTicket {
  readonly id: string;
  /** Whom an update for it goes to: the ticket it was merged into, or itself. */
  readonly tellId: string;
  readonly number: number;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly severity: Severity;
  readonly language: string;
  readonly practice: boolean;
  readonly merged: boolean;
  /** Customer's id, or the requester's domain where nobody knows the customer. */
  readonly whose: string;
  readonly customer: string;
  readonly requester: string;
  readonly state: Hanging;
  readonly by: IncidentLinkRow["by"];
  readonly at: Instant;
}

/** A published incident of the vendor's, and what hangs on it. */
export interface Incident {
  readonly code: string;
  readonly firstSeenAt: Instant;
  /** When somebody of ours said that it is over; null: it goes on. */
  readonly closedAt: Instant | null;
  /** Rises when it begins anew: what was told before does not count then. */
  readonly round: number;
  readonly tickets: readonly HangingTicket[];
  /** Keys of what was written to customers about it (`updateKey`). */
  readonly told: ReadonlySet<string>;
}

export interface IncidentChange {
  readonly code: string;
  readonly closedAt: Instant | null;
  readonly round: number;
}

/** What customers are told: that it is known, something new in somebody's own words, or that it is over. */
export type IncidentUpdate =
  | { readonly kind: "known" | "resolved" }
  /** `mark`: the same words have the same mark. */
  | { readonly kind: "news"; readonly message: string; readonly mark: string };

export const LONGEST_NEWS = 4000;

/** Something new, in words that go as they are written: the same words are the same news, whatever program they came by. */
export function newsOf(words: string): IncidentUpdate & { readonly kind: "news" } {
  const message = words
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
  return { kind: "news", message, mark: createHash("sha256").update(message).digest("hex").slice(0, 12) };
}

/** What a mail about an update is sent at most once for. */
export function updateKey(
  { code, round }: Pick<Incident, "code" | "round">,
  update: IncidentUpdate,
  ticketId: string,
): string {
  const which = update.kind === "news" ? `news-${update.mark}` : update.kind;
  return `incident.${code}.${round}.${which}.${ticketId}`;
}

/** Whom an update goes to: each ticket that hangs on the incident and is not solved, unless it has it already. */
export interface Telling {
  readonly now: readonly HangingTicket[];
  readonly already: readonly HangingTicket[];
  /** Hangs on it and is not told: it is solved or closed. */
  readonly left: readonly HangingTicket[];
}

export function tellingOf(incident: Incident, update: IncidentUpdate): Telling {
  const linked = hangingOn(incident);
  const isLeft = ({ status, merged }: HangingTicket): boolean => !merged && isDone(status);
  const open = linked.filter((one) => !isLeft(one));
  const has = ({ tellId }: HangingTicket): boolean => incident.told.has(updateKey(incident, update, tellId));
  return {
    now: open.filter((one) => !has(one)),
    already: open.filter(has),
    left: linked.filter(isLeft),
  };
}

/** A customer who was told that it is solved is not told again by the way. */
export function isDone(status: TicketStatus): boolean {
  return status === "resolved" || status === "closed";
}

/** The tickets that hang on an incident; those agents practise on do not count. */
export function hangingOn({ tickets }: Incident): readonly HangingTicket[] {
  return tickets.filter(({ state, practice }) => state === "linked" && !practice);
}

/** How many customers are behind some tickets. */
export function customersOf(tickets: readonly HangingTicket[]): number {
  return new Set(tickets.map(({ whose }) => whose)).size;
}

/** The rung name of rows that carry an update to one ticket's customer. */
export const INCIDENT_NEWS = "incident";

/** Whose word an update is, and until when they may take it back. */
export interface Ordered {
  /** The act it came by, so that this act can be undone. */
  readonly order: string;
  readonly agentId: string;
  readonly dueAt: Instant;
}

/** One piece of work a ticket: each is told in a transaction of its own, and again after a crash. */
export function newsRows(
  incident: Incident,
  update: IncidentUpdate,
  { mint, now, ordered }: NewsBy,
): readonly EscalationRow[] {
  const { code, round } = incident;
  const tickets = new Set(tellingOf(incident, update).now.map(({ tellId }) => tellId));
  const by = ordered === undefined ? {} : { order: ordered.order, by: ordered.agentId };
  return [...tickets].map((ticketId) => ({
    id: mint.id(),
    ticketId,
    kind: "news",
    targetId: null,
    rung: INCIDENT_NEWS,
    to: "customer",
    detail: { code, round, update: { ...update }, ...by } as Json,
    because: `${code}: ${update.kind}`,
    createdAt: now,
    dueAt: ordered?.dueAt ?? now,
  }));
}

export interface NewsBy {
  readonly mint: { id(): string };
  readonly now: Instant;
  /** Left out: an operator, who has looked at it before. */
  readonly ordered?: Ordered;
}
