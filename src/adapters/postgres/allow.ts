import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import type { Instant } from "../../values/instant.ts";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { audit, automaticMail, muted, undeliverableAddresses } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

/** One to whom no automatic mail goes. */
export interface Silenced {
  /** An address, a domain, or `*` for everybody. */
  readonly key: string;
  readonly kind: "address" | "system" | "desk" | "undeliverable" | "complaint";
  readonly because: string;
  readonly since: Instant;
  readonly until: Instant | null;
  /** Tickets the automatic mails were about. */
  readonly tickets: readonly number[];
}

/** Everybody to whom no automatic mail goes, the oldest first. */
export async function silenced(db: Db, clock: Clock): Promise<readonly Silenced[]> {
  const at = await now(db, clock);
  const [mutes, dead] = await Promise.all([
    db
      .select()
      .from(muted)
      .where(or(isNull(muted.until), gt(muted.until, at)))
      .orderBy(asc(muted.since)),
    db.select().from(undeliverableAddresses).orderBy(asc(undeliverableAddresses.at)),
  ]);
  return [
    ...mutes.map(({ evidence, ...row }) => ({ ...row, tickets: evidence as readonly number[] })),
    ...dead.map(({ address, because, at: since, complaint }) => ({
      ...{ key: address, because, since, until: null, tickets: [] },
      kind: complaint ? ("complaint" as const) : ("undeliverable" as const),
    })),
  ].toSorted((a, b) => a.since - b.since);
}

/**
 * Lets automatic mail go to an address or a domain again, or (`*`) everywhere. Its count starts anew, or the next mail would
 * mute it again. One transaction with its audit entry.
 *
 * @returns whether anything was in the way
 */
export function allow(db: Db, given: string, actor: string, clock: Clock): Promise<boolean> {
  const key = given.toLowerCase();
  return db.transaction(async (tx) => {
    const unmuted = await tx.delete(muted).where(eq(muted.key, key)).returning({ key: muted.key });
    const alive = await tx
      .delete(undeliverableAddresses)
      .where(eq(undeliverableAddresses.address, key))
      .returning({ key: undeliverableAddresses.address });
    if (unmuted.length + alive.length === 0) return false;
    await tx
      .delete(automaticMail)
      .where(
        key === "*"
          ? and(eq(automaticMail.response, true))
          : or(eq(automaticMail.address, key), eq(automaticMail.system, key)),
      );
    const at = await now(tx, clock);
    await tx
      .insert(audit)
      .values({ id: newId(), at, actor, action: "automatic-mail-allowed", detail: { to: key } });
    return true;
  });
}
