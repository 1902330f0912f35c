import { and, eq, sql } from "drizzle-orm";
import { newId } from "../system/ids.ts";
import type { Db } from "./connect.ts";
import { audit, desk, outboundMail } from "./schema.ts";
import { type Clock, now } from "./transact.ts";

export interface GoLive {
  /** What becomes of mail that was written while nothing could leave. */
  readonly held: "send" | "drop";
  readonly actor: string;
  readonly clock: Clock;
}

export type WentLive =
  | { readonly kind: "live"; readonly sent: number; readonly dropped: number }
  | { readonly kind: "already"; readonly because: string };

const madeInShadow = and(eq(outboundMail.state, "held"), eq(outboundMail.because, "shadow"));

/** What `go` would do: how many mails are held because of the shadow, by what they are. */
export async function heldInShadow(
  db: Db,
): Promise<readonly { readonly purpose: string; readonly mails: number }[]> {
  return db
    .select({ purpose: outboundMail.purpose, mails: sql<number>`count(*)::int` })
    .from(outboundMail)
    .where(madeInShadow)
    .groupBy(outboundMail.purpose)
    .orderBy(outboundMail.purpose);
}

/** Takes the desk out of shadow. One transaction: the switch, what becomes of the held mail, and the audit entry. */
export function goLive(db: Db, { held, actor, clock }: GoLive): Promise<WentLive> {
  return db.transaction(async (tx) => {
    const at = await now(tx, clock);
    const [row] = await tx.select().from(desk).for("update");
    if (!row) return { kind: "already", because: "there is no desk yet: start it once first" };
    if (!row.shadow) return { kind: "already", because: "the desk is live already" };
    await tx.update(desk).set({ shadow: false, shadowBecause: "" }).where(eq(desk.id, row.id));
    const set =
      held === "send"
        ? { state: "ready" as const, because: "released by go", dueAt: at }
        : { state: "cancelled" as const, because: "dropped by go", dueAt: null };
    const touched = await tx
      .update(outboundMail)
      .set({ ...set, generation: sql`${outboundMail.generation} + 1` })
      .where(madeInShadow)
      .returning({ id: outboundMail.id });
    const detail = { held, mails: touched.length };
    await tx.insert(audit).values({ id: newId(), at, actor, action: "go", detail });
    return {
      kind: "live",
      sent: held === "send" ? touched.length : 0,
      dropped: held === "drop" ? touched.length : 0,
    };
  });
}
