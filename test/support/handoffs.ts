import * as rows from "../../src/adapters/postgres/schema.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import type { HandoffDetail, Packet, Route } from "../../src/escalation/handoff.ts";
import { issuerOfPartner, type PartnerTerms } from "../../src/escalation/issuer.ts";
import type { DeskFile } from "../../src/policy/desk-schema.ts";
import type { NewHandoff } from "../../src/tickets/handoff-rows.ts";
import { HOUR, type Instant } from "../../src/values/instant.ts";
import { DESK } from "./day-by-mail.ts";
import { type DeskInPostgres, type OutboundMail, replyToOf } from "./desk-in-postgres.ts";
import { plainMail } from "./plain-mail.ts";

export const JO = "jo@nightdesk.example";
export const NOC = "noc@nightdesk.example";
export const PIA = "support@provider.example";
export const VENDOR = "case@mail.vendor.example";
export const TENANT = "0f7c1ad2-1111-4000-8000-000000000000";
export const CASE = "2612010050001234";

/** Partners as desk.yaml has them: an outsourcer at all hours, a provider in office hours. */
export const PARTNERS: DeskFile["partners"] = {
  "night-desk": {
    kind: "outsourcer",
    name: "Night Desk",
    address: NOC,
    hours: "always",
    response: "4h",
    senders: [],
    caseNumbers: ["ND-######"],
  },
  provider: {
    kind: "provider",
    name: "Tailwind Distribution",
    address: PIA,
    hours: "office",
    response: "4h",
    senders: ["tailwind.example"],
    caseNumbers: ["TW########"],
  },
};

const terms = (id: string): PartnerTerms => {
  const { kind, name = id, address, caseNumbers = [], senders = [] } = PARTNERS[id]!;
  const domain = address.split("@")[1]!;
  const shapes = { accepted: caseNumbers, learnt: caseNumbers };
  return {
    kind,
    name,
    address,
    senders: [address, domain, ...senders],
    hours: null,
    responseMs: null,
    caseNumbers: shapes,
    language: null,
  };
};

export function packet(over: Partial<Packet> = {}): Packet {
  return {
    number: 1001,
    title: "Calls drop",
    kind: "technical",
    service: "microsoft365",
    severity: "B",
    customer: { name: "Fabrikam", tenantId: TENANT, cloud: "commercial", subscriptionId: null },
    contact: { name: "Ana Sousa", address: DESK, timeZone: "Europe/Lisbon", language: "pt-PT" },
    fields: [
      { id: "service_health", label: "Service health", value: "checked at 09:10: nothing there" },
      { id: "steps", label: "Steps tried", value: "another network: the same\nanother account: works" },
      { id: "finding", label: "Finding", value: "only this tenant, since Monday" },
    ],
    ...over,
  };
}

/** What packet writes: `to` a partner by name, or the portal of a vendor. */
export function handoffDetail(
  to: "night-desk" | "provider" | "portal",
  agentId: string,
  at: Instant,
  over: Partial<HandoffDetail> = {},
): HandoffDetail {
  const isPortal = to === "portal";
  const route: Route = isPortal
    ? {
        by: "portal",
        name: "the vendor",
        link: "https://portal.vendor.example/{tenant}/new",
        checklist: ["Enter your own contact, never the customer's"],
      }
    : { by: "mail", to, name: PARTNERS[to]!.name!, address: PARTNERS[to]!.address };
  const digits = "#".repeat(16);
  return {
    packet: packet(),
    route,
    decision: {
      target: to,
      vehicle: null,
      row: "6",
      because: "as the table says",
      expected_response: null,
      expected_response_source: null,
      partner_pays: null,
    },
    expectedMs: isPortal ? 4 * HOUR : null,
    expectedHours: isPortal ? "always" : null,
    agentId,
    decidedAt: at,
    entitlementId: null,
    issuer: isPortal
      ? { id: "vendor", senders: ["vendor.example"], caseNumbers: { accepted: [digits], learnt: [digits] } }
      : issuerOfPartner(to, terms(to)),
    ...over,
  };
}

/** Hands tickets of a desk on, and speaks for those upstream, each from their own address and with proof of it. */
export function upstreamOf(desk: DeskInPostgres) {
  const { db } = desk.database;
  let n = 0;
  const proof = (from: string) => ({
    "Authentication-Results": `mx.contoso.example; dmarc=pass header.from=${from.split("@")[1]}`,
  });
  const upstreamMails = async (): Promise<readonly OutboundMail[]> =>
    (await desk.mails()).filter(({ audience }) => audience === "upstream");
  const write = (from: string, fields: Readonly<Record<string, string>>, text: string) =>
    desk.receive(
      plainMail({ From: from, To: DESK, "Message-ID": `<up${++n}@${from.split("@")[1]}>`, ...fields }, text),
    );
  type To = "night-desk" | "provider" | "portal";
  /** What is decided of the newest ticket, and waits to be carried out. */
  async function decides(to: To, over: Partial<HandoffDetail> = {}): Promise<string> {
    const [agent] = await db.select().from(rows.agents);
    const ticket = (await db.select().from(rows.tickets).orderBy(rows.tickets.number)).at(-1)!;
    const handoff: NewHandoff = {
      id: newId(),
      ticketId: ticket.id,
      vehicle: null,
      to,
      detail: handoffDetail(to, agent!.id, desk.now(), over),
      because: "handed on",
      createdAt: desk.now(),
      profile: "current",
      profileHash: "",
    };
    await desk.ports.transact((tx) => tx.apply({ handoffsOpened: [handoff] }));
    return handoff.id;
  }
  return {
    decides,
    /** Hands the newest ticket on, and carries that out. */
    async handsOn(to: To, over: Partial<HandoffDetail> = {}) {
      const id = await decides(to, over);
      await desk.climb();
      return id;
    },
    upstreamMails,
    write,
    proof,
    /** Their reply to a mail of ours: the newest to them if none is given. */
    async repliesUp(
      from: string,
      text: string,
      fields: Readonly<Record<string, string>> = proof(from),
      to?: OutboundMail,
    ) {
      const mail = to ?? (await upstreamMails()).at(-1)!;
      const led = { To: replyToOf(mail), Subject: `Re: ${mail.subject}`, "In-Reply-To": mail.msgId };
      return write(from, { ...led, ...fields }, text);
    },
    async handoff(id: string) {
      return (await db.select().from(rows.escalations)).find((row) => row.id === id)!;
    },
    numbers: async () => (await db.select().from(rows.caseNumbers)).map(({ number }) => number),
    events: async () => (await db.select().from(rows.events)).map(({ type }) => type),
  };
}
