import { Worker } from "bullmq";
import type { Receipt } from "../../jobs/ports.ts";
import type { Log } from "../system/log.ts";
import { PREFIX, patient } from "./connection.ts";

/** Runs chores of the housekeeping queue by name, one at a time. */
export function runSchedules(
  chores: Readonly<Record<string, () => Promise<Receipt>>>,
  { redisUrl, log }: { readonly redisUrl: string; readonly log: Log },
): Worker {
  const worker = new Worker(
    "housekeeping",
    async (job) => {
      const chore = chores[job.name];
      if (!chore) return;
      const receipt = await chore();
      log.debug({ queue: "housekeeping", chore: job.name, ...receipt }, "done");
    },
    {
      connection: patient(redisUrl),
      prefix: PREFIX,
      concurrency: 1,
      lockDuration: 60_000,
      stalledInterval: 30_000,
      drainDelay: 5,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on("error", (error) => log.debug({ queue: "housekeeping", err: error }, "queue connection"));
  worker.on("failed", (job, error) =>
    log.warn({ queue: "housekeeping", chore: job?.name, err: error }, "failed"),
  );
  return worker;
}
