import { eq, sql } from "drizzle-orm";
import type { ArmedOutgoing } from "../../ops/outgoing-act.ts";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { outboundMail } from "./schema.ts";

/** The mail's ticket; null: it has none, undefined: there is no such mail. */
export async function outboundTicket(db: Queryable, id: string): Promise<string | null | undefined> {
  const [row] = await db
    .select({ ticketId: outboundMail.ticketId })
    .from(outboundMail)
    .where(eq(outboundMail.id, id));
  return row?.ticketId;
}

export async function lockOutbound(db: Queryable, id: string) {
  const { ticketId, purpose, state, recipients, dueAt } = outboundMail;
  const [row] = await db
    .select({ id: outboundMail.id, ticketId, purpose, state, recipients, dueAt })
    .from(outboundMail)
    .where(eq(outboundMail.id, id))
    .for("update");
  return row ?? null;
}

export async function armOutbound(
  db: Queryable,
  id: string,
  decided: ArmedOutgoing,
  actor: string,
  at: Instant,
): Promise<void> {
  const set =
    decided.kind === "retry"
      ? {
          state: "ready" as const,
          because: `sent again by ${actor}`,
          recipients: [...decided.recipients],
          attempts: 0,
          dueAt: at,
          ...(decided.repeat ? { repeats: sql`${outboundMail.repeats} + 1` } : {}),
        }
      : { state: "cancelled" as const, because: `cancelled by ${actor}`, dueAt: null };
  await db
    .update(outboundMail)
    .set({
      ...set,
      streaming: false,
      claimedBy: null,
      leaseUntil: null,
      fence: sql`${outboundMail.fence} + 1`,
      generation: sql`${outboundMail.generation} + 1`,
    })
    .where(eq(outboundMail.id, id));
}
