import type { Instant } from "../../values/instant.ts";
import type { RepliedTo, World } from "../acts/world.ts";
import type { JoiningMail } from "../arrival/incoming-mail.ts";
import { keptMessage } from "../arrival/kept-message.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

/** A mail of an agent on a ticket, with what its commands may ask about. */
export interface AgentMail extends JoiningMail {
  readonly agent: AgentRow;
  /** What the desk wrote to the agent, if the mail replies to it: the answer must hold nothing of it. */
  readonly notice: RepliedTo | null;
  /** The conversation that the notice was about; left out: the customer's. */
  readonly legId?: string;
  readonly world: World;
  /** The bytes of an attachment, by its part path. */
  readonly content: (part: string) => Uint8Array;
}

/** The same with the ticket, and all else that a rule needs to carry it out. */
export interface AgentDeal {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** The mail as it is kept on the ticket. */
export function keptByAgent({ mail, state, mint }: AgentDeal, legId: string) {
  const by = { author: "agent", agentId: mail.agent.id, unverified: false } as const;
  return keptMessage({ mail, ticketId: state.ticket.id, legId, ...by, mint });
}
