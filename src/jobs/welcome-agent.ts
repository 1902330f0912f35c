import { PRACTICE_ADDRESS, welcome, welcomeKey } from "../tickets/agents/practice.ts";
import type { DueRow, Ports } from "./ports.ts";

/** Writes the card and the practice ticket of a new agent, once; null: they have them, or are no agent. */
export async function welcomeAgent(
  ports: Pick<Ports, "promises" | "mint" | "transact">,
  agentId: string,
): Promise<{ readonly number: number; readonly due: readonly DueRow[] } | null> {
  return ports.transact(async (tx) => {
    const agent = (await tx.agents()).find(({ id }) => id === agentId);
    const key = welcomeKey({ id: agentId });
    await tx.lockConversations([key, PRACTICE_ADDRESS]);
    if (agent === undefined || (await tx.writtenOnce([key])).size > 0) return null;
    const promises = await ports.promises(await tx.policyInForce(tx.now));
    const [who, number] = [await tx.whoIs(PRACTICE_ADDRESS), await tx.nextTicketNumber()];
    const due = await tx.apply(welcome({ agent, who, number, promises, mint: ports.mint, now: tx.now }));
    return { number, due };
  });
}
