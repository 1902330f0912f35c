import { openRelay } from "../../jobs/relay-due.ts";
import { withAdvisoryLock } from "../postgres/advisory-lock.ts";
import { connect } from "../postgres/connect.ts";
import { dueRows } from "../postgres/due.ts";
import { beat } from "../postgres/heartbeats.ts";
import { now } from "../postgres/transact.ts";
import { openPublisher } from "../redis/publish.ts";
import { every } from "../system/every.ts";
import type { Role } from "./context.ts";

const RELAY_LOCK = 7_210_462;
const EVERY_MS = 1000;
/** How often it is written down that the relay runs. */
const BEAT_MS = 5000;

/** Scans for due rows each second. On several nodes the one that holds the lock does. */
export const relayRole: Role = async (context) => {
  const { clock, log, checkpoint } = context;
  const connection = connect(context.databaseUrl, 5);
  const publisher = openPublisher(context.redisUrl, log);
  const relay = openRelay({
    checkpoint,
    now: () => now(connection.db, clock),
    dueRows: (until, limit) => dueRows(connection.db, until, limit),
    async publish(rows) {
      return publisher.publish(rows, await now(connection.db, clock));
    },
  });
  let beatAt = Number.NEGATIVE_INFINITY;
  const run = async (): Promise<void> => {
    await relay();
    if (performance.now() - beatAt < BEAT_MS) return;
    await beat(connection.db, "relay", context.owner, await now(connection.db, clock));
    beatAt = performance.now();
  };
  const timer = every(EVERY_MS, log, "relay", () => withAdvisoryLock(connection.sql, RELAY_LOCK, run));
  return {
    async [Symbol.asyncDispose]() {
      await timer[Symbol.asyncDispose]();
      await publisher[Symbol.asyncDispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
};
