import type { EvidenceKeys, EvidenceRow } from "../conversation/evidence.ts";
import type { ReportKeys, SentLead } from "../conversation/reported.ts";
import type { KnownFile } from "../escalation/files.ts";
import type { EscalationRecords } from "../escalation/records.ts";
import type { Authentication, Reading, Receiver } from "../mail/reading.ts";
import type { ArmedOutgoing, OutgoingMail } from "../ops/outgoing-act.ts";
import type { Mute, Standing } from "../outbound/budget.ts";
import type { Delivery, SubmitOutcome } from "../outbound/delivery.ts";
import type { SentMail, UndeliverableAddress } from "../outbound/sent-mail.ts";
import type { FoundTicket, RepliedTo, World } from "../tickets/acts/world.ts";
import type { AskedBefore } from "../tickets/agents/ask-to-confirm.ts";
import type { Bought } from "../tickets/arrival/triage-first.ts";
import type { HookCall, HookOutcome } from "../tickets/clock/hook-call.ts";
import type { Decision, EmptiedBecause } from "../tickets/decision.ts";
import type { PriceAsked } from "../tickets/handoff/answer-price.ts";
import type { MessageFile } from "../tickets/letters/carried-files.ts";
import type { Mint } from "../tickets/letters/write-mail.ts";
import type { CaseRows } from "../tickets/promises/case-of.ts";
import type { Promises } from "../tickets/promises/promises.ts";
import type { AgentDay, CustomerRow, MessageRow } from "../tickets/rows.ts";
import type { TicketState, WhoIs } from "../tickets/state.ts";
import type { RosterAgent } from "../tickets/team/roster.ts";
import type { Work } from "../tickets/team/work-list.ts";
import type { Known } from "../triage/propose.ts";
import type { Instant } from "../values/instant.ts";
import type { Checkpoint } from "./checkpoints.ts";
import type { IncidentTx } from "./incident-ports.ts";
import type { RowQueue } from "./queues.ts";
import type {
  ActedOn,
  Claim,
  Confirmation,
  DeskFacts,
  DueRow,
  EscalationWork,
  HandoffBrief,
  InboundWork,
  OutboundWork,
  RowRef,
  StandingsOf,
} from "./work.ts";

export type * from "./work.ts";

