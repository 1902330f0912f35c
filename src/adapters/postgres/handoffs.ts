import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { handoffDetail } from "../../escalation/handoff.ts";
import type { HandoffBrief } from "../../jobs/ports.ts";
import type { Decision } from "../../tickets/decision.ts";
import type { HandoffRow, HandoffState } from "../../tickets/handoff-rows.ts";
import { type Instant, iso } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { mayLeave } from "./conversation-files.ts";
import {
  attachments,
  caseNumbers,
  debits,
  entitlements,
  escalations,
  legs,
  messages,
  tickets,
} from "./schema.ts";

/** The handoffs of a family of tickets, oldest first, each with the numbers it was given. */
export async function loadHandoffs(db: Queryable, family: SQL): Promise<readonly HandoffRow[]> {
  const rows = await db
    .select({
      row: escalations,
      ticketNumber: tickets.number,
      unit: {
        units: debits.units,
        refundedAt: debits.refundedAt,
        name: entitlements.name,
        vehicle: entitlements.vehicle,
      },
      numbers: sql<readonly string[]>`coalesce((select json_agg(n.number order by n.learnt_at, n.number)
        from ${caseNumbers} n where n.leg_id = "escalations"."leg_id"), '[]')`,
    })
    .from(escalations)
    .innerJoin(tickets, eq(tickets.id, escalations.ticketId))
    .leftJoin(debits, eq(debits.escalationId, escalations.id))
    .leftJoin(entitlements, eq(entitlements.id, debits.entitlementId))
    .where(and(inArray(escalations.ticketId, family), eq(escalations.kind, "handoff")))
    .orderBy(asc(escalations.createdAt), asc(escalations.id));
  return rows.map(({ row, numbers, unit, ticketNumber }) => ({
    ...row,
    unit:
      unit.units === null ? null : { ...unit, units: unit.units, name: unit.name!, vehicle: unit.vehicle! },
    ticketNumber,
    state: row.state as HandoffState,
    detail: handoffDetail.parse(row.detail),
    numbers,
  }));
}

/** A handoff's ticket, and its files that may leave: of the ticket's own family, and none that is held. */
export async function handoffBrief(db: Queryable, id: string): Promise<HandoffBrief | null> {
  const [row] = await db
    .select({ ticketId: escalations.ticketId, detail: escalations.detail, state: escalations.state })
    .from(escalations)
    .where(and(eq(escalations.id, id), eq(escalations.kind, "handoff")));
  if (row === undefined) return null;
  const wanted = row.state === "ready" ? (handoffDetail.parse(row.detail).attachments ?? []) : [];
  if (wanted.length === 0) return { ticketId: row.ticketId, files: [], wanted: 0 };
  const { mail, part, filename, contentType } = attachments;
  const files = await db
    .select({ mail, part, filename, contentType })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .innerJoin(legs, eq(legs.id, messages.legId))
    .where(and(inArray(attachments.id, [...wanted]), mayLeave(familyOf(row.ticketId))))
    .orderBy(asc(messages.id), asc(attachments.part));
  return { ticketId: row.ticketId, files, wanted: wanted.length };
}

/** Handoffs to be carried out now. */
export function openHandoffs(db: Queryable, { handoffsOpened }: Decision): readonly PromiseLike<unknown>[] {
  return (handoffsOpened ?? []).map((row) =>
    db.insert(escalations).values({
      ...row,
      detail: row.detail as never,
      kind: "handoff",
      state: "ready",
      dueAt: row.createdAt,
    }),
  );
}

/** What became of handoffs, and numbers that were learnt. A change makes every timer set before it stale. */
export function saveHandoffs(
  db: Queryable,
  { handoffs, caseNumbers: learnt }: Decision,
): readonly PromiseLike<unknown>[] {
  return [
    ...(handoffs ?? []).map(({ id, set, dueAt }) =>
      db
        .update(escalations)
        .set({ ...set, dueAt, generation: sql`${escalations.generation} + 1` })
        .where(and(eq(escalations.id, id), eq(escalations.kind, "handoff"))),
    ),
    ...(learnt?.length
      ? [
          db
            .insert(caseNumbers)
            .values([...learnt])
            .onConflictDoNothing(),
        ]
      : []),
  ];
}

/**
 * A ticket that ends, whoever ended it, makes what was handed on from it due: upstream is to be told. Not one that was
 * merged away: its handoffs go on in the ticket that stayed.
 */
export function armEnded(db: Queryable, decision: Decision, now: Instant): readonly PromiseLike<unknown>[] {
  const ended = [...(decision.changed ? [decision.changed] : []), ...(decision.others ?? [])]
    .filter(({ set }) => (set.status === "resolved" || set.status === "closed") && set.mergedInto == null)
    .map(({ id }) => id);
  return ended.map((id) =>
    db
      .update(escalations)
      .set({ dueAt: sql`${iso(now)}::timestamptz`, generation: sql`${escalations.generation} + 1` })
      .where(
        and(
          eq(escalations.kind, "handoff"),
          isNull(escalations.endedAt),
          inArray(escalations.ticketId, familyOf(id)),
        ),
      ),
  );
}

/** A ticket and all that was merged into it, over any number of merges. */
export function familyOf(id: string): SQL {
  return sql`(with recursive family as (
    select ${id}::uuid as id
    union
    select t.id from ${tickets} t join family on t.merged_into = family.id
  ) select id from family)`;
}
