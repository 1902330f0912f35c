import type { UndeliverableAddress } from "../../outbound/sent-mail.ts";
import type { Instant } from "../../values/instant.ts";
import type { AgentMail } from "../agents/agent-deal.ts";
import { receiptTo } from "../agents/receipt.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";

/** The addresses that an answer in a decision is written to, lower case. */
export function answeredAddresses({ mails = [] }: Decision): readonly string[] {
  return mails
    .filter(({ purpose }) => purpose === "answer")
    .flatMap(({ recipients }) => recipients.map(({ address }) => address.toLowerCase()));
}

/**
 * A person's answer is sent also to an address from which mail came back, since it may work again; but its writer is told,
 * so that nobody waits for a customer who hears nothing.
 */
export function warnOfDeadAddress(
  decision: Decision,
  known: readonly UndeliverableAddress[],
  deal: {
    readonly mail: AgentMail;
    readonly state: TicketState;
    readonly promises: Promises;
    readonly mint: Mint;
    readonly now: Instant;
  },
): Decision {
  const answered = new Set(answeredAddresses(decision));
  const dead = known.filter(({ address, hard }) => hard && answered.has(address));
  const answer = decision.mails?.find(({ purpose }) => purpose === "answer");
  if (dead.length === 0 || answer?.legId == null) return {};
  const detail = dead.map(({ address, because }) => `${address}: ${because}`).join("\n");
  return receiptTo(deal, answer.legId, {
    came: null,
    lines: [
      "Your answer goes out all the same, but earlier mail to this address came back",
      detail,
      "If this one comes back too you are told. Look for another address of theirs, or call them.",
    ],
  });
}
