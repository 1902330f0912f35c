import type { EvidenceKeys, EvidenceRow } from "../conversation/evidence.ts";
import { findThread, type Standing } from "../conversation/thread.ts";
import type { Reading } from "../mail/reading.ts";
import { continueTicket, holdUnverified } from "../tickets/continue-ticket.ts";
import type { Decision } from "../tickets/decision.ts";
import { openTicket } from "../tickets/open-ticket.ts";
import { belongsTo, customersLeg } from "../tickets/people-of.ts";
import { isStranger, refuseUnknown } from "../tickets/refuse-unknown.ts";
import type { TicketState, WhoIs } from "../tickets/state.ts";
import { decideAgentFirst } from "./decide-agent-first.ts";
import { decideAgentMail } from "./decide-agent-mail.ts";
import { decideReport, reportIn } from "./decide-report.ts";
import { decideSent } from "./decide-sent.ts";
import type { InboundWork, Ports, Tx } from "./ports.ts";
import { answeringFrom, promisesOf } from "./promises-of.ts";
import { settled } from "./receive-mail.ts";

export interface Arrived {
  readonly work: InboundWork;
  readonly reading: Reading & { readonly kind: "message" };
  readonly bytes: Uint8Array;
  readonly keys: EvidenceKeys;
}

const MOST_MERGES = 20;
export const NOBODY: WhoIs = { agent: null, contact: null, customer: null };

/** Loads what the rules need to know of a mail's conversation and sender, and asks the rule it is a case for. */
export async function decideMail(ports: Ports, tx: Tx, mail: Arrived): Promise<Decision> {
  const { work, reading } = mail;
  const { origin, message } = reading;
  if (work.folderRole === "sent") return decideSent(ports, tx, mail);
  const report = reportIn(reading);
  if (report !== null) return decideReport(ports, tx, mail, report);
  if (origin.kind === "own")
    return settled(work.id, "suppressed", `our own mail came back: ${origin.because}`);
  const who = message.from ? await tx.whoIs(message.from.address) : NOBODY;
  const evidence = await tx.evidence(mail.keys);
  const states = await loadTickets(tx, evidence);
  const asAgent = who.agent !== null && evidence.some(({ audience }) => audience === "agents");
  const thread = findThread(evidence, standings(states, message.from?.address ?? "", who), asAgent);
  if (thread.kind === "new") {
    const own = who.agent && (await decideAgentFirst(ports, tx, mail, who.agent));
    return own ?? fresh(ports, tx, mail, who, thread.because);
  }

  const state = states.get(thread.lead.ticketId)!;
  const joining = { inboundId: work.id, receivedAt: work.receivedAt, reading, who, because: thread.because };
  const { mint } = ports;
  if (asAgent && who.agent)
    return decideAgentMail(ports, tx, mail, { ...joining, agent: who.agent }, thread.lead, state);
  if (thread.kind === "unverified")
    return holdUnverified(joining, state, legOf(state, thread.lead), mint, tx.now);
  const promises = await promisesOf(ports, state);
  const closedFor = state.ticket.closedAt === null ? 0 : work.receivedAt - state.ticket.closedAt;
  if (closedFor > promises.closing.followUpReopensMs) {
    return fresh(
      ports,
      tx,
      mail,
      who,
      `follows up on #${state.ticket.number}, which has been closed for too long`,
      true,
    );
  }
  return continueTicket(joining, state, legOf(state, thread.lead), await tx.agents(), promises, mint, tx.now);
}

/** @param isKnown  the sender has had a ticket with us already */
async function fresh(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  who: WhoIs,
  because: string,
  isKnown = false,
): Promise<Decision> {
  const { work, reading } = mail;
  const { origin } = reading;
  if (origin.kind !== "person") return settled(work.id, "suppressed", `automatic mail: ${origin.because}`);
  if (work.folderRole === "junk" && who.contact === null && who.customer === null) {
    return settled(work.id, "suppressed", "in Junk, and its sender is unknown");
  }
  const [agents, version] = await Promise.all([tx.agents(), tx.policyInForce(work.receivedAt)]);
  // The first mailbox is the desk's own: it answers from the address that customers read in the policy.
  const deskAddress = work.deskAddress === (ports.deskAddress ?? work.deskAddress) ? null : work.deskAddress;
  const promises = answeringFrom(await ports.promises(version), deskAddress);
  // Imported mail is old: nobody is told by machine that it has come, unless the operator asked for that.
  const mayAutoReply = origin.mayAutoReply && work.acknowledge;
  const opened = { ...reading, origin: { ...origin, mayAutoReply } };
  // Imported mail is part of the past, and what somebody released was decided by a person.
  const mayRefuse = promises.unknownSender === "refuse" && work.acknowledge && !work.released && !isKnown;
  if (mayRefuse && isStranger(who))
    return refuseUnknown({ inboundId: work.id, reading: opened }, promises, ports.mint, tx.now);
  const number = await tx.nextTicketNumber();
  const opening = { inboundId: work.id, receivedAt: work.receivedAt, reading: opened, who, number, because };
  const decision = openTicket(opening, agents, promises, ports.mint, tx.now);
  return decision.opened ? { ...decision, opened: { ...decision.opened, deskAddress } } : decision;
}

/** The tickets that leads point to, locked in the order of their ids; a merged one leads on to its survivor. */
export async function loadTickets(
  tx: Tx,
  evidence: readonly EvidenceRow[],
): Promise<ReadonlyMap<string, TicketState>> {
  const states = new Map<string, TicketState>();
  for (const id of [...new Set(evidence.map(({ ticketId }) => ticketId))].sort()) {
    const state = await survivorOf(tx, id);
    if (state) states.set(id, state);
  }
  return states;
}

/** Follows merges to the ticket that stayed; bounded, and a ring would end where it began. */
async function survivorOf(tx: Tx, id: string): Promise<TicketState | null> {
  let state = await tx.ticket(id);
  for (let hops = 0; hops < MOST_MERGES && state !== null && state.ticket.mergedInto !== null; hops++) {
    state = await tx.ticket(state.ticket.mergedInto);
  }
  return state;
}

/** The conversation a lead means: its own, or after a merge the customer's of the ticket that stayed. */
function legOf(state: TicketState, { legId }: EvidenceRow): string {
  return state.legs.some(({ id }) => id === legId) ? legId : customersLeg(state);
}

function standings(
  states: ReadonlyMap<string, TicketState>,
  from: string,
  who: WhoIs,
): ReadonlyMap<string, Standing> {
  return new Map(
    [...states].map(([ticketId, state]) => [
      ticketId,
      { ticketId, belongs: belongsTo(state, from, who), mergedInto: state.ticket.mergedInto },
    ]),
  );
}
