import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import { type JudgedNotice, noticeEvent, type PublishedFacts } from "./vendor-notice.ts";

/** A notice of the vendor's in a mail, and who else has to do with its incident. */
export interface FoundNotice {
  readonly notice: JudgedNotice;
  /** Numbers of tickets that hang on it. */
  readonly others: readonly number[];
}

export interface NoticedOn {
  readonly events: readonly NewEvent[];
  readonly decision: Decision;
  readonly published: PublishedFacts | null;
  /** The ticket hangs on the incident from now on. */
  readonly linked: boolean;
}

const NOTHING: NoticedOn = { events: [], decision: {}, published: null, linked: false };

/**
 * What a notice of the vendor's does to the ticket of its mail: it is written down, and the ticket is listed with the incident.
 * It hangs on it only where the notice was passed on and stands alone, by somebody whose mail may begin things (`mayLink`): all
 * else is for an agent to say. Nothing is closed, answered or left out because of it.
 */
export function noticeOn(
  found: FoundNotice | undefined,
  on: {
    readonly ticketId: string;
    readonly messageId: string;
    readonly at: Instant;
    readonly mayLink: boolean;
  },
): NoticedOn {
  if (found === undefined) return NOTHING;
  const { notice, others } = found;
  const { incident } = notice;
  const linked = on.mayLink && notice.alone && notice.how === "forwarded" && incident !== null;
  const { about, how, signs, proved, alone } = notice;
  const hangs: NewEvent = {
    at: on.at,
    type: "incident_linked",
    actor: "desk",
    because: "a notice of it was passed on by a customer, and nothing else",
    data: { incident },
  };
  const link = { ticketId: on.ticketId, by: "notice", agentId: null, at: on.at } as const;
  return {
    events: [noticeEvent(notice, on.messageId, on.at), ...(linked ? [hangs] : [])],
    decision:
      incident === null ? {} : { incidentLinks: [{ ...link, incident, state: linked ? "linked" : "seen" }] },
    published: { about, how, incident, signs, proved, alone, linked, others },
    linked,
  };
}
