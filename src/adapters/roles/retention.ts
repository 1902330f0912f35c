import type { Receipt } from "../../jobs/ports.ts";
import { runRetention } from "../../jobs/run-retention.ts";
import { HOUR, plus } from "../../values/instant.ts";
import type { Connection } from "../postgres/connect.ts";
import { beat, lastBeat } from "../postgres/heartbeats.ts";
import { retentionPorts } from "../postgres/retention.ts";
import { now } from "../postgres/transact.ts";
import type { RoleContext } from "./context.ts";

/** Chores take turns: what is left after this is for the next run. */
const MOST_MS = 10_000;
/** Once everything was looked through: periods are days, and what is kept need not be looked at again at once. */
const REST_MS = HOUR;

/** Deletes what is due, for a few seconds; writes down when everything was looked through. */
export async function keepAsPromised(
  connection: Connection,
  { clock, checkpoint, owner }: Pick<RoleContext, "clock" | "checkpoint" | "owner">,
): Promise<Receipt> {
  const looked = await lastBeat(connection.db, "retention");
  const at = await now(connection.db, clock);
  if (looked !== null && at < plus(looked, REST_MS)) return { outcome: "resting" };
  const begun = performance.now();
  const isOver = (): boolean => performance.now() - begun > MOST_MS;
  const ports = retentionPorts(connection, { clock, checkpoint, isOver, actor: "desk" });
  const receipt = await runRetention(ports);
  if (receipt.outcome === "kept") {
    await beat(connection.db, "retention", owner, await now(connection.db, clock));
  }
  return receipt;
}