/** One transaction on the desk. Everything it saves is there after it, or nothing is. */
export interface Tx extends IncidentTx {
  /** The transaction's time. */
  readonly now: Instant;
  desk(): Promise<DeskFacts>;
  inbound(id: string): Promise<InboundWork | null>;
  /** Serializes work on conversations; keys are taken in sorted order. */
  lockConversations(keys: readonly string[]): Promise<void>;
  /** First to bring this mail, or the mail that was; emptied: why the content of that one is gone, null: it is not. */
  claimIdentity(
    hash: Uint8Array,
    mail: string,
  ): Promise<{ readonly first: boolean; readonly mail: string; readonly emptied: EmptiedBecause | null }>;
  /** A mail with one of these msg-ids that is stored and not yet processed, other than `mail`. */
  unfinishedParent(msgIds: readonly string[], mail: string): Promise<boolean>;
  evidence(keys: EvidenceKeys): Promise<readonly EvidenceRow[]>;
  whoIs(address: string): Promise<WhoIs>;
  /** What a customer has bought through us. */
  boughtBy(customerId: string): Promise<readonly Bought[]>;
  /** The question that one of the secrets belongs to, locked. */
  confirmation(secrets: readonly string[]): Promise<Confirmation | null>;
  /** How often an address was asked to confirm a mail within a day: at all, and about this ticket (null: about none). */
  askedToConfirm(address: string, ticketId: string | null): Promise<AskedBefore>;
  /** The ticket of a mail out; null: none, undefined: no such mail. */
  outboundTicket(id: string): Promise<string | null | undefined>;
  /** A mail out, locked: after its ticket, as everywhere. */
  lockOutbound(id: string): Promise<(OutgoingMail & ActedOn) | null>;
  /** Carries out what was decided about a mail out; whoever had claimed it saves nothing any more. */
  armOutbound(id: string, decided: ArmedOutgoing, actor: string): Promise<void>;
  /** Whether one of these msg-ids is of a mail of ours to agents that belongs to no ticket. */
  isWithoutTicket(msgIds: readonly string[]): Promise<boolean>;
  /** What the desk wrote in a mail of its own, and when. */
  noticeOf(id: string): Promise<RepliedTo | null>;
  /** What is held on a ticket and those merged into it, the oldest first; bounded. */
  heldMessages(ticketId: string): Promise<NonNullable<World["held"]>>;
  /** A message of a ticket, however old. */
  message(id: string): Promise<MessageRow | null>;
  /** Those who answer, with their absences that are not over. */
  agents(): Promise<readonly RosterAgent[]>;
  /** A price that was shown to a customer. */
  priceOffer(id: string): Promise<PriceAsked | null>;
  /** Open work of an agent and of teams, and of tickets whose team is none of `known`; null: not of those. */
  workOf(agentId: string, teams: readonly string[], known: readonly string[] | null): Promise<Work>;
  /** Those of some agents' days whose work list was made up. */
  listsMadeUp(days: readonly AgentDay[]): Promise<readonly AgentDay[]>;
  /** Those of some once-only mails that are written already. */
  writtenOnce(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Customers that words may mean. */
  findCustomers(words: string): Promise<readonly CustomerRow[]>;
  /** Tickets that have all the words. */
  findTickets(words: string): Promise<readonly FoundTicket[]>;
  /** The open tickets an address gets mail about, bounded; `more`: how many were left out. */
  casesOf(address: string): Promise<{ readonly cases: readonly CaseRows[]; readonly more: number }>;
  /** Locks the ticket's row. Null: no such ticket. */
  ticket(id: string): Promise<TicketState | null>;
  ticketByNumber(number: number): Promise<TicketState | null>;
  nextTicketNumber(): Promise<number>;
  /** The policy version that a ticket is promised whose mail arrived then. */
  policyInForce(at: Instant): Promise<string>;
  target(id: string): Promise<{ readonly ticketId: string; readonly generation: number } | null>;
  escalation(id: string): Promise<EscalationWork | null>;
  /** The ticket a handoff was opened for, and the files that go along while it waits to be sent; null: no handoff. Not locked. */
  handoff(id: string): Promise<HandoffBrief | null>;
  finishEscalation(id: string, state: "told" | "cancelled" | "failed", because: string): Promise<void>;
  /** Makes the row due again at the end of the lease: its new generation is the fence. `attempts`: this one included. */
  claimEscalation(
    id: string,
    leaseUntil: Instant,
  ): Promise<{ readonly generation: number; readonly attempts: number }>;
  /** Null: another claim has taken the mail over since. */
  saveDelivery(work: OutboundWork, delivery: Delivery): Promise<DueRow | "done" | null>;
  postpone(queue: RowQueue, id: string, until: Instant): Promise<DueRow>;
  /** Mails of ours that a report received at `at` may be about; by recipient only if nothing surer leads to one. */
  sentMails(keys: ReportKeys, at: Instant): Promise<readonly SentLead[]>;
  /** The mail's row, locked: a submission that ends meanwhile is waited for. */
  lockSentMail(id: string): Promise<SentMail | null>;
  /** How many mails failed for the time being since then, by lower-case address. */
  softFailures(addresses: readonly string[], since: Instant): Promise<ReadonlyMap<string, number>>;
  /** Those of the addresses to which mail came back. */
  undeliverable(addresses: readonly string[]): Promise<readonly UndeliverableAddress[]>;
  /** What is written down for escalating a ticket; entitlements are locked. */
  escalationRecords(ticketId: string, customerId: string | null): Promise<EscalationRecords>;
  automaticStandings(of: StandingsOf): Promise<ReadonlyMap<string, Standing>>;
  /** Stops automatic mail; first: it was not stopped already. */
  mute(mute: Mute): Promise<{ readonly first: boolean; readonly ticketNumbers: readonly number[] }>;
  /** The files of a ticket's conversation with its customer and of notes in it, the oldest first. Of no mail that is held. */
  files(ticketId: string): Promise<readonly KnownFile[]>;
  /** The files of one message, whoever vouches for it. */
  filesOf(messageId: string): Promise<readonly MessageFile[]>;
  /** The bytes of a kept mail, read in this transaction; null: they are gone. */
  rawMail(id: string): Promise<Uint8Array | null>;
  apply(decision: Decision): Promise<readonly DueRow[]>;
}

/** The world as jobs see it. */
export interface Ports {
  readonly mint: Mint;
  /** The words of triage; left out: nothing is proposed. */
  readonly triage?: Known | undefined;
  /** Of the desk's first mailbox; what came to another is answered from there. Left out: there is one. */
  readonly deskAddress?: string;
  readonly checkpoint: Checkpoint;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Best effort, after a commit; never throws. */
  publish(rows: readonly DueRow[]): Promise<void>;
  /** A mail to be processed, not locked. */
  inbound(id: string): Promise<InboundWork | null>;
  rawMail(id: string): Promise<Uint8Array>;
  read(bytes: Uint8Array, receiver: Receiver): Promise<Reading>;
  /** Our own check of a sender, for mailboxes whose provider proves nothing. */
  proveSender(bytes: Uint8Array, fromAddress: string): Promise<Authentication>;
  /** The promises of a published policy version, compiled. */
  promises(version: string): Promise<Promises>;
  claimOutbound(row: RowRef): Promise<Claim>;
  /** The message stream of a claimed mail is about to begin. */
  markStreaming(work: OutboundWork): Promise<void>;
  submit(work: OutboundWork, beforeStream: () => Promise<void>): Promise<SubmitOutcome>;
  /** Whether the provider itself shows this mail in Sent; false also where nobody can tell. Absent: nobody can. */
  inSent?(work: OutboundWork): Promise<boolean>;
  /** Tells a webhook of the ladder; left out where nothing can leave. Never throws. */
  callHook?(call: HookCall): Promise<HookOutcome>;
  /** 0 to 1, for spreading retries. */
  jitter(): number;
}
