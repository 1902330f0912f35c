import type { Receipt } from "../../jobs/ports.ts";
import { runRetention } from "../../jobs/run-retention.ts";
import type { Connection } from "../postgres/connect.ts";
import { beat } from "../postgres/heartbeats.ts";
import { retentionPorts } from "../postgres/retention.ts";
import { now } from "../postgres/transact.ts";
import type { RoleContext } from "./context.ts";

/** Chores take turns: what is left after this is for the next run. */
const MOST_MS = 10_000;

/** Deletes what is due, for a few seconds; writes down when everything was looked through. */
export async function keepAsPromised(
  connection: Connection,
  { clock, checkpoint, owner }: Pick<RoleContext, "clock" | "checkpoint" | "owner">,
): Promise<Receipt> {
  const begun = performance.now();
  const isOver = (): boolean => performance.now() - begun > MOST_MS;
  const ports = retentionPorts(connection, { clock, checkpoint, isOver, actor: "desk" });
  const receipt = await runRetention(ports);
  if (receipt.outcome === "kept") {
    await beat(connection.db, "retention", owner, await now(connection.db, clock));
  }
  return receipt;
}
