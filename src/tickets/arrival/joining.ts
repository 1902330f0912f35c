import { isFreeMail } from "../../conversation/free-mail.ts";
import type { Message } from "../../mail/message.ts";
import type { Instant } from "../../values/instant.ts";
import type { ParticipantRow } from "../rows.ts";

const MAX_COPIED = 20;

interface Joining {
  readonly message: Message;
  readonly legId: string;
  /** Whose organisation may join; anybody else is held until an agent allows them. */
  readonly requester: string;
  readonly deskAddress: string;
  /** Those who answer here: copied by a customer, they are told by notices and get no customer's mail. */
  readonly agents: readonly { readonly address: string }[];
  readonly now: Instant;
}

/** Those in To and Cc beside the desk. Of the requester's organisation: they join; others are held until allowed. */
export function copied(joining: Joining): readonly ParticipantRow[] {
  const { message, legId, requester, deskAddress, now } = joining;
  const ours = new Set(joining.agents.map(({ address }) => address));
  const others = [...message.to, ...message.cc].filter(
    ({ address }) =>
      address.includes("@") &&
      !same(address, requester) &&
      !ours.has(address.toLowerCase()) &&
      domainOf(address) !== domainOf(deskAddress),
  );
  return others.slice(0, MAX_COPIED).map(({ name, address }) => ({
    legId,
    address: address.toLowerCase(),
    name,
    role: "copied",
    held: !sameOrganisation(address, requester),
    addedAt: now,
  }));
}

/** The sender of a mail on a ticket: held like anybody else if they are of another organisation. */
export function sender(joining: Joining): readonly ParticipantRow[] {
  const { from } = joining.message;
  if (from === null || !from.address.includes("@") || same(from.address, joining.requester)) return [];
  const held = !sameOrganisation(from.address, joining.requester);
  const address = from.address.toLowerCase();
  return [{ legId: joining.legId, address, name: from.name, role: "copied", held, addedAt: joining.now }];
}

/** The same domain proves a common organisation, except where anybody can have an address. */
export function sameOrganisation(a: string, b: string): boolean {
  return domainOf(a) === domainOf(b) && !isFreeMail(domainOf(a));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
