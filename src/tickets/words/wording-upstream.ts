import type { Packet } from "../../escalation/handoff.ts";
import type { Severity } from "../../sla/event.ts";
import type { Instant } from "../../values/instant.ts";
import type { IncidentUpdate } from "../incident/incident.ts";
import type { NoticeFiles } from "../letters/notice-files.ts";
import type { TellsWhatWas, Words } from "./words.ts";

interface About {
  readonly number: number;
  /** The title of what was handed on, or the ticket's subject. */
  readonly subject: string;
  /** Their number of it; empty: not known. */
  readonly caseNumber: string;
}

interface ToAgents extends About {
  readonly partner: string;
  readonly customer: string;
  readonly replyAddress: string;
}

export interface UpstreamNoticeFacts extends ToAgents {
  readonly sender: string;
  /** Why the mail does not count; null: it does. */
  readonly held: string | null;
  /** It is not with them any more: there is nothing to take back. */
  readonly isOver: boolean;
  /** Numbers of other tickets that it may belong to. */
  readonly orOn: readonly number[];
  /** They gave it back. */
  readonly unable: boolean;
  readonly severity: Severity;
  readonly promise: { readonly dueAt: Instant; readonly leftMs: number } | null;
  readonly message: string;
  readonly files: NoticeFiles;
  readonly history: readonly TellsWhatWas[];
}

export interface HandoffNewsFacts extends ToAgents {
  readonly kind: "unfiled" | "unanswered" | "to-close" | "failed" | "unreached" | "gone" | "without-files";
  readonly since: Instant;
  readonly expectedAt: Instant | null;
  /** How often they were reminded. */
  readonly reminded: number;
  /** Where to look; null: it goes by mail. */
  readonly link: string | null;
  /** Text in a reply goes to them; false: to the customer. */
  readonly answersThem: boolean;
  /** Of a mail of ours that reached nobody: whom it was for, and what the last mail server said. */
  readonly lost?: { readonly addresses: readonly string[]; readonly said: string };
  /** Names of the files that were to go along and do not, by what became of them, and how many more there are. */
  readonly files?: { readonly gone: string; readonly unreadable: string; readonly others: number };
  readonly assignee: string | null;
}

export type UpstreamWord =
  | { readonly kind: "reminder"; readonly since: Instant; readonly expectedAt: Instant | null }
  | { readonly kind: "ended" }
  | { readonly kind: "taken-back"; readonly reason: string };

/** The texts of handoffs: to customers in their language, to partners in theirs, to agents in the desk's first. */
export interface UpstreamWording {
  handedOn(
    facts: Omit<About, "subject"> & {
      readonly language: string;
      readonly timeZone: string | null;
      /** Whom it was handed on to; empty: not told. */
      readonly name: string;
      readonly nextNewsAt: Instant | null;
    },
  ): Words;
  /** To the customer: what is new about a published incident that their case is part of. */
  incidentNews(facts: {
    readonly number: number;
    readonly language: string;
    readonly incident: string;
    readonly update: IncidentUpdate;
  }): Words;
  /** @param facts.packet as `packetToLeave` made it */
  upstreamHandoff(facts: {
    readonly packet: Packet;
    readonly language: string | null;
    readonly expectedAt: Instant | null;
    readonly unable: boolean;
    readonly attachments: readonly string[];
  }): Words;
  upstreamWord(facts: About & { readonly language: string | null; readonly word: UpstreamWord }): Words;
  upstreamNotice(facts: UpstreamNoticeFacts): Words;
  portalPrepared(
    facts: ToAgents & {
      readonly packet: Packet;
      readonly link: string;
      readonly checklist: readonly string[];
      /** Names of the files that go along: they are attached to the mail. */
      readonly files: readonly string[];
      /** Within how much time they answer; null: nothing was promised. */
      readonly expectedMs: number | null;
    },
  ): Words;
  handoffNews(facts: HandoffNewsFacts): Words;
}
