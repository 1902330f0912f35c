import { closeResolvedTickets } from "../../jobs/close-resolved.ts";
import type { Receipt } from "../../jobs/ports.ts";
import { receiptOf } from "../../jobs/reconcile.ts";
import { resumeWaiting } from "../../jobs/resume-waiting.ts";
import { sendWorkLists } from "../../jobs/work-lists.ts";
import { openPorts } from "../ports.ts";
import { forgetAutomatic } from "../postgres/automatic.ts";
import { preparePartitions } from "../postgres/partitions.ts";
import { now } from "../postgres/transact.ts";
import { runSchedules } from "../redis/run-schedules.ts";
import { scheduleHousekeeping } from "../redis/schedule.ts";
import { every } from "../system/every.ts";
import { watchForAlarms } from "./alarms.ts";
import type { Role } from "./context.ts";
import { reconcileDesk } from "./reconcile.ts";
import { keepAsPromised } from "./retention.ts";

const UPKEEP_MS = 15_000;

/** What is done now and then, each at most this often. */
export const SCHEDULES = {
  "close-resolved": 60_000,
  "resume-waiting": 60_000,
  "work-lists": 60_000,
  "prepare-partitions": 6 * 3_600_000,
  reconcile: 15 * 60_000,
  "forget-automatic": 3_600_000,
  retention: 10 * 60_000,
} as const;
export type Chore = keyof typeof SCHEDULES;

/** Runs the chores. Their schedules live in Redis and are put there again by a process timer, should Redis lose them. */
export const housekeepingRole: Role = async (context) => {
  const ports = openPorts(context, { connections: 5 });
  const chores: Readonly<Record<Chore, () => Promise<Receipt>>> = {
    "close-resolved": () => closeResolvedTickets(ports),
    "resume-waiting": () => resumeWaiting(ports),
    // A sandbox is looked at for minutes, and its agents are on shift round the clock: `#list` shows it.
    "work-lists": async () => (context.sandbox ? { outcome: "sandbox" } : sendWorkLists(ports)),
    "prepare-partitions": () => preparePartitions(ports.connection.sql),
    reconcile: async () => {
      const done = await reconcileDesk(ports.connection, context, { publish: ports.publish });
      return done === null ? { outcome: "elsewhere" } : receiptOf(done);
    },
    "forget-automatic": async () => ({
      outcome: "forgotten",
      mails: await forgetAutomatic(ports.connection.db, await now(ports.connection.db, context.clock)),
    }),
    retention: () => keepAsPromised(ports.connection, context),
  };
  const worker = runSchedules(chores, context);
  const often = context.choresEveryMs;
  const schedules = Object.fromEntries(Object.entries(SCHEDULES).map(([chore, ms]) => [chore, often ?? ms]));
  const upkeep = every(UPKEEP_MS, context.log, "schedules", () =>
    scheduleHousekeeping(ports.publisher.queues.get("housekeeping")!, schedules),
  );
  const alarms = watchForAlarms(ports.connection, context);
  return {
    async [Symbol.asyncDispose]() {
      await alarms[Symbol.asyncDispose]();
      await upkeep[Symbol.asyncDispose]();
      await worker.close();
      await ports[Symbol.asyncDispose]();
    },
  };
};
