import type { Command } from "../../commands/parse.ts";
import type { AgentDeal } from "../agents/agent-deal.ts";
import { type ReceiptWords, receiptTo } from "../agents/receipt.ts";
import type { Decision } from "../decision.ts";

/** What asks for an answer gets it at once. */
const ASKS: ReadonlySet<string> = new Set([
  "why",
  "history",
  "files",
  "find",
  "list",
  "help",
  "undo",
  "slip",
  "incident",
]);
const LONGEST_LINE = 500;

interface Said {
  readonly commands: readonly Command[];
  readonly receipt: ReceiptWords | null;
  /** Something did not go the usual way: it is told at once whatever the agent wants. */
  readonly exception: boolean;
}

/**
 * A receipt as its agent wants it: who has them once a day gets a line in the next digest, unless they asked something, there
 * is something to do about it, or it is an exception. Holds never come here.
 */
export function sayReceipt(deal: AgentDeal, legId: string, { commands, receipt, exception }: Said): Decision {
  const { mail, state, mint } = deal;
  if (receipt === null) return {};
  const { links = [], carried = [] } = receipt;
  const isAsked = commands.some(({ name }) => ASKS.has(name)) || links.length > 0 || carried.length > 0;
  if (mail.agent.receipts !== "digest" || isAsked || exception) return receiptTo(deal, legId, receipt);
  const row = { id: mint.id(), agentId: mail.agent.id, ticketId: state.ticket.id, at: mail.receivedAt };
  // Who reads it tomorrow reads what will be true then.
  const sent = receipt.leaving ? [`sent to ${receipt.leaving.to.join(", ")}`] : [];
  const said = [...sent, ...receipt.lines]
    .join("; ")
    .replaceAll("\n- ", "; ")
    .replaceAll(/\s+/g, " ")
    .slice(0, LONGEST_LINE);
  return { digest: [{ ...row, line: `#${state.ticket.number}: ${said}` }] };
}
