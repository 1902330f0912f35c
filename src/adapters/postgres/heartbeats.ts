import { eq } from "drizzle-orm";
import type { Instant } from "../../values/instant.ts";
import type { Queryable } from "./connect.ts";
import { heartbeats } from "./schema.ts";

/** `retention`: everything was looked through. */
export type HeartbeatName = "relay" | "retention";

/** Writes down that `name` ran. */
export async function beat(db: Queryable, name: HeartbeatName, owner: string, at: Instant): Promise<void> {
  await db
    .insert(heartbeats)
    .values({ name, at, owner })
    .onConflictDoUpdate({ target: heartbeats.name, set: { at, owner } });
}

/** When `name` last ran. Null: never. */
export async function lastBeat(db: Queryable, name: HeartbeatName): Promise<Instant | null> {
  const [row] = await db.select({ at: heartbeats.at }).from(heartbeats).where(eq(heartbeats.name, name));
  return row?.at ?? null;
}
