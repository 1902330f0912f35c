import { randomUUIDv7 } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import type { HandoffDetail } from "../../src/escalation/handoff.ts";
import { HOUR, type Instant, MINUTE, plus } from "../../src/values/instant.ts";
import type { Json } from "../../src/values/json.ts";
import { HOSTILE, mailRow, type SeededDesk } from "./seed-desk.ts";

export const STRANGER = "eve@adventure-works.example";
export const PROVIDER = "cases@provider.example";

export interface SeededCase {
  readonly byMail: string;
  readonly byPortal: string;
  readonly hostileHandoff: string;
  readonly upstreamLeg: string;
}

type Insert<T extends { $inferInsert: object }> = T["$inferInsert"];

/**
 * All that issue, people and upstream add to a seeded desk's two full tickets: evidence and proof, a held mail and held people,
 * a conversation with upstream, handoffs by mail and by portal, a diagnosis, a proposal, prices, working time and a rating.
 * The same with hostile texts on the hostile one.
 */
export async function seedCase(db: Db, now: Instant, seeded: SeededDesk): Promise<SeededCase> {
  const [full] = await db.select().from(schema.tickets).where(eq(schema.tickets.number, seeded.full));
  const [hostile] = await db.select().from(schema.tickets).where(eq(schema.tickets.number, seeded.hostile));
  const own = { now, ticket: full!, aliceId: seeded.aliceId };
  await seedEvidence(db, own, seeded.messageId);
  const { byMail, byPortal, upstreamLeg } = await seedHandoffs(db, own);
  await seedFound(db, own, (text) => text);
  const strange = { now, ticket: hostile!, aliceId: seeded.aliceId };
  await seedFound(db, strange, () => HOSTILE);
  const [leg] = await db.select().from(schema.legs).where(eq(schema.legs.ticketId, hostile!.id));
  await db
    .insert(schema.participants)
    .values([{ legId: leg!.id, address: HOSTILE, name: HOSTILE, role: "copied", held: true, addedAt: now }]);
  const lead = { by: "msg-id", agreed: HOSTILE, ticket: 1002, sure: 0.4, decided: true } as const;
  await db
    .update(schema.messages)
    .set({ evidence: [lead], proof: null })
    .where(eq(schema.messages.ticketId, hostile!.id));
  const hostileHandoff = await handoff(db, strange, {
    to: HOSTILE,
    because: HOSTILE,
    state: "sent",
    detail: packetDetail(strange, HOSTILE, {
      by: "portal",
      name: HOSTILE,
      link: "javascript:alert(1)",
      checklist: [HOSTILE],
    }),
  });
  return { byMail, byPortal, upstreamLeg, hostileHandoff };
}

interface Of {
  readonly now: Instant;
  readonly ticket: typeof schema.tickets.$inferSelect;
  readonly aliceId: string;
}

async function seedEvidence(db: Db, { now, ticket }: Of, messageId: string): Promise<void> {
  const [leg] = await db.select().from(schema.legs).where(eq(schema.legs.ticketId, ticket.id));
  await db.update(schema.messages).set({ proof: "dkim" }).where(eq(schema.messages.id, messageId));
  await db.insert(schema.participants).values([
    { legId: leg!.id, address: "ana@northwind.example", name: "Ana Lopes", role: "requester", addedAt: now },
    { legId: leg!.id, address: STRANGER, name: "Eve Strange", role: "copied", held: true, addedAt: now },
  ]);
  const inboundId = randomUUIDv7();
  await db.insert(schema.messages).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    legId: leg!.id,
    direction: "in",
    author: "customer",
    authorName: "Eve Strange",
    authorAddress: STRANGER,
    inboundId,
    subject: ticket.subject,
    visibleText: "It is their firewall.",
    fullText: "It is their firewall.",
    unverified: true,
    evidence: [
      { by: "msg-id", agreed: "<ack@contoso.example>", ticket: ticket.number, sure: 0.4, decided: true },
      { by: "tag", agreed: "#1010", ticket: 1010, sure: 0.1, decided: false },
    ],
    at: plus(now, -30 * MINUTE),
  });
}

