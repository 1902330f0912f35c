import { parseCommands } from "../commands/parse.ts";
import type { EvidenceRow, Lead } from "../conversation/evidence.ts";
import { findThread } from "../conversation/thread.ts";
import { isDecoration } from "../mail/decoration.ts";
import type { Message } from "../mail/message.ts";
import { isTold, toldAnswer } from "../tickets/agents/told-answer.ts";
import { continueTicket } from "../tickets/arrival/continue-ticket.ts";
import { holdAndAsk } from "../tickets/arrival/hold-and-ask.ts";
import { keepAutomatic } from "../tickets/arrival/keep-only.ts";
import { managerAskedOn } from "../tickets/arrival/manager-asked.ts";
import { openTicket } from "../tickets/arrival/open-ticket.ts";
import { isRefused, refuseUnknown } from "../tickets/arrival/refuse-unknown.ts";
import { standingsOf } from "../tickets/arrival/standing.ts";
import { notNull } from "../tickets/arrival/thought.ts";
import { both, type Decision } from "../tickets/decision.ts";
import { answerPrice } from "../tickets/handoff/answer-price.ts";
import { upstreamLeg } from "../tickets/handoff/handoffs.ts";
import { openOffer } from "../tickets/handoff/price.ts";
import { receiveUpstream } from "../tickets/handoff/receive-upstream.ts";
import { customersLeg } from "../tickets/people-of.ts";
import type { AgentRow } from "../tickets/rows.ts";
import { NOBODY, type TicketState, type WhoIs } from "../tickets/state.ts";
import { type Arrived, settled } from "./arrived.ts";
import { decideAgentFirst, decideSeveral } from "./decide-agent-first.ts";
import { decideAgentMail } from "./decide-agent-mail.ts";
import { decideConfirmation } from "./decide-confirmation.ts";
import { decideCustomersWord, decideStatusList } from "./decide-customers-word.ts";
import { decideDirect } from "./decide-direct.ts";
import { decideReport, reportIn } from "./decide-report.ts";
import { decideSent } from "./decide-sent.ts";
import type { Ports, Tx } from "./ports.ts";
import { answeringFrom, promisesOf } from "./promises-of.ts";
import { noticeInLater, proposalFor } from "./propose-first.ts";
import { rosterFor, rosterNow } from "./roster-now.ts";
import { loadTickets } from "./survivor.ts";

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
  const leads = await tx.evidence(mail.keys);
  // A token that leads nowhere may be the secret of a question; so may a line that a reply quotes.
  const confirmation = await decideConfirmation(ports, tx, mail, leads);
  if (confirmation !== null) return confirmation;
  const states = await loadTickets(tx, leads);
  const direct = await decideDirect(ports, tx, mail, who, leads, states);
  if (direct !== null) return direct;
  const asAgent =
    who.agent !== null &&
    (leads.some(({ audience }) => audience === "agents") || ordersByNumber(mail, who.agent, leads));
  const thread = findThread(leads, standingsOf(states, message, who), asAgent);
  const { evidence } = thread;
  const told =
    who.agent === null && thread.kind !== "known" && states.get(answeredAgents(leads)?.ticketId ?? "");
  if (told) {
    const answer = { inboundId: work.id, receivedAt: work.receivedAt, reading, who, because: "", evidence };
    const { settings } = await rosterNow(ports, tx);
    if (isTold(answer, settings)) return toldAnswer(answer, told, ports.mint, tx.now);
  }
  if (thread.kind === "several" && who.agent)
    return decideSeveral(ports, tx, mail, who.agent, thread.numbers);
  if (thread.kind === "new" || thread.kind === "several") {
    const own = who.agent && (await decideAgentFirst(ports, tx, mail, who.agent));
    const list = own ?? (await decideStatusList(ports, tx, mail, who));
    return list ?? fresh(ports, tx, mail, { who, because: thread.because, evidence });
  }

  const lead = thread.kind === "undecided" ? thread.leads[0]! : thread.lead;
  const state = states.get(lead.ticketId)!;
  const { because } = thread;
  const joining = { inboundId: work.id, receivedAt: work.receivedAt, reading, who, because, evidence };
  const alsoTo = thread.kind === "known" ? thread.also : [];
  const { mint } = ports;
  // Somebody who is away answers a notice too; that is no answer to the customer.
  if (asAgent && origin.kind !== "person")
    return keepAutomatic(joining, state, legOf(state, lead), mint, tx.now);
  if (asAgent && who.agent)
    return decideAgentMail(ports, tx, mail, { ...joining, agent: who.agent }, lead, state);
  const [promises, roster] = [await promisesOf(ports, state), await rosterNow(ports, tx)];
  const theirs = upstreamLeg(state, lead.legId);
  if (theirs !== null) {
    const { by, minted } = lead;
    const ledBySecret = by === "token" || (by === "msg-id" && minted);
    const others = thread.kind === "undecided" ? thread.leads.slice(1) : [];
    const orOn = others.map(({ ticketId }) => states.get(ticketId)!);
    const upstream = { mail: joining, state, legId: theirs.id, ledBySecret, orOn, roster, promises };
    return receiveUpstream({ ...upstream, mint, now: tx.now });
  }
  const brings = reading.message.attachments.some((file) => !isDecoration(file));
  const customers = { ...joining, alsoTo, ...(brings ? { before: await tx.files(state.ticket.id) } : {}) };
  const closedFor = state.ticket.closedAt === null ? 0 : work.receivedAt - state.ticket.closedAt;
  const closedTooLong = closedFor > promises.closing.followUpReopensMs;
  if (thread.kind === "known") {
    const isElsewhere = lead.ticketId !== state.ticket.id || alsoTo.length > 0;
    const on = {
      mail: customers,
      state,
      legId: legOf(state, lead),
      roster,
      promises,
      isElsewhere,
      closedTooLong,
    };
    const done = await decideCustomersWord(ports, tx, mail, on);
    if (done !== null) return done;
  }
  if (closedTooLong) {
    const why = `follows up on #${state.ticket.number}, which has been closed for too long`;
    return fresh(ports, tx, mail, { who, because: why, evidence, isKnown: thread.kind === "known" });
  }
  const legId = legOf(state, lead);
  if (thread.kind === "unverified") {
    const hold = { mail: joining, by: lead.by, state, legId, roster, promises };
    return holdAndAsk({ ...hold, mint, now: tx.now });
  }
  const notice = await noticeInLater(tx, { reading, who, promises });
  const continuing = notice === null ? customers : { ...customers, vendorNotice: notice };
  const joined = continueTicket(continuing, state, legId, roster, promises, mint, tx.now);
  const deal = { mail: joining, state, promises, mint, now: tx.now };
  const wished = both(joined, managerAskedOn(deal, joined));
  const asked = openOffer(state.events);
  const offer = asked === null ? null : await tx.priceOffer(asked);
  const answered = answeredMails(leads, message);
  return offer === null ? wished : both(wished, answerPrice({ ...deal, roster, offer, answered }, wished));
}

