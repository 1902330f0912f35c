import { asksForStatus, readCustomersWord, wordsIn } from "../commands/customers-word.ts";
import { readRating } from "../commands/rating.ts";
import { askToConfirm } from "../tickets/agents/ask-to-confirm.ts";
import { answerStatus, closeForCustomer, mayCommand, writtenTo } from "../tickets/arrival/customer-says.ts";
import { urgentFromCustomer } from "../tickets/arrival/customer-urgent.ts";
import type { CustomersDeal } from "../tickets/arrival/customers-deal.ts";
import { holdUnverified } from "../tickets/arrival/keep-only.ts";
import { managerAskedOn } from "../tickets/arrival/manager-asked.ts";
import { rate } from "../tickets/arrival/rate.ts";
import { answerStatusList } from "../tickets/arrival/status-list.ts";
import { both, type Decision } from "../tickets/decision.ts";
import type { WhoIs } from "../tickets/state.ts";
import { propose } from "../triage/propose.ts";
import { unreachable } from "../values/unreachable.ts";
import type { Arrived } from "./arrived.ts";
import type { Ports, Tx } from "./ports.ts";

interface OnTicket extends Omit<CustomersDeal, "mint" | "now"> {
  /** The lead was another ticket's, which was merged into this one, or the mail went to another ticket's address as well. */
  readonly isElsewhere: boolean;
  readonly closedTooLong: boolean;
}

/**
 * A customer's word on a ticket they are on, with proof: `status`, `urgent` and why, `close`; and a score for a solved case, for
 * which it is enough that the mail answers one of ours and is not disowned. Null: it is none, and the mail is a message like any other. After a merge
 * `close` is for agents to understand: it names a case that goes on under another number. So it is where it was sent to two cases.
 */
export async function decideCustomersWord(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  on: OnTicket,
): Promise<Decision | null> {
  const { visible } = mail.reading.split;
  if (!mayBeWord(mail)) return null;
  const deal: CustomersDeal = { ...on, mint: ports.mint, now: tx.now };
  const { status } = on.state.ticket;
  const isDone = status === "resolved" || status === "closed";
  const rating =
    isDone && on.promises.satisfaction === "ask" && !on.closedTooLong ? readRating(visible) : null;
  if (rating !== null && mayRate(mail, on)) return rate(deal, rating);
  const word = readCustomersWord(visible);
  if (word === null || (word.kind !== "status" && on.closedTooLong)) return null;
  if (word.kind === "close" && on.isElsewhere) return null;
  if (!mayCommand(on)) return word.kind === "urgent" ? null : askWhoSaysIt(tx, deal, word.kind);
  switch (word.kind) {
    case "status":
      return answerStatus(deal);
    case "urgent": {
      const urgent = urgentFromCustomer(deal, word.why, saysA(ports, word.why));
      return both(urgent, managerAskedOn(deal, urgent));
    }
    case "close":
      return closeForCustomer(deal);
    default:
      return unreachable(word);
  }
}

/** A number in a subject can be guessed: without proof a score counts only from who has a mail of the ticket. */
function mayRate({ reading }: Arrived, { mail }: OnTicket): boolean {
  const { failed, proved } = reading.authentication;
  const guessed = mail.evidence?.some(({ decided, by }) => decided && by === "tag") === true;
  return failed !== true && (!guessed || proved !== null);
}

/** Whether the reason alone reads like severity A; what the ticket was about before proves nothing of what is worse now. */
function saysA({ triage }: Ports, why: string): boolean {
  return triage !== undefined && propose({ subject: "", body: why }, triage, {}).severity === "A";
}

/**
 * Somebody the ticket writes to seems to say a word, and nothing proves that it is they: they are asked, at the address the desk
 * knows, and their reply does it. Nothing of the mail is repeated to them but the word. Null: not one of the ticket, forged, or
 * asked often enough; it is a message like any other.
 */
async function askWhoSaysIt(tx: Tx, deal: CustomersDeal, kind: "status" | "close"): Promise<Decision | null> {
  const { mail, state, legId, promises, mint, now } = deal;
  const { message, authentication, origin } = mail.reading;
  const person = writtenTo(deal);
  if (person === null || authentication.failed || !origin.mayAutoReply) return null;
  const { ticket } = state;
  const [asked, , closing] = wordsIn(ticket.language);
  const said = kind === "status" ? asked : closing;
  const question = askToConfirm({
    mail: { inboundId: mail.inboundId, message, text: said },
    person,
    agentId: null,
    about: { ticket, legId },
    acts: [`${said} #${ticket.number}`],
    language: ticket.language,
    before: await tx.askedToConfirm(person.address, ticket.id),
    promises,
    mint,
    now,
  });
  return question === null ? null : both(holdUnverified(mail, state, legId, mint, now), question);
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
