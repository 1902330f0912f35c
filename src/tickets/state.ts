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
  readonly legs: readonly LegRow[];
  readonly participants: readonly ParticipantRow[];
  /** The newest messages, newest last; at most `HISTORY`. */
  readonly messages: readonly MessageRow[];
  /** All of the ledger, in order. */
  readonly events: readonly EventRow[];
  readonly targets: readonly TargetRow[];
  /** The newest answers to the customer, newest last; at most `HISTORY`. */
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