/** The mails of ours that a mail answers: their tokens are in its addresses, or it names them as what it replies to. */
function answeredMails(leads: readonly EvidenceRow[], { inReplyTo }: Message): readonly string[] {
  return leads.flatMap(({ by, agreed, outboundId }) =>
    outboundId !== null && (by === "token" || inReplyTo.includes(agreed)) ? [outboundId] : [],
  );
}

/** The mail to agents that a mail answers, by a token or msg-id of it. */
function answeredAgents(leads: readonly EvidenceRow[]): EvidenceRow | undefined {
  return leads.find(({ audience, by }) => audience === "agents" && by !== "tag");
}

interface Fresh {
  readonly who: WhoIs;
  readonly because: string;
  readonly evidence: readonly Lead[];
  /** The sender has had a ticket with us already. */
  readonly isKnown?: boolean;
}

async function fresh(ports: Ports, tx: Tx, mail: Arrived, opened: Fresh): Promise<Decision> {
  const { who, because, evidence, isKnown = false } = opened;
  const { work, reading } = mail;
  const { origin } = reading;
  if (origin.kind !== "person") return settled(work.id, "suppressed", `automatic mail: ${origin.because}`);
  if (work.folderRole === "junk" && who.contact === null && who.customer === null) {
    return settled(work.id, "suppressed", "in Junk, and its sender is unknown");
  }
  const version = await tx.policyInForce(work.receivedAt);
  // The first mailbox is the desk's own: it answers from the address that customers read in the policy.
  const deskAddress = work.deskAddress === (ports.deskAddress ?? work.deskAddress) ? null : work.deskAddress;
  const promises = answeringFrom(await ports.promises(version), deskAddress);
  // Imported mail is old: nobody is told by machine that it has come, unless the operator asked for that.
  const mayAutoReply = origin.mayAutoReply && work.acknowledge;
  const asOpened = { ...reading, origin: { ...origin, mayAutoReply } };
  // Imported mail is part of the past, and what somebody released was decided by a person.
  const mayRefuse = work.acknowledge && !work.released && !isKnown;
  if (mayRefuse && isRefused(who, promises))
    return refuseUnknown({ inboundId: work.id, reading: asOpened }, promises, ports.mint, tx.now);
  const number = await tx.nextTicketNumber();
  const arrived = { inboundId: work.id, receivedAt: work.receivedAt, reading: asOpened };
  const thought = await proposalFor(ports, tx, { reading, who, promises, at: work.receivedAt });
  const opening = { ...arrived, who, number, because, evidence, ...notNull(thought) };
  const decision = openTicket(opening, await rosterFor(ports, tx), promises, ports.mint, tx.now);
  return decision.opened ? { ...decision, opened: { ...decision.opened, deskAddress } } : decision;
}

/**
 * A ready link of a notice, where the mailbox knows no plus-addresses, is a new mail with a ticket's number and commands. With
 * proof it is the agent's; a number alone is nothing to act on.
 */
function ordersByNumber({ reading }: Arrived, agent: AgentRow, leads: readonly EvidenceRow[]): boolean {
  if (leads.length !== 1 || leads[0]!.by !== "tag" || reading.forward !== null) return false;
  if (reading.authentication.proved?.address.toLowerCase() !== agent.address) return false;
  const request = parseCommands(reading.split.visible);
  return request.kind === "request" && request.commands.some(({ name }) => name !== "new");
}

/** The conversation a lead means: its own, or after a merge the customer's of the ticket that stayed. */
function legOf(state: TicketState, { legId }: EvidenceRow): string {
  return state.legs.some(({ id }) => id === legId) ? legId : customersLeg(state);
}
