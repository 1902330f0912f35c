import type { Rating } from "../../commands/rating.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import { continueTicket } from "./continue-ticket.ts";
import { keepWord } from "./customer-says.ts";
import type { CustomersDeal } from "./customers-deal.ts";
import { tellCustomerSaid } from "./tell-customer-said.ts";

/** From here down those who lead hear of it. */
const BAD = 2;

/**
 * A score for a solved case: kept, and the case stays solved. Agents are not told; of a bad one those who lead are, with what was
 * written. A comment that asks for something is a message too, and opens the case again. A later score replaces an earlier one.
 */
export function rate(deal: CustomersDeal, { score, comment, asks }: Rating): Decision {
  const { mail, state, legId, roster, promises, mint, now } = deal;
  const ticketId = state.ticket.id;
  const rating = { ticketId, score, contactId: mail.who.contact?.id ?? null, comment, at: mail.receivedAt };
  const because = "rating";
  const told = score > BAD ? {} : tellLeads(deal, { score, comment, asks });
  if (!asks)
    return both({ ...keepWord(deal, because, [{ type: "rated", because, data: { score } }]), rating }, told);
  const events = writeDown(ticketId, state.events, now, [
    { at: mail.receivedAt, type: "rated", actor: "customer", because, data: { score } },
  ]);
  const rated = { ...state, events: [...state.events, ...events] };
  const joined = continueTicket(mail, rated, legId, roster, promises, mint, now);
  return [joined, told].reduce<Decision>(both, { events, rating });
}

function tellLeads(deal: CustomersDeal, { score, comment, asks }: Rating): Decision {
  const { agents } = deal.roster;
  const leads = agents.filter(({ role }) => role === "lead");
  const people = leads.length > 0 ? leads : agents.filter(({ role }) => role === "manager");
  const said = { kind: "rated", score, comment: comment.slice(0, 500), isOpen: asks } as const;
  return tellCustomerSaid({ ...deal, said, people, targets: deal.state.targets });
}
