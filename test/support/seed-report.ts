import { randomUUIDv7 } from "node:crypto";
import type { Db } from "../../src/adapters/postgres/connect.ts";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { HOUR, type Instant, instant, plus } from "../../src/values/instant.ts";
import { ticketRow } from "./seed-desk.ts";

export interface ReportTicket {
  readonly customerId: string | null;
  readonly at?: Instant;
  readonly first?: "met" | "late" | "running" | "overdue" | "cancelled";
  readonly elapsedMs?: number;
  readonly handedTo?: string;
  readonly statuses?: readonly ("resolved" | "open")[];
  readonly score?: number;
  readonly minutes?: number;
  readonly set?: Partial<typeof rows.tickets.$inferInsert>;
}

const NOVEMBER = instant("2026-11-10T10:00Z");

/** A ticket with a first response, statuses, a handoff, a rating and working time, as a report counts them. */
export async function reportTicket(db: Db, number: number, of: ReportTicket): Promise<string> {
  const at = of.at ?? NOVEMBER;
  const [contact] = await db.select().from(rows.contacts).limit(1);
  const [version] = await db.select().from(rows.policyVersions).limit(1);
  const [agent] = await db.select().from(rows.agents).limit(1);
  const ticket = ticketRow(at, number, {
    requesterId: contact!.id,
    customerId: of.customerId,
    subject: `Ticket ${number}`,
    policyVersion: version!.version,
    openedAt: at,
    lastMessageAt: at,
    ...of.set,
  });
  await db.insert(rows.tickets).values(ticket);
  if (of.first !== undefined) {
    const late = of.first === "late" || of.first === "overdue";
    await db.insert(rows.targets).values({
      id: randomUUIDv7(),
      ticketId: ticket.id,
      kind: "first-response",
      instance: 0,
      state: of.first === "overdue" ? "running" : of.first,
      goalMs: 4 * HOUR,
      goalVersion: 1,
      calendar: "office",
      elapsedMs: of.elapsedMs ?? HOUR,
      breachedAt: late ? plus(at, 4 * HOUR) : null,
    });
  }
  const statuses = (of.statuses ?? []).map((to, n) => ({
    ticketId: ticket.id,
    seq: n + 1,
    at,
    recordedAt: at,
    type: "status",
    actor: "agent" as const,
    because: "",
    data: { to },
  }));
  if (statuses.length > 0) await db.insert(rows.events).values(statuses);
  if (of.handedTo !== undefined) {
    await db.insert(rows.escalations).values({
      id: randomUUIDv7(),
      ticketId: ticket.id,
      kind: "handoff",
      to: of.handedTo,
      state: "sent",
      because: "",
      createdAt: at,
    });
  }
  if (of.score !== undefined)
    await db.insert(rows.ratings).values({ ticketId: ticket.id, score: of.score, at });
  if (of.minutes !== undefined) {
    await db.insert(rows.timeEntries).values({
      id: randomUUIDv7(),
      ticketId: ticket.id,
      customerId: of.customerId,
      agentId: agent!.id,
      minutes: of.minutes,
      note: "",
      at,
    });
  }
  return ticket.id;
}
