import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { World } from "../../tickets/acts/world.ts";
import type { Queryable } from "./connect.ts";
import { familyOf } from "./handoffs.ts";
import { legs, messages } from "./schema.ts";

/** More than anybody looks through; whoever fills a ticket with mail fills no memory. */
const MOST = 500;
const START_OF_TEXT = 10_000;

/** What is held on a ticket and those merged into it, by whose conversation it is in, the oldest first. */
export async function loadHeld(db: Queryable, ticketId: string): Promise<NonNullable<World["held"]>> {
  const rows = await db
    .select({
      kind: legs.kind,
      message: {
        id: messages.id,
        ticketId: messages.ticketId,
        legId: messages.legId,
        msgId: messages.msgId,
        authorAddress: messages.authorAddress,
        authorName: messages.authorName,
        subject: messages.subject,
        visibleText: sql<string>`left(${messages.visibleText}, ${START_OF_TEXT})`,
      },
    })
    .from(messages)
    .innerJoin(legs, eq(legs.id, messages.legId))
    .where(and(inArray(messages.ticketId, familyOf(ticketId)), eq(messages.unverified, true)))
    .orderBy(asc(messages.at), asc(messages.id))
    .limit(MOST);
  const of = (wanted: string) => rows.flatMap(({ kind, message }) => (kind === wanted ? [message] : []));
  return { customer: of("customer"), upstream: of("upstream") };
}
