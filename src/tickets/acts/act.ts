import type { AgentRequest } from "../../commands/parse.ts";
import type { Instant } from "../../values/instant.ts";
import type { AgentMail } from "../agent-mail.ts";
import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { Promises } from "../promises.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { Mint } from "../write-mail.ts";

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
  /** What the commands above it in the same mail did. */
  readonly before?: Pick<Done, "ticket" | "decision">;
}

type Done = Acted & { readonly kind: "done" };

export type Acted =
  | {
      readonly kind: "done";
      readonly ticket?: Partial<TicketRow>;
      readonly events?: readonly NewEvent[];
      readonly decision?: Decision;
      /** For the receipt: what was done, in one line, or several. */
      readonly line: string;
      /** For the receipt: ready mails that act on the same ticket. */
      readonly links?: readonly { readonly label: string; readonly body: string }[];
    }
  /** Stops the whole mail: nothing of it is done. */
  | { readonly kind: "refused"; readonly because: string };

/** One command: a pure function of what stands behind its name and of what it is carried out on. */
export type Act = (argument: string, context: ActContext) => Acted;

export type Held = AgentRequest & { readonly kind: "held" };

/** The start of an event that an agent's command writes down. */
export function byAgent({ mail }: ActContext, command: string) {
  return { at: mail.receivedAt, actor: "agent" as const, agentId: mail.agent.id, because: `#${command}` };
}

export function refused(because: string): Acted {
  return { kind: "refused", because };
}