async function seedHandoffs(db: Db, of: Of) {
  const { now, ticket } = of;
  const upstreamLeg = randomUUIDv7();
  const byMail = await handoff(db, of, {
    to: "Contoso Indirect",
    vehicle: "provider",
    state: "sent",
    because: "the provider delivers it",
    legId: upstreamLeg,
    sentAt: plus(now, -3 * HOUR),
    expectedAt: plus(now, -HOUR),
    reminders: 2,
    detail: packetDetail(of, null, {
      by: "mail",
      to: "contoso-indirect",
      name: "Contoso Indirect",
      address: PROVIDER,
    }),
  });
  const byPortal = await handoff(db, of, {
    to: "the vendor",
    vehicle: "portal-plan",
    state: "prepared",
    because: "beyond our boundary",
    detail: packetDetail(of, null, {
      by: "portal",
      name: "The vendor’s portal",
      link: "https://portal.vendor.example/new?tenant=5f3c&a=1",
      checklist: ["Open it in the customer’s tenant", "Name the desk as the contact"],
    }),
  });
  await db.insert(schema.legs).values({
    id: upstreamLeg,
    ticketId: ticket.id,
    kind: "upstream",
    openedAt: plus(now, -3 * HOUR),
    escalationId: byMail,
    withWhom: "Contoso Indirect",
  });
  await db
    .insert(schema.participants)
    .values([
      { legId: upstreamLeg, address: PROVIDER, name: "Contoso Indirect", role: "upstream", addedAt: now },
    ]);
  await db.insert(schema.caseNumbers).values([
    {
      number: "CI-004711",
      legId: upstreamLeg,
      ticketId: ticket.id,
      issuer: "contoso-indirect",
      learntAt: now,
      because: "reply",
    },
  ]);
  await db.insert(schema.messages).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    legId: upstreamLeg,
    direction: "in",
    author: "upstream",
    authorName: "Case desk",
    authorAddress: PROVIDER,
    subject: `CI-004711 [#${ticket.number}]`,
    visibleText: "We look into it, case CI-004711.",
    fullText: "We look into it, case CI-004711.",
    at: plus(now, -2 * HOUR),
  });
  await db.insert(schema.outboundMail).values(
    mailRow(now, {
      ticketId: ticket.id,
      legId: upstreamLeg,
      audience: "upstream",
      purpose: "upstream",
      state: "accepted",
      because: "250 accepted",
      recipients: [{ address: PROVIDER, state: "accepted", reply: "250 accepted" }],
      subject: `[#${ticket.number}] Mail bounces`,
      text: "Tenant: 5f3c\nImpact: no mail to one supplier",
      createdAt: plus(now, -3 * HOUR),
      acceptedAt: plus(now, -3 * HOUR),
    }),
  );
  return { byMail, byPortal, upstreamLeg };
}

/** A handoff's row; the parts that matter to a test are given. */
export async function handoff(
  db: Db,
  { now, ticket }: Pick<Of, "now" | "ticket">,
  given: Partial<Insert<typeof schema.escalations>>,
): Promise<string> {
  const id = randomUUIDv7();
  await db.insert(schema.escalations).values({
    id,
    ticketId: ticket.id,
    kind: "handoff",
    to: "somebody",
    state: "ready",
    because: "a test says so",
    createdAt: plus(now, -4 * HOUR),
    ...given,
  });
  return id;
}

/** What a handoff's row holds; where `text` is given, it stands in every place a stranger can fill in. */
export function packetDetail(
  { now, ticket, aliceId }: Of,
  text: string | null,
  route: HandoffDetail["route"],
): Json {
  const detail: HandoffDetail = {
    packet: {
      number: ticket.number,
      title: text ?? "Mail to one supplier bounces since Monday",
      kind: "technical",
      service: "microsoft365",
      severity: "A",
      customer: {
        name: text ?? "Northwind Traders",
        tenantId: "5f3c0f2e-0000-4000-8000-000000000001",
        cloud: "commercial",
        subscriptionId: null,
      },
      contact: {
        name: "Contoso Cloud Support",
        address: "support@contoso.example",
        timeZone: "Europe/Lisbon",
        language: "en",
      },
      fields: [
        { id: "impact", label: "Impact", value: text ?? "No mail to one supplier, 40 people" },
        { id: "tried", label: "Tried already", value: text ?? "SPF record put back\nMessage trace attached" },
      ],
    },
    route,
    decision: {
      target: "provider",
      vehicle: "provider",
      row: "indirect",
      because: text ?? "an indirect reseller asks its provider",
      expected_response: "PT2H",
      expected_response_source: { source: "agreed with the provider", date: "2026-01-15" },
      partner_pays: 0,
    },
    expectedMs: 2 * HOUR,
    expectedHours: "office",
    agentId: aliceId,
    decidedAt: now,
    entitlementId: null,
    issuer: {
      id: "contoso-indirect",
      senders: ["provider.example"],
      caseNumbers: { accepted: [], learnt: [] },
    },
  };
  return detail as unknown as Json;
}

async function seedFound(db: Db, { now, ticket, aliceId }: Of, text: (own: string) => string): Promise<void> {
  await db.insert(schema.diagnoses).values({
    ticketId: ticket.id,
    fields: { tried: text("SPF record put back"), impact: text("40 people") },
    unable: text("the supplier’s server refuses, and we cannot see why"),
    overrides: [{ code: "evidence_missing", role: "lead", reason: text("the customer is on the phone") }],
    agentId: aliceId,
    at: plus(now, -2 * HOUR),
  });
  await db.insert(schema.proposals).values({
    ticketId: ticket.id,
    kind: "technical",
    service: "microsoft365",
    severity: "B",
    confidence: 0.42,
    evidence: [{ axis: "kind", says: "technical", words: [text("bounces"), text("550")] }],
    at: ticket.openedAt,
    toSort: true,
  });
  await db.insert(schema.priceOffers).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    price: text("120 EUR for two hours"),
    offeredAt: plus(now, -2 * HOUR),
    agentId: aliceId,
    answeredAt: plus(now, -HOUR),
    accepted: true,
  });
  await db.insert(schema.timeEntries).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    agentId: aliceId,
    minutes: 85,
    note: text("read the logs"),
    at: plus(now, -HOUR),
  });
  await db.insert(schema.ratings).values({
    ticketId: ticket.id,
    score: 4,
    contactId: ticket.requesterId,
    comment: text("Quick."),
    at: now,
  });
  await db.insert(schema.escalations).values({
    id: randomUUIDv7(),
    ticketId: ticket.id,
    kind: "rung",
    rung: "breach",
    to: text("manager"),
    state: "told",
    because: text("the promise was not kept"),
    createdAt: plus(now, -20 * MINUTE),
    acknowledgedAt: plus(now, -10 * MINUTE),
    acknowledgedBy: aliceId,
  });
}
