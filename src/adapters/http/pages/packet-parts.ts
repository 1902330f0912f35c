import type { Packet } from "../../../escalation/handoff.ts";

/** One thing that leaves with an issue. */
export interface PacketPart {
  readonly label: string;
  readonly value: string;
  /** Where the desk has it from, in words. */
  readonly source: string;
  /** What of a person stands in it. */
  readonly personal: readonly string[];
}

const ADDRESS = /[^\s<>()[\],;:"'@]{1,64}@[a-z0-9][a-z0-9.-]{0,252}/i;
const PHONE = /\+\d{1,3}[ \d()./-]{6,20}\d/;

/** All parts of a packet in the order in which they are filled in, each with where it came from; what is empty is left out. */
export function packetParts(
  packet: Packet,
  diagnosis: Readonly<Record<string, unknown>> | null,
): readonly PacketPart[] {
  const { customer, contact } = packet;
  const parts: readonly (readonly [label: string, value: string | null, source: string])[] = [
    ["Our reference", `#${packet.number}`, "the ticket"],
    ["Title", packet.title, "the ticket’s subject"],
    ["Kind", packet.kind, "how the ticket is sorted"],
    ["Service", packet.service, "how the ticket is sorted"],
    ["Severity", packet.severity, "how the ticket is sorted"],
    ["Customer", customer.name, "the customer’s record"],
    ["Tenant", customer.tenantId, "the customer’s record"],
    ["Cloud", customer.cloud, "the customer’s record"],
    ["Subscription", customer.subscriptionId, "the diagnosis or the customer’s subscriptions"],
    ["Contact", contact.name, "the policy"],
    ["Contact’s address", contact.address, "the desk’s own mailbox"],
    ["Contact’s time zone", contact.timeZone, "the policy"],
    ["Language", contact.language, "the policy"],
    ...packet.fields.map(
      ({ id, label, value }) =>
        [label, value, diagnosis !== null && id in diagnosis ? "the diagnosis" : "the conversation"] as const,
    ),
  ];
  return parts.flatMap(([label, value, source]) =>
    value === null || value.trim() === ""
      ? []
      : [{ label, value, source, personal: value === contact.address ? [] : personalIn(value) }],
  );
}

function personalIn(value: string): readonly string[] {
  return [
    ...(ADDRESS.test(value) ? ["a mail address"] : []),
    ...(PHONE.test(value) ? ["a telephone number"] : []),
  ];
}
