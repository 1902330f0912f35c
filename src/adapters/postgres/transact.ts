import { sql } from "drizzle-orm";
import type { UngatedTx } from "../../jobs/gate.ts";
import { fromMs, type Instant } from "../../values/instant.ts";
import { applyDecision } from "./apply.ts";
import * as automatic from "./automatic.ts";
import { casesOf } from "./cases.ts";
import * as confirmations from "./confirmations.ts";
import type { Db, Queryable } from "./connect.ts";
import { loadFiles, loadFilesOf } from "./conversation-files.ts";
import * as conversations from "./conversations.ts";
import * as due from "./due.ts";
import { loadEscalationRecords } from "./escalation-records.ts";
import * as handoffs from "./handoffs.ts";
import { loadHeld } from "./held-messages.ts";
import * as inbound from "./inbound.ts";
import * as incidents from "./incidents.ts";
import { openKnown } from "./known-in-tx.ts";
import * as outbound from "./outbound.ts";
import * as acts from "./outgoing-rows.ts";
import * as people from "./people.ts";
import * as reports from "./reports.ts";
import * as search from "./search.ts";
import { loadMessage, loadTicket, loadTicketByNumber } from "./ticket.ts";
import * as triage from "./triage.ts";
import { waitsForAgent } from "./waiting-mail.ts";
import * as work from "./work-list.ts";

/** What time it is: the transaction's, or a test's own. */
export type Clock = { readonly kind: "database" } | { readonly kind: "set"; readonly now: () => Instant };

export async function now(db: Queryable, clock: Clock): Promise<Instant> {
  if (clock.kind === "set") return clock.now();
  const [row] = await db.execute<{ ms: string }>(sql`select extract(epoch from now()) * 1000 as ms`);
  return fromMs(Number(row!.ms));
}

/**
 * Runs `act` in one transaction (read committed; rows that matter are locked by the loads). A connection that breaks
 * rolls it back; the caller's job is then tried again.
 */
export function transact<T>(db: Db, clock: Clock, act: (tx: UngatedTx) => Promise<T>): Promise<T> {
  const deskCount = deskCounts.get(db) ?? automatic.openDeskCount();
  deskCounts.set(db, deskCount);
  return db.transaction(async (transaction) =>
    act(openTx(transaction, await now(transaction, clock), deskCount)),
  );
}

/** One count a database and process. */
const deskCounts = new WeakMap<Db, automatic.DeskCount>();

function openTx(db: Queryable, at: Instant, deskCount: automatic.DeskCount): UngatedTx {
  const known = openKnown(db, at);
  return {
    now: at,
    desk: () => people.loadDesk(db),
    inbound: (id) => inbound.loadInbound(db, id),
    async lockConversations(keys) {
      await conversations.lockConversations(db, keys);
      known.forget();
    },
    claimIdentity: (hash, mail) => inbound.claimIdentity(db, hash, mail, at),
    unfinishedParent: (msgIds, mail) => inbound.unfinishedParent(db, msgIds, mail),
    evidence: (keys) => conversations.findEvidence(db, keys, at),
    confirmation: (secrets) => confirmations.findConfirmation(db, secrets),
    askedToConfirm: (address, ticketId) => confirmations.askedToConfirm(db, address, ticketId, at),
    whoIs: (address) => people.whoIs(db, address),
    boughtBy: (customerId) => triage.boughtBy(db, customerId),
    outboundTicket: (id) => acts.outboundTicket(db, id),
    lockOutbound: (id) => acts.lockOutbound(db, id),
    armOutbound: (id, decided, actor) => acts.armOutbound(db, id, decided, actor, at),
    isWithoutTicket: (msgIds) => work.isWithoutTicket(db, msgIds),
    noticeOf: (id) => due.noticeOf(db, id),
    rawMail: (id) => inbound.keptRaw(db, id),
    heldMessages: (ticketId) => loadHeld(db, ticketId),
    message: (id) => loadMessage(db, id),
    files: (ticketId) => loadFiles(db, handoffs.familyOf(ticketId)),
    filesOf: (messageId) => loadFilesOf(db, messageId),
    priceOffer: (id) => search.priceOffer(db, id),
    findCustomers: (words) => search.findCustomers(db, words),
    findTickets: (words) => search.findTickets(db, words),
    incident: (code) => incidents.loadIncident(db, code),
    openIncidents: () => incidents.openIncidents(db),
    waitingNews: (orders) => incidents.waitingNews(db, orders),
    waitsForAgent: (agentId, since) => waitsForAgent(db, agentId, since, at),
    casesOf: (address) => casesOf(db, address),
    workOf: (agentId, teams, known) => work.workOf(db, agentId, teams, known, at),
    listsMadeUp: (days) => work.madeUp(db, days),
    writtenOnce: (keys) => work.writtenOnce(db, keys),
    agents: known.agents,
    ticket: (id) => loadTicket(db, id),
    ticketByNumber: (number) => loadTicketByNumber(db, number),
    nextTicketNumber: () => conversations.nextTicketNumber(db),
    policyInForce: known.policyInForce,
    target: (id) => due.loadTarget(db, id),
    handoff: (id) => handoffs.handoffBrief(db, id),
    escalation: (id) => due.loadEscalation(db, id),
    finishEscalation: (id, state, because) => due.finishEscalation(db, id, state, because),
    claimEscalation: (id, leaseUntil) => due.claimEscalation(db, id, leaseUntil),
    saveDelivery: (work, delivery) => outbound.saveDelivery(db, work, delivery, at),
    postpone: (queue, id, until) => due.postpone(db, queue, id, until),
    sentMails: (keys, when) => reports.findSent(db, keys, when),
    lockSentMail: (id) => reports.lockSent(db, id),
    softFailures: (addresses, since) => reports.softFailures(db, addresses, since),
    undeliverable: (addresses) => reports.undeliverable(db, addresses),
    escalationRecords: (ticketId, customerId) => loadEscalationRecords(db, ticketId, customerId),
    automaticStandings: async (of) => automatic.automaticStandings(db, of, await deskCount(db, at), at),
    mute: (row) => automatic.mute(db, row),
    save(decision) {
      known.forget();
      return applyDecision(db, decision, at);
    },
  };
}
