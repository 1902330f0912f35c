import type { Draft } from "../mail/compose.ts";
import type { UndeliverableAddress } from "../outbound/sent-mail.ts";
import type { Instant } from "../values/instant.ts";
import type { Json } from "../values/json.ts";
import type { DebitRow, DiagnosisRow, RefundRow } from "./escalation-rows.ts";
import type { PriceOfferRow } from "./handoff/price.ts";
import type { CaseNumberRow, HandoffChange, NewHandoff } from "./handoff-rows.ts";
import type { IncidentChange, IncidentLinkRow } from "./incident/incident.ts";
import type { Standing } from "./incident/incident-ledger.ts";
import type { Carried, LostFile } from "./letters/carried-files.ts";
import type {
  AttachmentRow,
  AutomaticRow,
  ContactRow,
  DigestRow,
  EscalationRow,
  EventRow,
  LegRow,
  MessageIdRow,
  MessageRow,
  OutboundRow,
  ParticipantRow,
  ProposalRow,
  RatingRow,
  ReportRow,
  TargetRow,
  TicketRow,
  TokenRow,
  WorkListRow,
} from "./rows.ts";
import type { TimeEntryRow } from "./time-entry.ts";
import type { Words } from "./words/words.ts";

/** A mail to be rendered once and stored, then sent. */
export type MailDraft = Omit<OutboundRow, "bytes"> & {
  readonly draft: Draft;
  /** Files of mails that the desk keeps, to be attached before it is rendered. */
  readonly carried?: Carried;
  /** It is kept and never sent; why. */
  readonly cancelled?: string;
  /** Why it waits for its author; it leaves when released. */
  readonly held?: string;
  /** To agents: its words where a mail to the customer in the same decision is held back, given why. */
  readonly unheard?: (because: string, lost: readonly LostFile[]) => Words;
  /** A direct answer to a customer's own word: its ticket's budget of automatic mail neither counts nor stops it. */
  readonly answersWord?: true;
};

