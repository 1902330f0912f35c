import type { Queue } from "bullmq";

/** Puts schedules into Redis, or back into it. One that is there already keeps its rhythm. */
export async function scheduleHousekeeping(
  queue: Queue,
  schedules: Readonly<Record<string, number>>,
): Promise<void> {
  const known = new Set((await queue.getJobSchedulers()).map(({ key }) => key));
  for (const [chore, every] of Object.entries(schedules)) {
    if (known.has(chore)) continue;
    await queue.upsertJobScheduler(
      chore,
      { every },
      { name: chore, opts: { removeOnComplete: true, removeOnFail: true } },
    );
  }
}
