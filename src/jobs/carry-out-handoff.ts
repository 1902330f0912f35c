import { wakeHandoff } from "../tickets/handoff/wake-handoff.ts";
import type { LeftBehind, OutgoingFile, WakeHandoff } from "../tickets/handoff/woken-handoff.ts";
import { keptContents } from "./carry-files.ts";
import type { DueRow, Ports, Receipt, RowRef } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { survivorOf } from "./survivor.ts";

/**
 * Carries out, reminds of or ends a handoff that is due. Everything it leads to is saved in one transaction with the row's next
 * state: mails leave by the replies queue, so dying anywhere, or doing it twice, makes one handoff. The ticket is locked first, as
 * everywhere. This is the port that further ways (a vendor's interface) come behind: another `Route`, carried out here.
 */
export async function carryOutHandoff(ports: Ports, row: RowRef): Promise<Receipt> {
  const along = await loadFiles(ports, row.id);
  const { due, receipt } = await ports.transact(async (tx): Promise<Done> => {
    const brief = await tx.handoff(row.id);
    const state = brief && (await survivorOf(tx, brief.ticketId));
    const handoff = state?.handoffs.find(({ id }) => id === row.id);
    if (!state || !handoff) return { due: [], receipt: { outcome: "stale", because: "no such row" } };
    const ticket = { ticket: state.ticket.id };
    if (handoff.generation !== row.generation)
      return { due: [], receipt: { outcome: "stale", because: "armed again", ...ticket } };
    const [pinned, inForce] = [await promisesOf(ports, state), await tx.policyInForce(tx.now)];
    // People and partners come and go: whom it concerns, and who is written to, is said by the settings in force now.
    const { teams, partners } = await ports.promises(inForce);
    const promises = { ...pinned, teams, partners };
    const agents = await tx.agents();
    const woken = wakeHandoff({ handoff, state, promises, agents, ...along, mint: ports.mint, now: tx.now });
    const receipt: Receipt = { outcome: woken.kind, because: woken.because, ...ticket };
    if (woken.kind === "early")
      return { due: [await tx.postpone("escalations", row.id, woken.until)], receipt };
    if (woken.kind === "stale") {
      await tx.apply({ handoffs: [{ id: row.id, set: {}, dueAt: null }] });
      return { due: [], receipt };
    }
    const due = await tx.apply(woken.decision);
    await ports.checkpoint("escalations.decided");
    return { due, receipt };
  });
  await ports.checkpoint("escalations.committed");
  await ports.publish(due);
  return receipt;
}

interface Done {
  readonly due: readonly DueRow[];
  readonly receipt: Receipt;
}

/**
 * Files that go along, read before the transaction: those of the ticket itself that were looked through. `#escalate` has refused what no
 * mail holds; what cannot go along any more is told.
 */
function loadFiles(ports: Ports, id: string): Promise<Pick<WakeHandoff, "files" | "leftBehind">> {
  return ports.transact(async (tx) => {
    const { files: rows = [], wanted = 0 } = (await tx.handoff(id)) ?? {};
    const contentOf = await keptContents(tx, rows);
    const files: OutgoingFile[] = [];
    const lost: LeftBehind["lost"][number][] = [];
    for (const { filename, contentType, ...kept } of rows) {
      const content = contentOf(kept);
      if (typeof content === "string") lost.push({ file: { filename }, because: content });
      else files.push({ filename, contentType, content, contentId: null, inline: false });
    }
    return { files, leftBehind: { lost, others: wanted - rows.length } };
  });
}
