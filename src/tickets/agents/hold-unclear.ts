import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { customersLeg } from "../people-of.ts";
import { type AgentDeal, keptByAgent } from "./agent-deal.ts";
import { receiptTo } from "./receipt.ts";

/** Nothing is sent and nothing changes; the mail is kept as a note, and its author is told what stopped it. */
export function holdUnclear(
  deal: AgentDeal,
  held: { readonly because: string; readonly line: string; readonly suggestion: string | null },
): Decision {
  const { mail, state, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const kept = keptByAgent(deal, legId);
  const again = `Send the whole mail again with ${held.line === "" ? "that" : "the line"} put right.`;
  const next = held.suggestion ? `Did you mean #${held.suggestion}? ${again}` : again;
  const detail = held.line === "" ? held.because : `${held.because}:\n\n    ${held.line}`;
  return both(
    {
      settled: {
        inboundId: mail.inboundId,
        disposition: "command",
        because: `held: ${held.because}`,
        ticketId: ticket.id,
      },
      messages: [{ ...kept.message, direction: "note" }],
      attachments: kept.attachments,
      events: writeDown(ticket.id, state.events, now, [
        {
          at: mail.receivedAt,
          type: "agent_mail_held",
          actor: "agent",
          agentId: mail.agent.id,
          because: "unclear",
          data: { message: kept.message.id },
        },
      ]),
    },
    receiptTo(deal, legId, {
      came: "not-done",
      lines: ["Nothing was sent and nothing has changed", detail, next],
    }),
  );
}
