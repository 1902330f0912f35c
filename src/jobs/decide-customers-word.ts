import { asksForStatus, readCustomersWord } from "../commands/customers-word.ts";
import { answerStatus, type CustomersDeal, closeForCustomer, mayCommand } from "../tickets/customer-says.ts";
import { urgentFromCustomer } from "../tickets/customer-urgent.ts";
import type { Decision } from "../tickets/decision.ts";
import type { WhoIs } from "../tickets/state.ts";
import { answerStatusList } from "../tickets/status-list.ts";
import { unreachable } from "../values/unreachable.ts";
import type { Arrived } from "./decide-mail.ts";
import type { Ports, Tx } from "./ports.ts";

interface OnTicket extends Omit<CustomersDeal, "mint" | "now"> {
  /** The lead was another ticket's, which was merged into this one. */
  readonly merged: boolean;
  readonly closedTooLong: boolean;
}

/**
 * A customer's word on a ticket they are on, with proof: `status`, `urgent` and why, `close`. Null: it is none, or nothing proves
 * who says it, and the mail is a message like any other. After a merge `close` is for agents to understand: it names a case
 * that goes on under another number.
 */
export function decideCustomersWord(ports: Ports, tx: Tx, mail: Arrived, on: OnTicket): Decision | null {
  const { split } = mail.reading;
  if (!mayBeWord(mail)) return null;
  const word = readCustomersWord(split.visible);
  if (word === null || !mayCommand(on)) return null;
  const deal: CustomersDeal = { ...on, mint: ports.mint, now: tx.now };
  switch (word.kind) {
    case "status":
      return answerStatus(deal);
    case "urgent":
      return on.closedTooLong ? null : urgentFromCustomer(deal, word.why, false);
    case "close":
      return on.closedTooLong || on.merged ? null : closeForCustomer(deal);
    default:
      return unreachable(word);
  }
}

/** A known contact's new mail that asks where their cases stand, with proof. Null: it asks something else, or nobody knows who. */
export async function decideStatusList(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  who: WhoIs,
): Promise<Decision | null> {
  const { work, reading } = mail;
  const { message, split, authentication } = reading;
  const { contact, customer } = who;
  if (contact === null || who.agent !== null || !mayBeWord(mail)) return null;
  if (authentication.proved?.address.toLowerCase() !== contact.address) return null;
  if (!asksForStatus(message.subject, split.visible)) return null;
  const [promises, { cases, more }] = await Promise.all([
    tx.policyInForce(tx.now).then(ports.promises),
    tx.casesOf(contact.address),
  ]);
  const asked = { inboundId: work.id, reading, contact, customer, cases, more };
  return answerStatusList({ ...asked, promises, mint: ports.mint, now: tx.now });
}

/** What machines write, passes on, brings files or lies in the past gives no order. */
function mayBeWord({ work, reading }: Arrived): boolean {
  const { origin, message, forward } = reading;
  const files = message.attachments.some(({ inline }) => !inline);
  return work.acknowledge && origin.kind === "person" && forward === null && !files;
}
