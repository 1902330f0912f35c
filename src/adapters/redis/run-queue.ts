import { UnrecoverableError, Worker } from "bullmq";
import { z } from "zod";
import type { Receipt, RowRef } from "../../jobs/ports.ts";
import type { QueueName } from "../../jobs/queues.ts";
import { type Log, tellable, withoutSecrets } from "../system/log.ts";
import { PREFIX, patient } from "./connection.ts";

const RowJob = z.object({ id: z.uuid(), generation: z.int().positive() });

export interface QueueOptions {
  readonly redisUrl: string;
  readonly concurrency: number;
  readonly log: Log;
  /** Writes down in the row that its job failed, and when to try again. */
  readonly onFailure: (row: RowRef, error: Error) => Promise<void>;
}

/**
 * Runs one job function under BullMQ. The job function knows nothing of queues.
 *
 * A returned receipt completes the job, whatever its outcome, and is logged. Whatever is thrown, and a worker that died
 * over the job twice, is written into the row by `onFailure`, which also decides when the row falls due again: BullMQ
 * never retries by itself.
 */
export function runQueue(
  queue: QueueName,
  work: (job: RowRef) => Promise<Receipt>,
  options: QueueOptions,
): Worker {
  const { log, onFailure } = options;
  const worker = new Worker(
    queue,
    async (job) => {
      const payload = RowJob.safeParse(job.data);
      if (!payload.success) throw new UnrecoverableError(z.prettifyError(payload.error));
      const started = performance.now();
      try {
        const receipt = await work(payload.data);
        log.info(
          { queue, row: payload.data.id, ms: Math.round(performance.now() - started), ...receipt },
          "done",
        );
        return receipt.outcome;
      } catch (error) {
        await onFailure(payload.data, error as Error);
        // BullMQ writes the message of a failure into Redis, where no mail content may go.
        throw new Error(withoutSecrets(tellable(error).message));
      }
    },
    {
      connection: patient(options.redisUrl),
      prefix: PREFIX,
      concurrency: options.concurrency,
      lockDuration: 15_000,
      stalledInterval: 5_000,
      maxStalledCount: 2,
      drainDelay: 5,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on("error", (error) => log.debug({ queue, err: error }, "queue connection"));
  worker.on("failed", (job, error) => {
    log.warn({ queue, row: RowJob.safeParse(job?.data).data?.id, err: error }, "failed");
    // A job whose worker died over it repeatedly never came through the catch above.
    const row = RowJob.safeParse(job?.data).data;
    if (row && error.message.includes("stalled")) onFailure(row, error).catch(() => {});
  });
  return worker;
}
