import type { Standing } from "../conversation/standing.ts";
import { findThread } from "../conversation/thread.ts";
import { directAnswer } from "../tickets/agents/direct-answer.ts";
import type { Decision } from "../tickets/decision.ts";
import { directUpstream } from "../tickets/handoff/written-upstream.ts";
import { NOBODY } from "../tickets/state.ts";
import { mintedDomain } from "../values/msg-id-domain.ts";
import { type Arrived, settled } from "./arrived.ts";
import type { Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { loadTickets } from "./survivor.ts";

/**
 * A mail in the Sent folder: the desk's own, or one that somebody wrote in the mailbox itself. Only who may sign in to
 * the mailbox can put it there, so any lead to a ticket carries. It never opens a ticket and is never answered.
 */
export async function decideSent(ports: Ports, tx: Tx, mail: Arrived): Promise<Decision> {
  const { work, reading, keys } = mail;
  const { message } = reading;
  const minted = `@${mintedDomain(work.deskAddress)}>`;
  if (message.messageId?.toLowerCase().endsWith(minted)) {
    return settled(work.id, "duplicate", "the desk's own mail, as the Sent folder keeps it");
  }
  const leads = await tx.evidence(keys);
  const states = await loadTickets(tx, leads);
  const standings = new Map<string, Standing>(
    [...states].map(([id, { ticket }]) => [
      id,
      { number: ticket.number, belongs: true, related: true, sameSubject: true },
    ]),
  );
  const direct = directUpstream(leads, states, message);
  const thread =
    direct.kind === "one" ? { ...direct, kind: "known" as const } : findThread(leads, standings, true);
  const state = thread.kind === "known" ? states.get(thread.lead.ticketId) : undefined;
  if (state === undefined || thread.kind !== "known") {
    return settled(work.id, "sent-by-agent", `sent from the mailbox itself: ${thread.because}`);
  }
  const who = message.from ? await tx.whoIs(message.from.address) : NOBODY;
  const { because, evidence } = thread;
  const joining = { inboundId: work.id, receivedAt: work.receivedAt, reading, who, because, evidence };
  return directAnswer(joining, state, thread.lead.legId, await promisesOf(ports, state), ports.mint, tx.now);
}
