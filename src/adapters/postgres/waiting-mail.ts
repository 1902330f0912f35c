import { eq, type SQL, sql } from "drizzle-orm";
import { type Instant, iso, MINUTE, plus, SECOND } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { agents, inboundMail, messages, type outboundMail, rawChunks } from "./schema.ts";

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

/** The same for what an agent said to the customers on an incident. */
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
