import { sameOrganisation } from "../arrival/joining.ts";
import { belongsTo } from "../people-of.ts";
import type { MessageRow } from "../rows.ts";
import type { TicketState, WhoIs } from "../state.ts";
import { unansweredSince } from "./merge.ts";

/** Why a message cannot go to another ticket; null: it can. */
export function stays(message: MessageRow, { ticket }: TicketState): string | null {
  if (message.ticketId !== ticket.id)
    return `the message is not of #${ticket.number} itself; if it came with a merged ticket, #unmerge that first`;
  return message.author === "customer" && message.direction === "in"
    ? null
    : "only a customer's message can go to another ticket";
}

const CUSTOMERS: ReadonlySet<string> = new Set(["customer_message", "moved_in"]);

function messageOf(event: { readonly data: unknown }): string | undefined {
  return (event.data as { message?: string }).message;
}

/** Whether it is the customer's message that the ticket began with. */
export function opens(message: MessageRow, { events }: TicketState): boolean {
  const created = events.find(({ type }) => type === "created");
  const began = (created?.data as { by?: string } | undefined)?.by === "customer";
  const first = events.find(({ type }) => CUSTOMERS.has(type));
  return began && first !== undefined && messageOf(first) === message.id;
}

/** Whether the customer wrote nothing else that is still here, and nobody of ours wrote either. */
export function isAlone(message: MessageRow, { ticket, messages }: TicketState): boolean {
  return !messages.some(
    ({ id, ticketId, direction, author }) =>
      id !== message.id &&
      ticketId === ticket.id &&
      (direction === "out" || (direction === "in" && author === "customer")),
  );
}

/** Whether an answer to it is still owed; a held one was never answered. */
export function isUnanswered(message: MessageRow, state: TicketState): boolean {
  const since = unansweredSince(state);
  return message.unverified || (since !== null && since <= message.at);
}

/** Whether its writer is of the requester's own organisation: then a case of theirs is the same customer's. */
export function isOfTicket({ authorAddress, unverified }: MessageRow, { requester }: TicketState): boolean {
  const address = authorAddress.toLowerCase();
  return !unverified && (address === requester.address || sameOrganisation(address, requester.address));
}

/** Whether the writer of a held message is somebody of another ticket. */
export function mayJoin(message: MessageRow, who: WhoIs, into: TicketState): boolean {
  return (
    belongsTo(into, message.authorAddress, who) ||
    sameOrganisation(message.authorAddress, into.requester.address)
  );
}
