import { Queue } from "bullmq";
import type { DueRow } from "../../jobs/ports.ts";
import { QUEUES, type QueueName } from "../../jobs/queues.ts";
import type { Instant } from "../../values/instant.ts";
import type { Log } from "../system/log.ts";
import { impatient, PREFIX } from "./connection.ts";

export interface Publisher extends AsyncDisposable {
  /** Tells the workers of rows that are due, or soon will be. Best effort: what is lost here, the relay finds. */
  publish(rows: readonly DueRow[], now: Instant): Promise<{ readonly published: number }>;
  readonly queues: ReadonlyMap<QueueName, Queue>;
}

/**
 * Job ids are `<queue>.<row>.<generation>` for what is due and the same with `.timer` for what will be: a timer that waits
 * in Redis never stands in the way of the row once the database says it is due. Finished and failed jobs are removed at
 * once; what failed and why stands in the row.
 */
export function openPublisher(redisUrl: string, log: Log): Publisher {
  const queues = new Map(
    QUEUES.map((name) => {
      const queue = new Queue(name, {
        connection: impatient(redisUrl),
        prefix: PREFIX,
        skipWaitingForReady: true,
        defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      });
      queue.on("error", () => {});
      return [name, queue] as const;
    }),
  );
  let away = false;

  async function publish(rows: readonly DueRow[], now: Instant): Promise<{ published: number }> {
    const byQueue = Map.groupBy(rows, (row) => row.queue);
    try {
      await Promise.all(
        [...byQueue].map(([name, due]) => queues.get(name)!.addBulk(due.map((row) => jobOf(row, now)))),
      );
      if (away) log.info("redis is back");
      away = false;
      return { published: rows.length };
    } catch (error) {
      if (!away) log.warn({ err: error }, "redis is away; the relay goes on trying");
      away = true;
      return { published: 0 };
    }
  }

  return {
    publish,
    queues,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
    },
  };
}

function jobOf(row: DueRow, now: Instant) {
  const delay = Math.max(0, row.dueAt - now);
  const jobId = `${row.queue}.${row.id}.${row.generation}${delay > 0 ? ".timer" : ""}`;
  return {
    name: row.queue,
    data: { id: row.id, generation: row.generation },
    opts: { jobId, ...(delay > 0 ? { delay } : {}), ...(row.priority ? { priority: row.priority } : {}) },
  };
}
