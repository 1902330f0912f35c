import type { AgentRequest } from "../../commands/parse.ts";
import type { KnownFile } from "../../escalation/files.ts";
import type { Instant } from "../../values/instant.ts";
import type { AgentMail } from "../agents/agent-deal.ts";
import type { ListedFile } from "../agents/receipt.ts";
import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow, TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { World } from "./world.ts";

/** What a command is carried out on. */
export interface ActContext {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  /** The customer's leg. */
  readonly legId: string;
  /** The same mail also answers the customer, so that nothing more needs saying to them. */
  readonly answered: boolean;
  /** The same mail has text that leaves, to whomever. */
  readonly answers?: boolean;
  /** The text of the mail, where it is this command's own. */
  readonly words?: string;
  /** The files that came with the mail itself. */
  readonly own?: readonly KnownFile[];
  /** What the commands above it in the same mail did. */
  readonly before?: Pick<Done, "ticket" | "events" | "decision">;
}

type Done = Acted & { readonly kind: "done" };

/** What is known of who acts where that need not be an agent with a mail: an operator does some of it on a page. */
export interface Doer {
  readonly receivedAt: Instant;
  /** Null: an operator. */
  readonly agent: AgentRow | null;
  readonly world: World;
}

/** What an act is carried out on that operators may do as well. */
export type SharedContext = Omit<ActContext, "mail"> & { readonly mail: Doer };

export type Acted =
  | {
      readonly kind: "done";
      readonly ticket?: Partial<TicketRow>;
      readonly events?: readonly NewEvent[];
      readonly decision?: Decision;
      /** For the receipt: what was done, in one line, or several. */
      readonly line: string;
      /** For the receipt: what was asked was not done, or some of it; left out: it was. */
      readonly stopped?: "all" | "some";
      /** For the receipt: ready mails that act on the same ticket. */
      readonly links?: readonly { readonly label: string; readonly body: string }[];
      /** Until when `#undo` takes it back, where it waits for that. */
      readonly undoUntil?: Instant;
      /** Files that come with the receipt. */
      readonly carried?: readonly ListedFile[];
    }
  | Refused;

/** Stops the whole mail: nothing of it is done. */
export interface Refused {
  readonly kind: "refused";
  readonly because: string;
}

/** One command: a pure function of what stands behind its name and of what it is carried out on. */
export type Act = (argument: string, context: ActContext) => Acted;

/** One that asks nothing of the mail it came with, so that an operator may do it too. */
export type SharedAct = (argument: string, context: SharedContext) => Acted;

export type Held = AgentRequest & { readonly kind: "held" };

/** The start of an event that an agent's command writes down. */
export function byAgent({ mail }: ActContext, command: string) {
  return { at: mail.receivedAt, actor: "agent" as const, agentId: mail.agent.id, because: `#${command}` };
}

/** The same where an operator may be the one who acts. */
export function byDoer({ mail }: SharedContext, command: string) {
  const by =
    mail.agent === null
      ? ({ actor: "operator", agentId: null } as const)
      : ({ actor: "agent", agentId: mail.agent.id } as const);
  return { at: mail.receivedAt, ...by, because: `#${command}` };
}

export function refused(because: string): Refused {
  return { kind: "refused", because };
}
