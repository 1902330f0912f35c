import { isFreeMail } from "../conversation/free-mail.ts";
import type { Address } from "../mail/message.ts";
import type { Instant } from "../values/instant.ts";
import type { ContactRow, ParticipantRow } from "./rows.ts";
import type { TicketState, WhoIs } from "./state.ts";

/** The contact a mail is from: known, or to be written down with the decision. */
export function contactOf(who: WhoIs, from: Address, id: string, now: Instant): ContactRow {
  return (
    who.contact ?? {
      id,
      customerId: who.customer?.id ?? null,
      address: from.address.toLowerCase(),
      name: from.name,
      language: null,
      createdAt: now,
    }
  );
}

/** Where somebody of no customer is from: their domain; of one where everybody has an address, the person. */
export function companyOf({ name, address }: Pick<ContactRow, "name" | "address">): string {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return isFreeMail(domain) ? name || address : domain;
}

/** Does an address belong to a ticket: on its customer's leg and not held, or of the same customer? */
export function belongsTo(state: TicketState, address: string, who: WhoIs): boolean {
  const wanted = address.toLowerCase();
  const customerLegs = new Set(state.legs.filter(({ kind }) => kind === "customer").map(({ id }) => id));
  const joined = state.participants.some(
    (participant) =>
      customerLegs.has(participant.legId) && participant.address === wanted && !participant.held,
  );
  return joined || (who.customer !== null && who.customer.id === state.ticket.customerId);
}

/** The people on the customer's side who get answers: the requester, and those copied who are not held. */
export function customerSide(state: Pick<TicketState, "legs" | "participants" | "requester">): {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
} {
  const legs = new Set(state.legs.filter(({ kind }) => kind === "customer").map(({ id }) => id));
  const people = state.participants.filter(({ legId, held }) => legs.has(legId) && !held);
  const requester = people.filter(({ role }) => role === "requester");
  return {
    to: (requester.length > 0 ? requester : [state.requester]).map(asAddress),
    cc: people.filter(({ role }) => role === "copied").map(asAddress),
  };
}

/** The conversation with the customer; every ticket has one. */
export function customersLeg({ legs }: Pick<TicketState, "legs">): string {
  return legs.find(({ kind }) => kind === "customer")!.id;
}

function asAddress({ name, address }: Pick<ParticipantRow, "name" | "address">): Address {
  return { name, address };
}

/** The languages of a policy, most wanted first, with what a text seems to be written in left to better judges. */
export function languageFor(wanted: string | null, offered: readonly string[]): string {
  const exact = offered.find((language) => language.toLowerCase() === wanted?.toLowerCase());
  const primary = wanted?.split("-")[0]?.toLowerCase();
  return exact ?? offered.find((language) => language.split("-")[0] === primary) ?? offered[0] ?? "en";
}
