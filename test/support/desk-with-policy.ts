import { randomUUIDv7 } from "node:crypto";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as schema from "../../src/adapters/postgres/schema.ts";
import type { Published } from "../../src/policy/published.ts";
import { foldTargets } from "../../src/sla/fold.ts";
import { clockEvents } from "../../src/tickets/ledger.ts";
import { compilePromises } from "../../src/tickets/promises/compile-promises.ts";
import type { EventRow } from "../../src/tickets/rows.ts";
import type { Instant } from "../../src/values/instant.ts";
import type { Json } from "../../src/values/json.ts";
import { ticketRow } from "./seed-desk.ts";

/** A version as the desk keeps it. */
export async function keepExample(db: Db, published: Published, inForceFrom: Instant): Promise<void> {
  await db.insert(schema.policyVersions).values({
    version: published.id,
    hash: published.hash,
    document: { published, templates: {} } as unknown as Json,
    publishedAt: published.publishedAt,
    inForceFrom,
  });
}

type Told = readonly [at: Instant, type: string, data: Readonly<Record<string, Json>>];

/** A ticket with its ledger and the targets that follow from it, as saved at `now`. */
export async function ticketWithLedger(
  db: Db,
  published: Published,
  now: Instant,
  { number, story }: { readonly number: number; readonly story: readonly Told[] },
): Promise<string> {
  const [contact] = await db.select().from(schema.contacts).limit(1);
  const openedAt = story[0]![0];
  const ticket = ticketRow(now, number, {
    requesterId: contact!.id,
    subject: `Ticket ${number}`,
    policyVersion: published.id,
    openedAt,
    lastMessageAt: openedAt,
  });
  await db.insert(schema.tickets).values(ticket);
  const events = story.map(
    ([at, type, data], n): EventRow => ({
      ticketId: ticket.id,
      seq: n + 1,
      at,
      recordedAt: at,
      type,
      actor: "desk",
      agentId: null,
      because: "a test says so",
      data,
    }),
  );
  await db.insert(schema.events).values(events);
  const targets = foldTargets(clockEvents(events), compilePromises(published).clock, now);
  await db.insert(schema.targets).values(
    targets.map(({ undeliverable: _, dueAt, ...target }) => ({
      ...target,
      id: randomUUIDv7(),
      ticketId: ticket.id,
      promisedAt: dueAt,
    })),
  );
  return ticket.id;
}
