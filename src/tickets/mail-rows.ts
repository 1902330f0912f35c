import type { Recipient } from "../outbound/delivery.ts";
import type { Instant } from "../values/instant.ts";

/** An agent's mail to the customer or upstream as it stands. `held` with a `because` other than `shadow` waits for its author. */
export interface AnswerRow {
  readonly id: string;
  readonly messageId: string | null;
  readonly agentId: string | null;
  readonly agentName: string;
  /** The conversation it belongs to, and whose that is. */
  readonly legId: string | null;
  readonly audience: Audience;
  readonly state: string;
  readonly because: string;
  readonly createdAt: Instant;
  readonly dueAt: Instant | null;
}

export type Audience = "customer" | "agents" | "upstream";

export interface MessageIdRow {
  readonly msgId: string;
  readonly legId: string;
  readonly ticketId: string;
  readonly minted: boolean;
  /** A reply to it opened the ticket, and it has not come yet itself. */
  readonly awaited?: boolean;
  readonly audience: Audience;
  readonly outboundId: string | null;
}

export interface TokenRow {
  readonly hash: Uint8Array;
  readonly ticketId: string;
  readonly legId: string;
  readonly purpose: "customer" | "agent" | "upstream";
  readonly agentId: string | null;
  readonly outboundId: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
}

/** What a delivery or feedback report said of one recipient of a mail of ours. */
export interface ReportRow {
  readonly inboundId: string;
  readonly address: string;
  readonly kind: "failed" | "delayed" | "delivered" | "feedback";
  readonly hard: boolean;
  /** It held a secret of the mail, and named its recipient. */
  readonly sure: boolean;
  readonly status: string;
  readonly outboundId: string;
  readonly at: Instant;
}

/** An automatic mail that went to a customer, as the budgets count it. */
export interface AutomaticRow {
  readonly outboundId: string;
  readonly address: string;
  readonly system: string | null;
  readonly ticketId: string | null;
  readonly response: boolean;
  readonly answersWord: boolean;
  readonly likeness: string | null;
  readonly at: Instant;
}

export interface OutboundRow {
  readonly id: string;
  readonly ticketId: string | null;
  readonly legId: string | null;
  readonly messageId: string | null;
  readonly audience: Audience;
  readonly purpose: string;
  readonly priority: number;
  readonly msgId: string;
  readonly reversePath: string;
  readonly recipients: readonly Recipient[];
  readonly subject: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly because: string;
  readonly once: string | null;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
}
