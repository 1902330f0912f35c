import { type Instant, MINUTE, plus, SECOND } from "../values/instant.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { DueRow, Receipt } from "./ports.ts";

/** Timers are put into Redis only this far ahead; what lies further waits in its row. */
export const AHEAD_MS = 10 * MINUTE;
/** A due row that nobody has taken up by then is published again: its job may have been lost with Redis. */
export const AGAIN_AFTER_MS = 5 * SECOND;

export interface RelayPorts {
  readonly checkpoint: Checkpoint;
  now(): Promise<Instant>;
  /** Rows due at `until` or before, most urgent first, at most `limit` a queue. */
  dueRows(until: Instant, limit: number): Promise<readonly DueRow[]>;
  publish(rows: readonly DueRow[]): Promise<{ readonly published: number }>;
}

/**
 * Finds what is due and what a lost job left behind, and publishes it. The rows are the outbox; this is what makes losing
 * Redis harmless. The memory of what was published lately only spares Redis: forgetting it costs duplicates, and twice
 * is once.
 */
export function openRelay(ports: RelayPorts, limit = 2000): () => Promise<Receipt> {
  let published = new Map<string, Instant>();

  return async function relayDue() {
    const now = await ports.now();
    const rows = await ports.dueRows(plus(now, AHEAD_MS), limit);
    await ports.checkpoint("relay.scanned");
    const fresh = rows.filter((row) => {
      const at = published.get(keyOf(row, now));
      return at === undefined || (row.dueAt <= now && at + AGAIN_AFTER_MS <= now);
    });
    const { published: count } = fresh.length > 0 ? await ports.publish(fresh) : { published: 0 };
    const remembered = count > 0 ? new Set(fresh.map((row) => keyOf(row, now))) : new Set<string>();
    published = new Map(
      rows.flatMap((row) => {
        const key = keyOf(row, now);
        const at = remembered.has(key) ? now : published.get(key);
        return at === undefined ? [] : [[key, at]];
      }),
    );
    await ports.checkpoint("relay.published");
    return { outcome: "relayed", due: rows.length, published: count };
  };
}

/** A timer and the row once due are told apart: both are published. */
function keyOf(row: DueRow, now: Instant): string {
  return `${row.queue}.${row.id}.${row.generation}.${row.dueAt <= now ? "due" : "timer"}`;
}
