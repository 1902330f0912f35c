import type { Lead } from "../conversation/evidence.ts";
import type { Severity, Target } from "../sla/event.ts";
import type { Instant } from "../values/instant.ts";
import type { Json } from "../values/json.ts";

export type * from "./mail-rows.ts";

/** new: nobody of ours has answered; in progress; waiting: for the customer; resolved: may be reopened; closed: done. */
export type TicketStatus = "new" | "in-progress" | "waiting" | "resolved" | "closed";

export interface TicketRow {
  readonly id: string;
  readonly number: number;
  readonly customerId: string | null;
  readonly requesterId: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly kind: "commercial" | "technical" | null;
  readonly service: string | null;
  readonly severity: Severity;
  readonly plan: string;
  readonly policyVersion: string;
  readonly assigneeId: string | null;
  /** A team of desk.yaml, by its name. */
  readonly team: string | null;
  readonly language: string;
  readonly mergedInto: string | null;
  /** The mailbox it came to, where that is not the desk's first: all mail about it leaves from there. */
  readonly deskAddress?: string | null;
  /** For an agent to try the desk on: nothing of it leaves, and no clock, list or figure counts it. */
  readonly practice?: boolean;
  /** When a wait ends by itself; null: when somebody writes. */
  readonly waitingUntil: Instant | null;
  readonly openedAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly lastMessageAt: Instant;
}

export interface ContactRow {
  readonly id: string;
  readonly customerId: string | null;
  readonly address: string;
  readonly name: string;
  readonly language: string | null;
  readonly timeZone?: string | null;
  /** From what they wrote; what somebody set comes first. */
  readonly learntLanguage?: string | null;
  readonly learntTimeZone?: string | null;
  readonly createdAt: Instant;
}

export interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly plan: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
}

export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly role: "agent" | "lead" | "manager";
  /** Their own hours, a name of the policy's; null: those of their teams. */
  readonly hours: string | null;
  /** How long their answers wait for `#undo`; null: as long as the desk says. */
  readonly undoSeconds: number | null;
  readonly receipts: "always" | "exceptions" | "digest";
}

export interface LegRow {
  readonly id: string;
  readonly ticketId: string;
  readonly kind: "customer" | "upstream";
  readonly openedAt: Instant;
  /** Upstream: the handoff that opened it, and who is written to. */
  readonly escalationId?: string | null;
  readonly withWhom?: string | null;
  /** What Outlook and Exchange know the conversation by (`mail/thread-index.ts`). */
  readonly threadIndex?: string | null;
}

export interface ParticipantRow {
  readonly legId: string;
  readonly address: string;
  readonly name: string;
  readonly role: "requester" | "copied" | "upstream";
  readonly held: boolean;
  readonly addedAt: Instant;
}

export interface MessageRow {
  readonly id: string;
  readonly ticketId: string;
  readonly legId: string;
  readonly direction: "in" | "out" | "note";
  readonly author: "customer" | "agent" | "upstream" | "automatic";
  readonly authorName: string;
  readonly authorAddress: string;
  readonly agentId: string | null;
  readonly inboundId: string | null;
  readonly outboundId: string | null;
  readonly msgId: string | null;
  readonly subject: string;
  readonly visibleText: string;
  readonly fullText: string;
  readonly unverified: boolean;
  /** What led it to its ticket, strongest first; left out: nothing needed to. */
  readonly evidence?: readonly Lead[];
  /** How its sender was proved; null: nothing proves them. */
  readonly proof?: string | null;
  readonly at: Instant;
}

export interface AttachmentRow {
  readonly id: string;
  readonly messageId: string;
  readonly mail: string;
  readonly part: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentId: string | null;
  readonly inline: boolean;
}

/** An entry of a ticket's ledger: ids and codes, never content. */
export interface EventRow {
  readonly ticketId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly type: string;
  readonly actor: "customer" | "agent" | "desk" | "operator" | "upstream";
  readonly agentId: string | null;
  readonly because: string;
  readonly data: Json;
}

/** A target as stored: the fold's value, its row, and its next wake. */
export interface TargetRow extends Target {
  readonly id: string;
  readonly ticketId: string;
  readonly generation: number;
  readonly wakeAt: Instant | null;
}

export interface EscalationRow {
  readonly id: string;
  readonly ticketId: string;
  readonly kind: "rung" | "handoff" | "news";
  readonly targetId: string | null;
  readonly rung: string | null;
  readonly to: string;
  readonly detail: Json;
  readonly because: string;
  readonly createdAt: Instant;
  /** Left out: at once. */
  readonly dueAt?: Instant;
}

/** How satisfied a customer said they are, once a ticket. */
export interface RatingRow {
  readonly ticketId: string;
  /** 1 to 5. */
  readonly score: number;
  readonly contactId: string | null;
  readonly comment: string;
  readonly at: Instant;
}

/** A line of an agent's next digest. */
export interface DigestRow {
  readonly id: string;
  readonly agentId: string;
  readonly ticketId: string | null;
  readonly line: string;
  readonly at: Instant;
}

/** What triage thought of a ticket's first mail, as it is kept. Evidence holds words of the mail: it is content. */
export interface ProposalRow {
  readonly ticketId: string;
  readonly kind: string;
  readonly service: string | null;
  readonly severity: string | null;
  readonly confidence: number;
  readonly urgent: boolean;
  readonly evidence: Json;
  readonly at: Instant;
  readonly toSort: boolean;
}

/** One list an agent and civil day of their zone. */
export interface AgentDay {
  readonly agentId: string;
  readonly day: string;
}

/** That an agent's list of a day was made up. */
export interface WorkListRow extends AgentDay {
  readonly at: Instant;
  /** Null: nothing was due, so no mail was written. */
  readonly outboundId: string | null;
}
