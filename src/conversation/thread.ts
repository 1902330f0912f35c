import type { EvidenceRow, Lead } from "./evidence.ts";
import { numbered } from "./numbered.ts";
import type { Standing, Weighed } from "./standing.ts";

/** Which conversation a mail belongs to, with what agreed. */
export type Thread = { readonly because: string; readonly evidence: readonly Lead[] } & (
  | { readonly kind: "new" }
  /** `also`: other tickets of the sender's that it was addressed to as well. */
  | { readonly kind: "known"; readonly lead: EvidenceRow; readonly also: readonly number[] }
  /** The lead is real, but the sender is nobody of that conversation: kept on the ticket, changes nothing. */
  | { readonly kind: "unverified"; readonly lead: EvidenceRow }
  /** An agent's mail that is for several tickets, by its addresses and the notice it answers: no act may be guessed. */
  | { readonly kind: "several"; readonly numbers: readonly number[] }
  /** Upstream's number stands on several tickets, and nothing says which is meant: a lead to each, the newest number first. */
  | {
      readonly kind: "undecided";
      readonly leads: readonly EvidenceRow[];
      readonly numbers: readonly number[];
    }
);

/** From here on a lead joins a mail to its ticket; below, an agent is asked; below that, it means nothing. */
export const JOINS = 0.6;
export const ASKS = 0.3;

const NAMES = {
  token: "token in the address",
  "msg-id": "reply to a known message",
  awaited: "a reply to it came first",
  "case-number": "upstream's case number",
  tag: "ticket tag in the subject",
};

/**
 * Finds the conversation by the strongest evidence: a token, then a known msg-id, then a tag in the subject. All of them
 * lead; none of them lets anybody in: the sender must belong to the ticket, so a mail whose leads point to several goes
 * where its sender belongs. A lead made for an agent leads only an agent.
 *
 * A stranger who knows a token or a msg-id of ours, or writes a tag under the ticket's own subject, is held on that ticket and
 * an agent is asked. A msg-id that a sender wrote holds no stranger: whoever claims the msg-ids of others for a ticket of their
 * own must not catch the mail of those others; nor does a number, which anybody can guess.
 */
export function findThread(
  evidence: readonly EvidenceRow[],
  standings: ReadonlyMap<string, Standing>,
  senderIsAgent: boolean,
): Thread {
  const weighed = evidence.flatMap((lead): readonly Weighed[] => {
    const standing = standings.get(lead.ticketId);
    return standing ? [{ lead, standing, sure: sureOf(lead, standing, senderIsAgent) }] : [];
  });
  const several = senderIsAgent ? addressedTo(weighed) : [];
  if (several.length > 1) {
    const because = `for ${several.map((number) => `#${number}`).join(" and ")} at once`;
    return { kind: "several", numbers: several, because, evidence: kept(weighed, null) };
  }
  const meantBySender = senderIsAgent ? [] : sentTo(weighed);
  const first = senderIsAgent
    ? surest(weighed)
    : (meantBySender[0] ?? weighed.find(({ sure }) => sure >= JOINS));
  const meant =
    first?.lead.by === "case-number" ? numbered(weighed.filter(isSureUpstream)) : first ? [first] : [];
  if (meant.length > 1) return undecided(meant, weighed);
  const joins = meant[0];
  if (joins !== undefined && joins.sure >= JOINS) {
    const how = senderIsAgent ? "" : joins.standing.belongs ? "; sender belongs to the ticket" : RELATED;
    const because = `${becauseOf(joins.lead)}${how}${elsewhere(weighed, joins)}`;
    const others = meantBySender.map(({ standing }) => standing.number);
    const also = [...new Set(others)].filter((number) => number !== joins.standing.number);
    return { kind: "known", lead: joins.lead, also, because, evidence: kept(weighed, joins) };
  }
  const asks = surest(weighed.filter(({ sure }) => sure >= ASKS));
  if (asks !== undefined) {
    const because = `${becauseOf(asks.lead)}, but the sender is unknown to the ticket`;
    return { kind: "unverified", lead: asks.lead, because, evidence: kept(weighed, asks) };
  }
  const because = weighed.some(({ sure }) => sure > 0)
    ? "what it refers to proves nothing, and the sender is unknown there"
    : "no known conversation";
  return { kind: "new", because, evidence: kept(weighed, null) };
}

function isSureUpstream({ lead, sure }: Weighed): boolean {
  return lead.audience === "upstream" && sure >= JOINS;
}

