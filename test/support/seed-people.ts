import { randomUUIDv7 } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { DAY, type Instant, iso, plus } from "../../src/values/instant.ts";
import { HOSTILE, type SeededDesk } from "./seed-desk.ts";

/** What is written down about two customers of a seeded desk, one of them in hostile words, and who of the agents is away. */
export async function seedContracts(
  db: Db,
  now: Instant,
  seeded: SeededDesk,
): Promise<{ readonly northwind: string; readonly hostile: string }> {
  const [northwind] = await db
    .select()
    .from(schema.customers)
    .where(eq(schema.customers.name, "Northwind Traders"));
  const [hostile] = await db.select().from(schema.customers).where(eq(schema.customers.name, HOSTILE));
  const day = (days: number): string => iso(plus(now, days * DAY)).slice(0, 10);
  await db
    .update(schema.customers)
    .set({
      tenantId: "5f3c0f2e-0000-4000-8000-000000000001",
      language: "pt-PT",
      timeZone: "Europe/Lisbon",
      access: "granted",
      accessUntil: plus(now, -DAY),
    })
    .where(eq(schema.customers.id, northwind!.id));
  for (const [customerId, text] of [
    [northwind!.id, null],
    [hostile!.id, HOSTILE],
  ] as const) {
    const subscriptionId = randomUUIDv7();
    await db.insert(schema.subscriptions).values([
      {
        id: subscriptionId,
        customerId,
        service: "azure",
        name: text ?? "Azure plan",
        reference: text ?? "0a1b2c3d-0000-4000-8000-000000000001",
        publisher: text,
        commerce: "legacy",
        boughtAt: plus(now, -40 * DAY),
        endsAt: plus(now, -DAY),
      },
      { id: randomUUIDv7(), customerId, service: "microsoft365", name: text ?? "Office seats" },
    ]);
    await db.insert(schema.supportContacts).values(
      [
        { partner: text ?? "night-desk", validFrom: day(-20), validTo: day(10), source: "own" as const },
        { partner: null, validFrom: day(11), validTo: null, source: "own" as const },
      ].map((row) => ({ ...row, id: randomUUIDv7(), subscriptionId, createdAt: now })),
    );
    await db.insert(schema.partnerModels).values([
      { id: randomUUIDv7(), customerId, model: "direct_bill", validFrom: day(-300) },
      {
        id: randomUUIDv7(),
        customerId,
        subscriptionId,
        model: "indirect_reseller",
        provider: text ?? "contoso-indirect",
        validFrom: day(30),
      },
    ]);
    await db.insert(schema.customerDomains).values({
      domain: `d${customerId.slice(-6)}.example`,
      customerId,
      verifiedAt: text === null ? now : null,
    });
  }
  await db.insert(schema.agentAbsences).values([
    {
      id: randomUUIDv7(),
      agentId: seeded.aliceId,
      startsAt: plus(now, -DAY),
      endsAt: plus(now, DAY),
      because: HOSTILE,
    },
    {
      id: randomUUIDv7(),
      agentId: seeded.aliceId,
      startsAt: plus(now, -9 * DAY),
      endsAt: plus(now, -8 * DAY),
      because: "long ago",
    },
  ]);
  return { northwind: northwind!.id, hostile: hostile!.id };
}
