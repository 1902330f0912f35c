import { isOpen, nextClose, nextOpen, serviceTimeBetween } from "../../service-hours/arithmetic.ts";
import type { ServiceHours } from "../../service-hours/compiled.ts";
import { offsetAt } from "../../service-hours/zone.ts";
import { DAY, HOUR, type Instant, plus } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import type { AgentRow, TicketRow, TokenRow } from "../rows.ts";
import type { Words } from "../words/words.ts";
import { homeTeam, hoursIn, isAway, type Roster, type RosterAgent, zoneOfAgent } from "./roster.ts";

/** An open ticket that is an agent's, or that their team has and nobody has taken. */
export interface WorkRow
  extends Pick<
    TicketRow,
    "id" | "number" | "subject" | "severity" | "status" | "deskAddress" | "waitingUntil"
  > {
  readonly legId: string;
  readonly customer: string;
  readonly isMine: boolean;
  /** The nearest promise that runs; null: none does. */
  readonly dueAt: Instant | null;
  readonly calendar: string | null;
}

/** Everything an agent's list may show: tickets by their nearest promise, answers of theirs that wait for their word. */
export interface Work {
  readonly tickets: readonly WorkRow[];
  readonly held: readonly { readonly ticketId: string; readonly number: number; readonly subject: string }[];
  /** Lines of receipts since the last digest. */
  readonly digest: readonly string[];
}

/** More are only counted. */
export const MOST_LISTED = 50;
const LINK_LASTS_MS = 14 * DAY;
/** When the day of somebody begins who is on shift round the clock. */
const MORNING_MS = 8 * HOUR;

export interface Listed {
  readonly words: Words;
  /** What leads the ready mails back to their tickets. */
  readonly tokens: readonly TokenRow[];
}

interface ListOf {
  readonly agent: AgentRow;
  readonly work: Work;
  readonly roster: Roster;
  readonly mint: Mint;
  readonly now: Instant;
  /** The mail it goes with; null: a receipt. */
  readonly outboundId: string | null;
}

/** An agent's work in words, with ready mails for each ticket. */
export function listWork({ agent, work, roster, mint, now, outboundId }: ListOf): Listed {
  const { settings } = roster;
  const tokens: TokenRow[] = [];
  const replyTo = ({ id, legId, deskAddress }: WorkRow): string => {
    const token = mint.token();
    const place = { ticketId: id, legId, outboundId };
    const lasts = { createdAt: now, expiresAt: plus(now, LINK_LASTS_MS) };
    tokens.push({ ...place, hash: mint.hashToken(token), purpose: "agent", agentId: agent.id, ...lasts });
    return mint.replyAddress(deskAddress ?? settings.desk.address, token);
  };
  const shown = work.tickets.slice(0, MOST_LISTED).map((row) => ({ ...row, replyAddress: replyTo(row) }));
  const left = ({ dueAt, calendar }: WorkRow): number =>
    dueAt === null || calendar === null || dueAt <= now
      ? 0
      : serviceTimeBetween(settings.clock.hours(calendar), now, dueAt);
  const words = settings.wording.workList({
    at: now,
    due: shown.filter(({ status }) => status !== "waiting").map((row) => ({ ...row, leftMs: left(row) })),
    waiting: shown.filter(({ status }) => status === "waiting"),
    held: work.held,
    more: Math.max(0, work.tickets.length - MOST_LISTED),
    digest: work.digest,
  });
  return { words, tokens };
}

/**
 * The day whose work list an agent is to have by now, as a civil date in their zone: that on which their shift began. Null:
 * they are off shift or away. Who is on shift round the clock begins at eight.
 */
export function listDay(agent: RosterAgent, roster: Roster, now: Instant): string | null {
  if (isAway(agent, now)) return null;
  const zone = zoneOfAgent(agent, roster);
  const hours = hoursIn(agent, homeTeam(agent, roster), roster);
  if (hours === null || hours.always) {
    const local = now + offsetAt(zone, now);
    return local % DAY < MORNING_MS ? null : dateIn(zone, now);
  }
  return isOpen(hours, now) ? dateIn(zone, shiftStart(hours, now)) : null;
}

/** Further back a shift that does not end is not followed. */
const LONGEST_SHIFT_MS = 36 * HOUR;

function shiftStart(hours: ServiceHours, now: Instant): Instant {
  let start = nextOpen(hours, plus(now, -LONGEST_SHIFT_MS)) ?? now;
  for (;;) {
    const end = nextClose(hours, start);
    if (end === null || end > now) return start;
    start = nextOpen(hours, end) ?? now;
  }
}

function dateIn(zone: string, at: Instant): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10);
}

/** The morning's mail. With nothing in it there is none, and the day counts as done: what comes later is told by notices. */
export function morningList(of: Omit<ListOf, "outboundId"> & { readonly day: string }): Decision {
  const { agent, roster, mint, now, day } = of;
  const { settings } = roster;
  const work = settings.workList ? of.work : { ...of.work, tickets: [], held: [] };
  const done = { agentId: agent.id, day, at: now };
  if (work.tickets.length + work.held.length + work.digest.length === 0) {
    return { workLists: [{ ...done, outboundId: null }] };
  }
  const listed = listWork({ ...of, work, outboundId: null });
  const mail = writeWithoutTicket({
    promises: settings,
    mint,
    now,
    audience: "agents",
    purpose: "information",
    because: "the work list of the day",
    words: () => listed.words,
    to: [agent],
  });
  return {
    workLists: [{ ...done, outboundId: mail.id }],
    mails: [mail],
    tokens: listed.tokens.map((token) => ({ ...token, outboundId: mail.id })),
    digested: [{ agentId: agent.id, until: now }],
  };
}
