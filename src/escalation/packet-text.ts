import type { Packet } from "./handoff.ts";

/** What stands where an address was taken out. */
export const LEFT_OUT = "[address left out]";

const MOST_FIELDS = 60;
const LONGEST_VALUE = 20_000;

/**
 * A packet as it may leave: the contact's address is the desk's own, whatever was put there; addresses of the customer's people
 * and of agents are taken out wherever they stand (R18); fields without a value are left out, and none is without bounds.
 *
 * @param keepOut  addresses that must not leave, in any case
 */
export function packetToLeave(packet: Packet, deskAddress: string, keepOut: readonly string[]): Packet {
  const known = new Set(keepOut.map((address) => address.toLowerCase()));
  known.delete(deskAddress.toLowerCase());
  const clean = (text: string): string => withoutAddresses(text, known);
  return {
    ...packet,
    title: titleToLeave(packet.title),
    customer: { ...packet.customer, name: clean(packet.customer.name) },
    contact: { ...packet.contact, name: clean(packet.contact.name), address: deskAddress },
    fields: packet.fields
      .filter(({ value }) => value.trim() !== "")
      .slice(0, MOST_FIELDS)
      .map(({ id, label, value }) => ({
        id,
        label: label.replaceAll(/[\s:]+/g, " ").trim(),
        value: clean(value.slice(0, LONGEST_VALUE)).trim(),
      })),
  };
}

/** A title as it may stand in a subject: in one line, and without any address, whosever it is. */
export function titleToLeave(title: string): string {
  const words = title.split(/\s+/).map((word) => (word.includes("@") ? LEFT_OUT : word));
  return words.join(" ").trim().slice(0, 250);
}

/** A text with every one of the addresses (lower case) taken out, wherever it stands and however it is wrapped. */
export function withoutAddresses(text: string, known: ReadonlySet<string>): string {
  if (!text.includes("@")) return text;
  return text.replaceAll(/[^\s<>()[\]{}"'`,;:|=*!?/\\]+/g, (word) => {
    const bare = word
      .toLowerCase()
      .replace(/^[._-]+/, "")
      .replace(/[._-]+$/, "");
    return known.has(bare) ? LEFT_OUT : word;
  });
}

/** The first of the addresses that stands in a text; null: none does. */
export function addressIn(text: string, addresses: readonly string[]): string | null {
  const known = new Set(addresses.map((address) => address.toLowerCase()));
  for (const [word] of text.matchAll(/[^\s<>()[\]{}"'`,;:|=*!?/\\]+/g)) {
    const bare = word
      .toLowerCase()
      .replace(/^[._-]+/, "")
      .replace(/[._-]+$/, "");
    if (known.has(bare)) return bare;
  }
  return null;
}
