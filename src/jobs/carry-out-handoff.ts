import { MAIL_LIMIT } from "../escalation/files.ts";
import { attachmentContent } from "../mail/attachment-content.ts";
import type { OutgoingFile } from "../tickets/send-handoff.ts";
import { wakeHandoff } from "../tickets/wake-handoff.ts";
import type { DueRow, Ports, Receipt, RowRef } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { survivorOf } from "./survivor.ts";

/**
 * Carries out, reminds of or ends a handoff that is due. Everything it leads to is saved in one transaction with the row's next
 * state: mails leave by the replies queue, so dying anywhere, or doing it twice, makes one handoff. The ticket is locked first, as
 * everywhere. This is the port that further ways (a vendor's interface) come behind: another `Route`, carried out here.
 */
export async function carryOutHandoff(ports: Ports, row: RowRef): Promise<Receipt> {
  const files = await loadFiles(ports, row.id);
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
    const woken = wakeHandoff({ handoff, state, promises, agents, files, mint: ports.mint, now: tx.now });
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
 * Files that go along, read before the transaction: those of the ticket itself that were looked through. `#escalate` refuses what no mail
 * holds, so that the bounds here cut nothing; a file whose mail is gone by now stays behind, and the ledger counts those that left.
 */
async function loadFiles(ports: Ports, id: string): Promise<readonly OutgoingFile[]> {
  const rows = await ports.transact(async (tx) => (await tx.handoff(id))?.files ?? []);
  const files: OutgoingFile[] = [];
  let left = MAIL_LIMIT.bytes;
  for (const { mail, part, filename, contentType } of rows.slice(0, MAIL_LIMIT.files)) {
    const content = attachmentContent(await ports.rawMail(mail), part);
    if (content === null || content.length > left) continue;
    left -= content.length;
    files.push({ filename, contentType, content, contentId: null, inline: false });
  }
  return files;
}
