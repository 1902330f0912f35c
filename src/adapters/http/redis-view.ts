import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { QUEUE_NAMES, type QueueName } from "./queue-names.ts";

export interface RedisQueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

export type RedisState =
  | { readonly kind: "up"; readonly queues: ReadonlyMap<QueueName, RedisQueueCounts> }
  | { readonly kind: "away"; readonly because: string };

/** Redis as an onlooker: nothing here waits for it longer than a page may take, or needs it. */
export interface RedisView extends AsyncDisposable {
  readonly queues: readonly Queue[];
  /** Null: it answers. */
  ping(): Promise<string | null>;
  state(): Promise<RedisState>;
}

const PATIENCE_MS = 1500;

export function openRedisView(url: string, prefix: string | undefined): RedisView {
  const redis = new Redis(url.startsWith("unix:") ? url.slice("unix:".length) : url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: PATIENCE_MS,
    connectTimeout: PATIENCE_MS,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  redis.on("error", () => {});
  const queues = QUEUE_NAMES.map((name) => {
    const queue = new Queue(name, {
      connection: redis,
      ...(prefix === undefined ? {} : { prefix }),
    });
    queue.on("error", () => {});
    return queue;
  });

  return {
    queues,
    async ping() {
      try {
        await redis.ping();
        return null;
      } catch (error) {
        return reason(error);
      }
    },
    async state() {
      try {
        await redis.ping();
        const counts = await within(PATIENCE_MS, Promise.all(queues.map(countsOf)));
        return { kind: "up", queues: new Map(counts) };
      } catch (error) {
        return { kind: "away", because: reason(error) };
      }
    },
    async [Symbol.asyncDispose]() {
      await within(PATIENCE_MS, Promise.allSettled(queues.map((queue) => queue.close()))).catch(() => {});
      redis.disconnect();
    },
  };
}

/** BullMQ waits for its first connection for as long as that takes; pages do not. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function countsOf(queue: Queue): Promise<[QueueName, RedisQueueCounts]> {
  const counts = await queue.getJobCounts("waiting", "prioritized", "active", "delayed");
  const of = (state: string): number => counts[state] ?? 0;
  return [
    queue.name as QueueName,
    { waiting: of("waiting") + of("prioritized"), active: of("active"), delayed: of("delayed") },
  ];
}

/** The driver's words name hosts, not people; they are cut all the same. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.includes("isn't writeable") ? "no connection" : text.slice(0, 200);
}
