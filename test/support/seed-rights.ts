import { randomUUIDv7 } from "node:crypto";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import { debits, entitlements } from "../../src/adapters/postgres/schema.ts";
import { DAY, type Instant, iso, plus } from "../../src/values/instant.ts";
import { HOSTILE } from "./seed-desk.ts";

/** Entitlements: one calm, one that ends soon, one expired, one with few units, one used up, one removed, one of hostile words. */
export async function seedRights(
  db: Db,
  now: Instant,
  [one, other]: readonly [string, string],
): Promise<void> {
  const day = (days: number): string => iso(plus(now, days * DAY)).slice(0, 10);
  const right = (name: string, given: Partial<typeof entitlements.$inferInsert>) => ({
    id: randomUUIDv7(),
    vehicle: "portal-plan",
    name,
    validFrom: day(-100),
    createdAt: now,
    contractId: new Uint8Array([1, 2, 3]),
    ...given,
  });
  const few = right("Ten incidents", { validTo: day(200), units: 10 });
  const none = right("One incident", { validTo: day(200), units: 1 });
  await db
    .insert(entitlements)
    .values([
      right("The calm one", { vehicle: "premier_support_for_partners", validTo: day(200) }),
      right("The one that ends soon", { validTo: day(10) }),
      right("The expired one", { validTo: day(-2) }),
      right("The one to come", { validFrom: day(5), validTo: day(300) }),
      right("The removed one", { removedAt: now }),
      right(HOSTILE, { vehicle: "hostile", grant: HOSTILE, services: [HOSTILE] }),
      few,
      none,
    ]);
  const taken = { at: now, refundedAt: null } as const;
  await db.insert(debits).values([
    { ...taken, id: randomUUIDv7(), entitlementId: few.id, escalationId: one, units: 8 },
    { ...taken, id: randomUUIDv7(), entitlementId: none.id, escalationId: other, units: 1 },
  ]);
}
