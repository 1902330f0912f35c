import type { Severity } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { PublishedFacts } from "../incident/vendor-notice.ts";
import type { NoticeFiles } from "../letters/notice-files.ts";
import type { SelfServiceWording } from "./wording-self-service.ts";
import type { UpstreamWording } from "./wording-upstream.ts";
import type { Came, TellsWhatWas, Words } from "./words.ts";

export interface NoticeFacts {
  readonly event: "opened" | "customer-wrote" | "reopened" | "held-unverified" | "wait-over" | "handed-over";
  readonly number: number;
  readonly subject: string;
  readonly customer: string;
  readonly requester: string;
  readonly kind: string | null;
  readonly service: string | null;
  /** What to mind for its kind and service, as the profile has it. */
  readonly guidance: readonly string[];
  readonly plan: string;
  readonly severity: Severity;
  /** The promise that is closest, in words and with the service time left; null: none is running. */
  readonly promise: { readonly dueAt: Instant; readonly leftMs: number } | null;
  readonly message: string;
  readonly files: NoticeFiles;
  /** The same as lines with the numbers that `#attach` takes. */
  readonly numbered: readonly string[];
  /** The message wishes for somebody above; lead and manager are told. */
  readonly asksManager: boolean;
  /** Other tickets that the message was written to as well, where it was not put; left out: none. */
  readonly alsoTo?: readonly number[];
  /** What triage proposes; null: nothing. */
  readonly proposed: string | null;
  /** A notice of the vendor's in it; null: none. */
  readonly notice: PublishedFacts | null;
  /** What is asked for can be done for some days only. */
  readonly urgent: boolean;
  readonly history: readonly TellsWhatWas[];
  readonly assignee: string | null;
  /** Where a reply goes; the ready mailto links are made from it. */
  readonly replyAddress: string;
}

export interface HeldFacts {
  readonly number: number;
  readonly subject: string;
  /** Whose ticket it is. */
  readonly customer: string;
  readonly sender: string;
  /** The customer that the sender belongs to, if it is another one. */
  readonly other: string | null;
  readonly by: "address" | "reply" | "tag";
  readonly message: string;
  readonly files: NoticeFiles;
  /** Lets just this sender join. */
  readonly allow: string;
  readonly replyAddress: string;
}

export interface ConfirmFacts {
  readonly number: number | null;
  /** What the mail would do, a line each. */
  readonly acts: readonly string[];
  readonly text: string;
  readonly until: Instant;
  readonly secret: string;
  readonly language: string;
  readonly replyAddress: string;
}

export interface AcknowledgementFacts {
  readonly number: number;
  readonly subject: string;
  readonly severity: Severity;
  readonly plan: string;
  readonly receivedAt: Instant;
  readonly dueAt: Instant | null;
  readonly language: string;
  readonly timeZone: string | null;
  /** They wish for somebody above, who is told. */
  readonly asksManager: boolean;
  /** Echo the subject only to a sender who proved to be one. */
  readonly proved: boolean;
}

export interface UndeliveredFacts {
  readonly number: number;
  readonly subject: string;
  readonly customer: string;
  readonly addresses: readonly string[];
  /** What the other server said. */
  readonly said: string;
  /** Writing there again is pointless. */
  readonly permanent: boolean;
  readonly isAnswer: boolean;
  /** Whether the report proved that it is about a mail of ours. */
  readonly sure: boolean;
  readonly someGotIt: boolean;
  /** The customer does not have the answer. */
  readonly owed: boolean;
}

export interface PromiseChangedFacts {
  readonly number: number;
  readonly language: string;
  readonly timeZone: string | null;
  readonly plan: string;
  readonly severity: Severity;
  readonly at: Instant;
  readonly owed: { readonly what: "answer" | "news"; readonly dueAt: Instant | null } | null;
  readonly solvedBy: Instant | null;
}

interface ListedTicket {
  readonly number: number;
  readonly subject: string;
  readonly severity: Severity;
  readonly customer: string;
  readonly isMine: boolean;
  readonly dueAt: Instant | null;
  readonly waitingUntil: Instant | null;
  readonly replyAddress: string;
}

