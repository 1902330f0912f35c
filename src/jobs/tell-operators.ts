import { HOUR, type Instant, plus, SECOND } from "../values/instant.ts";
import type { Receipt } from "./ports.ts";

export interface OperatorNotice {
  readonly id: string;
  readonly once: string;
  readonly code: string;
  readonly text: string;
  readonly data: unknown;
  readonly createdAt: Instant;
  readonly told: readonly string[];
  readonly attempts: number;
}

/** A way to operators that needs nothing of the desk's own. */
export interface Channel {
  readonly name: "webhook" | "mail";
  /** Resolves once it is taken; throws with a reason that holds no secret. */
  tell(notice: OperatorNotice): Promise<void>;
}

export interface TellPorts {
  now(): Promise<Instant>;
  readonly channels: readonly Channel[];
  dueNotices(limit: number): Promise<readonly OperatorNotice[]>;
  saveTold(
    id: string,
    saved: {
      readonly told: readonly string[];
      readonly dueAt: Instant | null;
      readonly lastError: string | null;
    },
  ): Promise<void>;
}

const BATCH = 20;
const FIRST_WAIT_MS = 30 * SECOND;
const MOST_ATTEMPTS = 20;

/**
 * Tells operators what is due over every channel that has not taken it yet. What a channel refuses is tried again after
 * half a minute, then ever more seldom, up to an hour, twenty times. A process that dies between a channel's yes and the
 * note of it tells twice: the notice's own key lets a receiver see that.
 */
export async function tellOperators(ports: TellPorts): Promise<Receipt> {
  if (ports.channels.length === 0) return { outcome: "silent", because: "no channel is set" };
  let told = 0;
  let failed = 0;
  for (const notice of await ports.dueNotices(BATCH)) {
    const outcome = await tellOne(ports.channels, notice);
    const spent = notice.attempts + 1 >= MOST_ATTEMPTS;
    const waitMs = Math.min(HOUR, FIRST_WAIT_MS * 2 ** Math.min(notice.attempts, 10));
    const again = outcome.lastError !== null && !spent;
    await ports.saveTold(notice.id, { ...outcome, dueAt: again ? plus(await ports.now(), waitMs) : null });
    if (outcome.lastError === null) told++;
    else failed++;
  }
  return { outcome: "told", told, failed };
}

async function tellOne(channels: readonly Channel[], notice: OperatorNotice) {
  const waiting = channels.filter(({ name }) => !notice.told.includes(name));
  const results = await Promise.allSettled(waiting.map((channel) => channel.tell(notice)));
  const taken = waiting.filter((_, n) => results[n]!.status === "fulfilled").map(({ name }) => name);
  const errors = waiting.flatMap(({ name }, n) => {
    const result = results[n]!;
    return result.status === "rejected" ? [`${name}: ${(result.reason as Error).message}`.slice(0, 300)] : [];
  });
  return { told: [...notice.told, ...taken], lastError: errors.length === 0 ? null : errors.join("; ") };
}