/** A question to an address, by the hash of the secret that its mail holds. */
export interface ConfirmationRow {
  readonly hash: Uint8Array;
  /** The mail that waits. */
  readonly inboundId: string;
  readonly address: string;
  readonly agentId: string | null;
  readonly ticketId: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Why the content of a mail is gone: a class of desk.yaml's `retention`, its ticket's, or somebody's wish. */
export const EMPTIED_BECAUSE = [
  "rawMail",
  "automaticMail",
  "quarantine",
  "closedTickets",
  "erasure",
] as const;
export type EmptiedBecause = (typeof EMPTIED_BECAUSE)[number];

/** What became of an inbound mail; each ends in exactly one. */
export type Disposition =
  | "opened-ticket"
  | "added-to-ticket"
  | "command"
  | "delivery-report"
  | "automatic"
  | "duplicate"
  | "sent-by-agent"
  | "suppressed"
  | "held-unverified"
  | "quarantined"
  | "dismissed"
  | "before-start"
  | "vanished";

/**
 * The rows and events that a rule wants saved, all of them in one transaction or none. New mails and escalations are
 * due when they say; targets when they wake.
 */
export interface Decision {
  readonly settled?: {
    readonly inboundId: string;
    readonly disposition: Disposition;
    readonly because: string;
    readonly ticketId: string | null;
  };
  /** A mail whose content was deleted has come again: the bytes that came go, too. */
  readonly emptied?: { readonly inboundId: string; readonly because: EmptiedBecause };
  /** What the mail that is answered was about, where it opened no ticket: so that machines which ask so are recognised. */
  readonly answered?: string;
  readonly contacts?: readonly ContactRow[];
  readonly opened?: TicketRow;
  readonly changed?: { readonly id: string; readonly set: Partial<Omit<TicketRow, "id" | "number">> };
  readonly legs?: readonly LegRow[];
  readonly participants?: readonly ParticipantRow[];
  readonly messages?: readonly MessageRow[];
  readonly attachments?: readonly AttachmentRow[];
  readonly messageIds?: readonly MessageIdRow[];
  readonly tokens?: readonly TokenRow[];
  readonly events?: readonly EventRow[];
  readonly mails?: readonly MailDraft[];
  readonly targets?: readonly TargetRow[];
  readonly rungsTold?: readonly {
    readonly targetId: string;
    readonly rung: string;
    readonly goalVersion: number;
    readonly toldAt: Instant;
  }[];
  readonly escalations?: readonly EscalationRow[];
  readonly handoffsOpened?: readonly NewHandoff[];
  readonly handoffs?: readonly HandoffChange[];
  /** Numbers that were learnt; one that is known stays as it is. */
  readonly caseNumbers?: readonly CaseNumberRow[];
  /** Rungs that somebody answered for. */
  readonly acknowledged?: readonly {
    readonly id: string;
    readonly at: Instant;
    /** Null: somebody whom only desk.yaml names. */
    readonly agentId: string | null;
  }[];
  /** Prices shown to the customer, and what they said to them. */
  readonly pricesOffered?: readonly PriceOfferRow[];
  readonly pricesAnswered?: readonly {
    readonly id: string;
    readonly accepted: boolean;
    readonly messageId: string;
    readonly at: Instant;
  }[];
  /** Beside `changed`: other tickets that are touched, each locked by its load. */
  readonly others?: readonly {
    readonly id: string;
    readonly set: Partial<Omit<TicketRow, "id" | "number">>;
  }[];
  readonly messageChanges?: readonly {
    readonly id: string;
    readonly set: Partial<
      Pick<MessageRow, "ticketId" | "legId" | "direction" | "visibleText" | "unverified">
    >;
  }[];
  /** Messages that went to another ticket: what leads to them, also as a notice about them, leads there now. */
  readonly moved?: readonly {
    readonly messageId: string;
    readonly msgId: string | null;
    readonly from: string;
    readonly to: { readonly ticketId: string; readonly legId: string };
  }[];
  /** Questions whether a mail is somebody's; their mails are among `mails`. */
  readonly confirmations?: readonly ConfirmationRow[];
  /** A question that was answered with yes: the mail it was about is processed again. */
  readonly confirmed?: { readonly hash: Uint8Array; readonly inboundId: string };
  /** The mail whose earlier messages are taken away first: it was kept while it waited to be confirmed. */
  readonly replaced?: string;
  /** Mails that have not been claimed: where one has been meanwhile, nothing of the decision is saved. */
  readonly mailChanges?: readonly {
    readonly id: string;
    readonly to: "ready" | "cancelled";
    readonly because: string;
    readonly dueAt: Instant | null;
  }[];
  /** People of a leg as they shall be, new or known. */
  readonly people?: readonly ParticipantRow[];
  /** A contact's customer, learnt. */
  readonly belongs?: readonly { readonly contactId: string; readonly customerId: string }[];
  /** What was learnt of contacts from their mails; what somebody set stays. */
  readonly learnt?: readonly {
    readonly contactId: string;
    readonly language: string | null;
    readonly timeZone: string | null;
  }[];
  readonly reports?: readonly ReportRow[];
  /** What the gate let through. */
  readonly automatic?: readonly AutomaticRow[];
  /** A mail of ours that failed for some of its recipients after it was accepted; wholly: for all of them. */
  readonly cameBack?: {
    readonly id: string;
    readonly because: string;
    readonly recipients: OutboundRow["recipients"];
    readonly wholly: boolean;
  };
  readonly remembered?: readonly UndeliverableAddress[];
  /** Addresses that proved to be alive, lower case. Complaints stay. */
  readonly forgotten?: readonly string[];
  /** What triage thought of a first mail. */
  readonly proposed?: readonly ProposalRow[];
  /** Somebody looked at what triage proposed: what they say instead. The first look is kept, corrections add up. */
  readonly sorted?: readonly {
    readonly ticketId: string;
    readonly at: Instant;
    /** Null: an operator. */
    readonly agentId: string | null;
    readonly corrected: Readonly<Record<string, string>>;
  }[];
  /** How tickets stand to published incidents, and whether these go on; an incident nobody knew is written down. */
  readonly incidentLinks?: readonly IncidentLinkRow[];
  readonly incidentChanges?: readonly IncidentChange[];
  /** How tickets stood to incidents before somebody said otherwise by mistake; null: nothing was known of it. */
  readonly incidentsRestored?: readonly {
    readonly incident: string;
    readonly ticketId: string;
    readonly standing: Standing | null;
  }[];
  /** Words of incidents that are not told after all: rows of work that the act holds locked. */
  readonly newsCancelled?: readonly string[];
  readonly timeEntries?: readonly TimeEntryRow[];
  /** Replaces an earlier one of the same ticket. */
  readonly rating?: RatingRow;
  /** Agents to whom the rules gave a ticket: their turn is over. */
  readonly tookTurn?: readonly { readonly agentId: string; readonly at: Instant }[];
  /** What was found out about a ticket, as it stands now. */
  readonly diagnosis?: DiagnosisRow;
  /** Units taken for handoffs, once each. */
  readonly debits?: readonly DebitRow[];
  /** What handoffs took is given back, if they took anything: nobody upstream has got them, or by the rules of their vehicle. */
  readonly refunds?: readonly RefundRow[];
  /** Handoffs whose units count as taken again: giving them back was a mistake. */
  readonly retaken?: readonly string[];
  /** Lines for the next digests of agents who want receipts once a day; and those whose lines up to then were mailed. */
  readonly digest?: readonly DigestRow[];
  readonly digested?: readonly { readonly agentId: string; readonly until: Instant }[];
  /** Work lists that were made up; where one of the same agent and day is there, nothing of the decision is saved. */
  readonly workLists?: readonly WorkListRow[];
  /** What somebody did to the desk itself, written down with the rest. */
  readonly audit?: readonly { readonly actor: string; readonly action: string; readonly detail: Json }[];
}

/** Two decisions about the same ticket as one; single-valued parts of the later win. */
export function both(first: Decision, second: Decision): Decision {
  const merged: Record<string, unknown> = { ...first };
  for (const [part, value] of Object.entries(second)) {
    const before = merged[part];
    merged[part] = Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value;
  }
  if (first.changed && second.changed) {
    merged["changed"] = { id: second.changed.id, set: { ...first.changed.set, ...second.changed.set } };
  }
  return merged as Decision;
}