export interface WorkListFacts {
  readonly at: Instant;
  readonly due: readonly (ListedTicket & { readonly leftMs: number })[];
  readonly waiting: readonly ListedTicket[];
  readonly held: readonly { readonly number: number; readonly subject: string }[];
  /** How many more there are. */
  readonly more: number;
  readonly digest: readonly string[];
}

/** The texts of a policy version: what the rules need said, whatever the language. */
export interface Wording extends SelfServiceWording, UpstreamWording {
  acknowledgement(facts: AcknowledgementFacts): Words;
  /** To somebody who belongs to no customer; asked: under the number of the ticket that was opened. */
  unknownSender(
    facts:
      | { readonly kind: "refused"; readonly language: string }
      | { readonly kind: "asked"; readonly number: number; readonly language: string },
  ): Words;
  notice(facts: NoticeFacts): Words;
  /** To agents: a mail is held on the ticket, and what may be done with it. */
  held(facts: HeldFacts): Words;
  receipt(facts: {
    /** Null: it answers no mail of theirs, and says nothing of one. */
    readonly came: Came | null;
    readonly number: number | null;
    readonly subject: string;
    readonly lines: readonly string[];
    readonly held: string | null;
    /** The answer that has not left yet. */
    readonly leaving: { readonly to: readonly string[]; readonly at: Instant } | null;
    readonly undoUntil: Instant | null;
    readonly links: readonly { readonly label: string; readonly body: string }[];
    readonly replyAddress: string;
  }): Words;
  missed(facts: {
    readonly number: number;
    readonly subject: string;
    readonly customer: string;
    readonly target: string;
    readonly severity: Severity;
    readonly dueAt: Instant | null;
    readonly plan: string;
    readonly breached: boolean;
    readonly assignee: string | null;
    /** Where a reply goes; null: no links, for whom they would not work. */
    readonly replyAddress: string | null;
  }): Words;
  /** To an agent: a mail of the desk's came back. */
  undelivered(facts: UndeliveredFacts): Words;
  /** To the customer: all that only they know, asked for at once. */
  questions(facts: {
    readonly number: number;
    readonly language: string;
    readonly questions: readonly string[];
  }): Words;
  /** To the customer, before a promise slips. */
  slip(facts: {
    readonly number: number;
    readonly language: string;
    readonly timeZone: string | null;
    readonly promisedAt: Instant | null;
  }): Words;
  /** To the lead: that mail, and the link that sends it. */
  slipOffer(facts: {
    readonly number: number;
    readonly customer: string;
    readonly target: string;
    readonly dueAt: Instant | null;
    readonly leftMs: number;
    readonly assignee: string | null;
    readonly mail: string;
    readonly replyAddress: string;
  }): Words;
  /** To the customer, when what is promised became later, or severity A. */
  promiseChanged(facts: PromiseChangedFacts): Words;
  /** To those who lead the desk: automatic mail to somebody has stopped. */
  muted(facts: {
    readonly key: string;
    readonly because: string;
    readonly until: Instant | null;
    readonly ticketNumbers: readonly number[];
  }): Words;
  /** To somebody in whose name a mail came that nothing proves: is it theirs? */
  confirm(facts: ConfirmFacts): Words;
  /** To lead and manager: a customer asked for them. */
  managerAsked(facts: {
    readonly number: number;
    readonly subject: string;
    readonly customer: string;
    readonly severity: Severity;
    readonly assignee: string | null;
    readonly message: string;
    /** Null: no links, for whom they would not work. */
    readonly replyAddress: string | null;
  }): Words;
  /** To the customer: that wish was passed on. */
  managerTold(facts: { readonly number: number; readonly language: string }): Words;
  /** To the customer: what work would cost, and how to accept it by reply. */
  priceOffer(facts: {
    readonly number: number;
    readonly language: string;
    readonly price: string;
    readonly what: string;
    readonly replyAddress: string;
  }): Words;
  /** To an agent: their work, the nearest promise first. */
  workList(facts: WorkListFacts): Words;
  /** To a new agent: the one-page card. */
  welcome(facts: {
    readonly name: string;
    readonly undoMs: number;
    /** Number of the ticket to practise on; null: there is none. */
    readonly practice: number | null;
  }): Words;
  /** Standing help for agents: the commands. */
  help(): Words;
}
