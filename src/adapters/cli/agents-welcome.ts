import { welcomeAgent } from "../../jobs/welcome-agent.ts";
import type { Db } from "../postgres/connect.ts";
import { deskJobs } from "../postgres/desk-jobs.ts";
import { versionInForce } from "../postgres/policy-versions.ts";
import { desk } from "../postgres/schema.ts";
import { now } from "../postgres/transact.ts";

/** Writes a new agent's card and practice ticket; says what came of it. The mails are sent like any other, when they may. */
export async function welcomeNew(db: Db, agentId: string): Promise<string> {
  const clock = { kind: "database" } as const;
  const [row] = await db.select().from(desk).limit(1);
  const policy = await versionInForce(db, await now(db, clock));
  if (row === undefined || policy === null)
    return "No welcome mail: the desk has not been started yet. Add them again once it has.";
  if (row.endpoints === "sandbox") return "No welcome mail: this is the sandbox.";
  const welcomed = await welcomeAgent(deskJobs(db), agentId);
  if (welcomed === null) return "They were welcomed before: no second card.";
  const when = row.shadow ? "wait until the desk is live (answerable go)" : "are on their way";
  return `The card and the practice ticket #${welcomed.number} ${when}.`;
}