function undecided(meant: readonly Weighed[], weighed: readonly Weighed[]): Thread {
  const numbers = meant.map(({ standing }) => standing.number);
  const named = [...new Set(meant.map(({ lead }) => lead.agreed))].join(" and ");
  const stands = named.includes(" ") ? "stand" : "stands";
  const because = `${NAMES["case-number"]} ${named} ${stands} on ${numbers.map((number) => `#${number}`).join(" and ")}`;
  const leads = meant.map(({ lead }) => lead);
  return { kind: "undecided", leads, numbers, because, evidence: kept(weighed, null) };
}

const RELATED = "; sender is of the same organisation";

/** How sure a lead is for its sender. What was made for agents leads nobody else. */
function sureOf(lead: EvidenceRow, standing: Standing, senderIsAgent: boolean): number {
  const { by, minted, audience } = lead;
  const claimed = by === "msg-id" && !minted;
  if (audience === "upstream") return sureUpstream(lead, standing, senderIsAgent);
  if (senderIsAgent) return audience === "agents" ? (by === "token" ? 1 : 0.95) : 0.7;
  if (audience === "agents") return 0;
  if (standing.belongs)
    return { token: 1, "msg-id": claimed ? 0.85 : 0.95, awaited: 0.8, "case-number": 0, tag: 0.7 }[by];
  if (by === "token") return standing.related ? 0.9 : 0.5;
  if (by === "msg-id" && minted) return 0.4;
  return by === "tag" && standing.sameSubject ? 0.3 : 0.1;
}

/**
 * A conversation with upstream takes in those who speak for them. Who else knows its token or a msg-id of ours is held there; numbers
 * and tags alone lead nobody else, a customer who quotes one least of all.
 */
function sureUpstream(
  { by, minted, legId }: EvidenceRow,
  standing: Standing,
  senderIsAgent: boolean,
): number {
  const isSecret = by === "token" || (by === "msg-id" && minted);
  if (senderIsAgent) return isSecret || by === "msg-id" ? 0.7 : 0;
  if (standing.speaksIn?.has(legId) !== true)
    return isSecret ? { token: 0.5, "msg-id": 0.4 }[by as "token"] : 0;
  return { token: 1, "msg-id": minted ? 0.95 : 0.85, awaited: 0, "case-number": 0.8, tag: 0.7 }[by];
}

/** The first of the surest: leads come strongest first. */
function surest(weighed: readonly Weighed[]): Weighed | undefined {
  const most = Math.max(...weighed.map(({ sure }) => sure));
  return weighed.find(({ sure }) => sure === most);
}

/**
 * Tokens of customers' conversations in the addresses that lead this sender, best first: where they belong, then the ticket whose mail
 * this one answers, then as they were written down.
 */
function sentTo(weighed: readonly Weighed[]): readonly Weighed[] {
  const answered = weighed.find(({ lead }) => lead.by === "msg-id")?.standing.number;
  const isAnswered = ({ standing }: Weighed): number => (standing.number === answered ? 1 : 0);
  return weighed
    .filter(({ lead, sure }) => lead.by === "token" && lead.audience === "customer" && sure >= JOINS)
    .toSorted((a, b) => b.sure - a.sure || isAnswered(b) - isAnswered(a));
}

/** The tickets whose agents' tokens stand in the addresses, and that of the notice it answers. */
function addressedTo(weighed: readonly Weighed[]): readonly number[] {
  const agents = weighed.filter(({ lead }) => lead.audience === "agents");
  const tokens = agents.filter(({ lead }) => lead.by === "token");
  const answered = agents.find(({ lead }) => lead.by === "msg-id");
  return [...new Set([...tokens, ...(answered ? [answered] : [])].map(({ standing }) => standing.number))];
}

function elsewhere(weighed: readonly Weighed[], joins: Weighed): string {
  const numbers = weighed
    .filter(({ sure, standing }) => sure >= JOINS && standing.number !== joins.standing.number)
    .map(({ standing }) => `#${standing.number}`);
  return numbers.length === 0 ? "" : `; it also points to ${[...new Set(numbers)].join(", ")}`;
}

function kept(weighed: readonly Weighed[], decided: Weighed | null): readonly Lead[] {
  return weighed.map((one) => ({
    by: one.lead.by,
    agreed: one.lead.agreed,
    ticket: one.standing.number,
    sure: one.sure,
    decided: one === decided,
  }));
}

function becauseOf({ by, agreed }: EvidenceRow): string {
  return `${NAMES[by]}${by === "token" ? "" : ` ${agreed}`}`;
}
