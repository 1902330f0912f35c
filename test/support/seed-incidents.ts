import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import { HOUR, type Instant, plus } from "../../src/values/instant.ts";
import { HOSTILE } from "./seed-desk.ts";

/** Two incidents on a seeded desk: one that goes on, with tickets in each state, one that is over; and a suspicious notice. */
export async function seedIncidents(db: Db, now: Instant): Promise<void> {
  const tickets = await db.select().from(schema.tickets).orderBy(schema.tickets.number);
  const of = (number: number) => tickets.find((one) => one.number === number)!.id;
  await db.insert(schema.incidents).values([
    { code: "MO1234567", firstSeenAt: plus(now, -3 * HOUR) },
    { code: "EX7654321", firstSeenAt: plus(now, -90 * HOUR), closedAt: plus(now, -80 * HOUR) },
  ]);
  const at = plus(now, -HOUR);
  await db.insert(schema.incidentTickets).values([
    { incident: "MO1234567", ticketId: of(1001), state: "linked", by: "notice", at },
    { incident: "MO1234567", ticketId: of(1002), state: "linked", by: "agent", at },
    { incident: "MO1234567", ticketId: of(1010), state: "seen", by: "notice", at },
    { incident: "MO1234567", ticketId: of(1011), state: "unlinked", by: "agent", at },
    { incident: "EX7654321", ticketId: of(1001), state: "linked", by: "operator", at },
  ]);
  for (const [number, data] of [
    [
      1001,
      { about: "incident", how: "forwarded", signs: ["address", "number", "user impact"], proved: false },
    ],
    [1002, { about: "subscription", how: HOSTILE, signs: [HOSTILE, 7], proved: "yes" }],
    [1013, []],
  ] as const) {
    await db.insert(schema.events).values({
      ticketId: of(number),
      seq: 9000,
      at,
      recordedAt: at,
      type: "vendor_notice",
      actor: "desk",
      because: "a notice of the vendor's about a published incident",
      data: data as never,
    });
  }
}
