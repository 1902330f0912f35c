import type { Decision } from "../decision.ts";
import { nearestPromise } from "../letters/notices.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import type { AgentRow, TargetRow } from "../rows.ts";
import type { CustomerSaid } from "../words/wording-self-service.ts";
import type { CustomersDeal } from "./customers-deal.ts";

interface Telling extends CustomersDeal {
  readonly said: CustomerSaid;
  /** Why the desk writes them no answer; null or left out: it does, or owes none. */
  readonly unanswered?: string | null;
  readonly people: readonly AgentRow[];
  readonly targets: readonly TargetRow[];
}

/** What a customer said by a word, told to some people of ours in the ticket's conversation with agents. */
export function tellCustomerSaid({ said, people, targets, unanswered = null, ...deal }: Telling): Decision {
  const { mail, state, promises } = deal;
  const { ticket } = state;
  const from = mail.reading.message.from;
  const sender = from?.name ? `${from.name} <${from.address}>` : (from?.address ?? "");
  const words = (replyAddress: string, unheard: string | null) =>
    promises.wording.customerSaid({
      said,
      unheard,
      number: ticket.number,
      subject: ticket.subject,
      severity: ticket.severity,
      customer: state.customer?.name ?? state.requester.address,
      sender,
      promise: nearestPromise(targets.length > 0 ? targets : state.targets),
      assignee: state.assignee?.name ?? null,
      replyAddress,
    });
  return writeToAgents({
    ...deal,
    people,
    purpose: said.kind === "urgent" ? "alarm" : "notice",
    because: `the customer said: ${said.kind}`,
    words: (replyAddress) => words(replyAddress, unanswered),
    unheard: words,
    ownSubject: said.kind === "urgent",
    once: `said.${mail.inboundId}`,
  });
}
