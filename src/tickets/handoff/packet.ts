import type { Case } from "../../escalation/case.ts";
import type { Packet } from "../../escalation/handoff.ts";
import type { Weighed } from "../../escalation/weigh.ts";
import type { Promises } from "../promises/promises.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";

interface PacketOf {
  readonly about: Case;
  readonly weighed: Weighed;
  readonly state: TicketState;
  readonly agent: AgentRow;
  readonly terms: Pick<Promises, "desk" | "languages">;
}

/** Those that have a place of their own in the packet. */
const PLACED: ReadonlySet<string> = new Set(["tenant_id", "contact_is_partners"]);

/** What leaves with an issue. The contact is ours, never the customer's; the words are those of the form, no mail's. */
export function packetOf({ about, weighed, state, agent, terms }: PacketOf): Packet {
  const { ticket, records } = about;
  const filled = (test: (fact: string | undefined, ids: readonly string[]) => boolean): string | null =>
    weighed.filled.find(({ field }) => test(field.fact, field.ids))?.value ?? null;
  const contact = filled((fact) => fact === "contact_is_partners");
  return {
    number: state.ticket.number,
    title: ticket.subject.slice(0, 250),
    kind: ticket.kind,
    service: ticket.service,
    severity: ticket.severity,
    customer: {
      name: state.customer?.name ?? "",
      tenantId: filled((fact) => fact === "tenant_id"),
      cloud: records.tenancy?.cloud ?? about.profile.cloud_instances[0]!.id,
      subscriptionId:
        filled((_fact, ids) => ids.includes("subscription")) ?? weighed.subscription?.reference ?? null,
    },
    contact: {
      name: contact ?? `${agent.name}, ${terms.desk.name}`,
      address: terms.desk.address,
      timeZone: terms.desk.timeZone,
      language: terms.languages[0] ?? "en",
    },
    fields: [
      ...weighed.filled
        .filter(
          ({ field }) => field.leaves && !PLACED.has(field.fact ?? "") && !field.ids.includes("subscription"),
        )
        .map(({ field, value }) => ({ id: field.id, label: field.label, value })),
      ...answersFor(weighed, about, terms.desk.name),
    ],
  };
}

/** Who answers for the support of the subscription it is about, where that is written down. */
function answersFor({ supportContact }: Weighed, { partners }: Case, desk: string): Packet["fields"] {
  if (supportContact === null) return [];
  const { partner, validFrom, validTo } = supportContact;
  const name = partner === null ? desk : (partners[partner]?.name ?? partner);
  const days = `from ${validFrom}${validTo === null ? "" : ` to ${validTo}`}`;
  return [{ id: "support_contact", label: "Support contact", value: `${name}, ${days}` }];
}
