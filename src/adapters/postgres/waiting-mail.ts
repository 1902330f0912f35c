import { and, asc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { isHandedOnMail } from "../../tickets/handoff/tell-handed-on.ts";
import { type Instant, iso, MINUTE, plus, SECOND } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { agents, inboundMail, messages, outboundMail, rawChunks } from "./schema.ts";

/** A mail that waits longer to be read than this is not waited for: something is wrong with it. */
const WAITED_FOR_MS = 2 * MINUTE;
/** And nothing waits longer than this, however much its author writes. */
const LONGEST_MS = 10 * MINUTE;
const LOOK_AGAIN_MS = SECOND;
/** A header is longer only where somebody means harm; and more mails that wait are not looked at. */
const HEADER = 16_384;
const MOST_MAILS = 500;

/**
 * An answer at the end of its undo window while a mail of its author is stored and not yet read, which may be `#undo`: the
 * mail is read first. Null: nothing is waited for; else when to look again.
 */
export async function waitsForAuthor(
  db: Queryable,
  mail: Pick<typeof outboundMail.$inferSelect, "id" | "purpose" | "createdAt">,
  now: Instant,
): Promise<Instant | null> {
  if (mail.purpose !== "answer") return null;
  const author = sql`${agents.id} in (select ${messages.agentId} from ${messages} where ${messages.outboundId} = ${mail.id})`;
  return waitsFor(db, author, mail.createdAt, now);
}

/**
 * Word that a case was handed on, while an answer to the customer has not left: they read first what somebody wrote. An
 * answer that has ended, sent or not, holds nothing up. Null: nothing is waited for.
 */
export async function waitsForAnswer(
  db: Queryable,
  { ticketId, once }: Pick<typeof outboundMail.$inferSelect, "ticketId" | "once">,
  now: Instant,
): Promise<Instant | null> {
  if (ticketId === null || !isHandedOnMail(once)) return null;
  const [answer] = await db
    .select({ state: outboundMail.state, dueAt: outboundMail.dueAt })
    .from(outboundMail)
    .where(
      and(
        eq(outboundMail.ticketId, ticketId),
        eq(outboundMail.purpose, "answer"),
        eq(outboundMail.audience, "customer"),
        isNotNull(outboundMail.dueAt),
      ),
    )
    .orderBy(asc(outboundMail.dueAt))
    .limit(1);
  if (answer === undefined) return null;
  const soon = plus(now, LOOK_AGAIN_MS);
  const { state, dueAt } = answer;
  return state === "submitting" || dueAt === null || dueAt < soon ? soon : dueAt;
}

/** As for an answer, for what an agent said to the customers on an incident. */
export function waitsForAgent(
  db: Queryable,
  agentId: string,
  since: Instant,
  now: Instant,
): Promise<Instant | null> {
  return waitsFor(db, eq(agents.id, agentId), since, now);
}

/** Whose a mail is nobody knows before it is read; one that names the author anywhere in its header is waited for. */
async function waitsFor(db: Queryable, author: SQL, since: Instant, now: Instant): Promise<Instant | null> {
  if (now - since > LONGEST_MS) return null;
  const oldest = iso(plus(now, -WAITED_FOR_MS));
  const waiting = sql`(select ${inboundMail.id} as id from ${inboundMail}
    where ${inboundMail.state} = 'stored' and ${inboundMail.dueAt} is not null
      and ${inboundMail.storedAt} > ${oldest}::timestamptz
    limit ${MOST_MAILS})`;
  const header = sql`lower(encode(substring(${rawChunks.bytes} from 1 for ${HEADER}), 'escape'))`;
  const [found] = await db
    .select({ id: agents.id })
    .from(agents)
    .where(
      sql`${author} and exists (select 1 from ${waiting} as w
        join ${rawChunks} on ${rawChunks.mail} = w.id and ${rawChunks.n} = 0
        where position(${agents.address} in ${header}) > 0)`,
    )
    .limit(1);
  return found === undefined ? null : plus(now, LOOK_AGAIN_MS);
}
