import type { Packet } from "../../../escalation/handoff.ts";
import { personalDataIn } from "../../../escalation/personal-data.ts";

/** One thing that leaves with an issue. */
export interface PacketPart {
  readonly label: string;
  readonly value: string;
  /** Where the desk has it from, in words. */
  readonly source: string;
  /** What of a person stands in it. */
  readonly personal: readonly string[];
}

/**
 * All parts of a packet in the order in which they are filled in, each with where it came from; what is empty is left out.
 *
 * @param names  of the people who wrote or were written to, to flag them
 */
export function packetParts(
  packet: Packet,
  diagnosis: Readonly<Record<string, unknown>> | null,
  names: readonly string[],
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
        [
          label,
          value,
          diagnosis !== null && id in diagnosis ? "the diagnosis" : "records and conversation",
        ] as const,
    ),
  ];
  return parts.flatMap(([label, value, source]) =>
    value === null || value.trim() === ""
      ? []
      : [{ label, value, source, personal: value === contact.address ? [] : personalIn(value, names) }],
  );
}

const KINDS = { address: "a mail address", phone: "a telephone number", name: "a person’s name" } as const;

function personalIn(value: string, names: readonly string[]): readonly string[] {
  return [...new Set(personalDataIn(value, names).map(({ kind }) => KINDS[kind]))];
}
