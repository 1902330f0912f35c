import { type Delivery, decideDelivery, type SubmitOutcome } from "../outbound/delivery.ts";
import { holdBackSlip, isSlipMail } from "../tickets/clock/slip.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { type AfterDelivery, afterDelivery, concernsTicket } from "../tickets/delivery/after-delivery.ts";
import { mustTell, tellNotSent } from "../tickets/delivery/tell-not-sent.ts";
import { failHandoff, notDelivered } from "../tickets/handoff/fail-handoff.ts";
import type { TicketState } from "../tickets/state.ts";
import type { OutboundWork, Ports, Receipt, RowRef, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { ticketOfMail } from "./survivor.ts";

/** What sending needs of the world. */
export type SendPorts = Pick<
  Ports,
  | "mint"
  | "checkpoint"
  | "transact"
  | "publish"
  | "promises"
  | "claimOutbound"
  | "markStreaming"
  | "submit"
  | "inSent"
  | "jitter"
>;

/** Answers of people are worth one marked repeat when nobody knows whether they arrived; nothing else is. */
const REPEATABLE = new Set(["answer"]);

/**
 * Sends one mail: claim, submit the stored bytes, save what came of it.
 *
 * The claim is committed first and its lease is longer than any submission, so that no two workers submit the same mail.
 * If the last claim died after its message stream had begun, the mail is `unsure` and is not simply sent again.
 */
export async function sendMail(ports: SendPorts, row: RowRef): Promise<Receipt> {
  const claim = await ports.claimOutbound(row);
  if (claim.kind === "paced") await ports.publish([claim.due]);
  if (claim.kind !== "claimed") return { outcome: claim.kind, because: claim.because };
  await ports.checkpoint("replies.claimed");

  const work = claim.mail;
  if (claim.previous === "clean" && isSlipMail(work.once)) {
    const withdrawn = await withdraw(ports, work);
    if (withdrawn !== null) return withdrawn;
  }
  const outcome: SubmitOutcome =
    claim.previous === "died-streaming"
      ? { kind: "unsure", because: "the process died while the message was being submitted" }
      : await submitOnce(ports, work);
  await ports.checkpoint("replies.submitted");

  const receipt = await save(ports, work, outcome);
  await ports.checkpoint("replies.saved");
  return receipt;
}

/** A repeat is not needed where the provider's own Sent folder shows that the first copy was taken. */
async function submitOnce(ports: SendPorts, work: OutboundWork): Promise<SubmitOutcome> {
  if (work.repeats > 0 && (await ports.inSent?.(work))) {
    return { kind: "accepted", reply: "found in the provider's Sent folder", refused: [] };
  }
  return ports.submit(work, async () => {
    await ports.markStreaming(work);
    await ports.checkpoint("replies.streaming");
  });
}

/** A ticket is loaded only where what became of the mail is news for it: most mails just arrive. */
function save(ports: SendPorts, work: OutboundWork, outcome: SubmitOutcome): Promise<Receipt> {
  const repeatable = REPEATABLE.has(work.purpose);
  return settle(ports, work, async (tx) => {
    const delivery = decideDelivery({ ...work, repeatable }, outcome, tx.now, ports.jitter());
    return { delivery, state: concernsTicket(work, delivery) ? await ticketOf(tx, work) : null };
  }) as Promise<Receipt>;
}

/** Word of a delay may have waited its turn for long: whether it is still true is asked when it is about to leave. */
function withdraw(ports: SendPorts, work: OutboundWork): Promise<Receipt | null> {
  return settle(ports, work, async (tx) => {
    const state = await ticketOf(tx, work);
    const delivery = state && holdBackSlip(state, work, tx.now);
    return delivery && { delivery, state: concernsTicket(work, delivery) ? state : null };
  });
}

async function ticketOf(tx: Tx, { ticketId, purpose }: OutboundWork): Promise<TicketState | null> {
  return ticketId === null ? null : ticketOfMail(tx, ticketId, purpose);
}

/** What became of a mail, with its ticket (locked) if that is to hear of it; null: nothing has been decided. */
type Decide = (tx: Tx) => Promise<{ readonly delivery: Delivery; readonly state: TicketState | null } | null>;

/** Saves what became of a mail, and what that means for its ticket. */
async function settle(ports: SendPorts, work: OutboundWork, decide: Decide): Promise<Receipt | null> {
  const { due, receipt } = await ports.transact(async (tx) => {
    // Locks are taken in the same order everywhere: the ticket first, its mails after.
    const decided = await decide(tx);
    if (decided === null) return { due: [], receipt: null };
    const { delivery, state } = decided;
    const saved = await tx.saveDelivery(work, delivery);
    if (saved === null)
      return { due: [], receipt: { outcome: "overtaken", because: "another claim took it over" } };
    const rows = state === null ? [] : await tellTicket(ports, tx, { state, work, delivery });
    const receipt: Receipt = { outcome: delivery.state, purpose: work.purpose, attempt: work.attempts };
    return { due: saved === "done" ? rows : [...rows, saved], receipt };
  });
  await ports.publish(due);
  return receipt;
}

interface News extends Pick<AfterDelivery, "state" | "delivery"> {
  readonly work: OutboundWork;
}

async function tellTicket(ports: SendPorts, tx: Tx, { state, work, delivery }: News) {
  const promises = await promisesOf(ports, state);
  const after = { state, promises, work, delivery, now: tx.now, mint: ports.mint };
  const decision = afterDelivery(after);
  const told = mustTell(work, delivery) ? tellNotSent({ ...after, agents: await tx.agents() }) : {};
  const failed = isLost(work, delivery) ? await failing(tx, after, decision) : {};
  return tx.apply([told, failed].reduce(both, decision));
}

function isLost({ purpose }: OutboundWork, { state }: Delivery): boolean {
  return purpose === "upstream" && state === "failed";
}

async function failing(tx: Tx, after: AfterDelivery & { work: OutboundWork }, { events = [] }: Decision) {
  const state = { ...after.state, events: [...after.state.events, ...events] };
  const writerId = state.answers.find(({ id }) => id === after.work.id)?.agentId ?? null;
  const lost = { ...after.work, recipients: after.delivery.recipients, writerId };
  const fail = { ...after, state, lost, agents: await tx.agents() };
  return both(failHandoff(fail) ?? {}, notDelivered(fail));
}
