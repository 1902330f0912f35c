import type { HandoffRow } from "./handoff-rows.ts";
import type {
  AgentRow,
  AnswerRow,
  ContactRow,
  CustomerRow,
  EventRow,
  LegRow,
  MessageRow,
  ParticipantRow,
  TargetRow,
  TicketRow,
} from "./rows.ts";

/** Everything a rule may need to know of one ticket. The ticket's row is locked while it is held. */
export interface TicketState {
  readonly ticket: TicketRow;
  readonly requester: ContactRow;
  readonly customer: CustomerRow | null;
  readonly assignee: AgentRow | null;
  /** Its own, and the upstream ones of tickets merged into it. */
  readonly legs: readonly LegRow[];
  readonly participants: readonly ParticipantRow[];
  /** The customer's conversation and notes, newest last; at most `HISTORY`. Nothing of upstream is among them. */
  readonly messages: readonly MessageRow[];
  /** The conversations with upstream, newest last; at most `HISTORY`. */
  readonly upstream: readonly MessageRow[];
  /** What was handed on, also from tickets merged into it, oldest first. */
  readonly handoffs: readonly HandoffRow[];
  /** All of the ledger, in order. */
  readonly events: readonly EventRow[];
  readonly targets: readonly TargetRow[];
  /** The newest mails of agents to the customer and upstream, newest last; at most `HISTORY`. */
  readonly answers: readonly AnswerRow[];
  readonly rungsTold: readonly {
    readonly targetId: string;
    readonly rung: string;
    readonly goalVersion: number;
  }[];
}

/** How many messages are loaded with a ticket. */
export const HISTORY = 20;

/** Who an address belongs to, as far as the desk knows. An agent may be a customer's contact too. */
export interface WhoIs {
  readonly agent: AgentRow | null;
  readonly contact: ContactRow | null;
  /** By the contact, or else by a verified domain. */
  readonly customer: CustomerRow | null;
}

/** Whom no row knows. */
export const NOBODY: WhoIs = { agent: null, contact: null, customer: null };
