import { DAY, type Instant } from "../values/instant.ts";
import { holdUnverified, type JoiningMail } from "./continue-ticket.ts";
import { both, type Decision } from "./decision.ts";
import { writeDown } from "./ledger.ts";
import { customersLeg } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import { receiptTo } from "./receipt.ts";
import type { AgentRow } from "./rows.ts";
import type { TicketState } from "./state.ts";
import type { Mint } from "./write-mail.ts";

interface UnprovedAgent {
  readonly joining: JoiningMail & { readonly agent: AgentRow };
  readonly state: TicketState;
  readonly promises: Promises;
  /** Why nothing proves the sender. */
  readonly because: string;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail in an agent's name that proves nothing is kept and changes nothing. The agent is told at the address the desk
 * knows, with what to do, once a day a ticket: whoever forges their name must not fill their inbox.
 */
export function unprovedAgent({ joining, state, promises, because, mint, now }: UnprovedAgent): Decision {
  const { agent } = joining;
  const { ticket } = state;
  const legId = customersLeg(state);
  const unproved = { ...joining, because: `claims to be an agent without proof: ${because}` };
  const held = holdUnverified(unproved, state, legId, mint, now);
  const isTold = state.events.some(
    (event) => event.type === "unproved_told" && event.agentId === agent.id && now - event.recordedAt < DAY,
  );
  if (isTold) return held;
  const before = [...state.events, ...(held.events ?? [])];
  const events = writeDown(ticket.id, before, now, [
    {
      at: now,
      type: "unproved_told",
      actor: "desk",
      agentId: agent.id,
      because: "nothing proves who sent it",
    },
  ]);
  const world = { agents: [], teams: [], customers: [], found: [], tickets: new Map() };
  const mail = { ...joining, notice: null, world, content: () => new Uint8Array() };
  const words = {
    held: "nothing proves that a mail in your name is yours",
    lines: [
      `it is kept on #${ticket.number} as unverified and did nothing: ${because}`,
      "if it was you: send it again from the account and program your company gave you, so that your mail server signs it",
      "if it was not you: somebody writes in your name; nothing has happened, and your colleagues should know",
    ],
  };
  return [{ events }, receiptTo({ mail, state, promises, mint, now }, legId, words)].reduce<Decision>(
    both,
    held,
  );
}
