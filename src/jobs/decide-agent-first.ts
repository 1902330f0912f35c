import { type Command, parseCommands } from "../commands/parse.ts";
import { readNotice } from "../escalation/vendor-notice.ts";
import type { Forward } from "../mail/reading.ts";
import { lookWithoutTicket } from "../tickets/acts/look.ts";
import { readNew } from "../tickets/acts/new-ticket.ts";
import { askToConfirm } from "../tickets/agents/ask-to-confirm.ts";
import { openByAgent } from "../tickets/agents/open-by-agent.ts";
import { tellAgent } from "../tickets/agents/tell-agent.ts";
import { sayCommands } from "../tickets/agents/unproved-agent.ts";
import type { NewMail } from "../tickets/arrival/incoming-mail.ts";
import { openTicket } from "../tickets/arrival/open-ticket.ts";
import { colleaguesNote, type PassedOn, passedOn } from "../tickets/arrival/passed-on.ts";
import { notNull } from "../tickets/arrival/thought.ts";
import { both, type Decision } from "../tickets/decision.ts";
import type { Promises } from "../tickets/promises/promises.ts";
import type { AgentRow } from "../tickets/rows.ts";
import { incidentLines } from "../tickets/words/say-incident.ts";
import type { Instant } from "../values/instant.ts";
import type { Arrived } from "./arrived.ts";
import { ownContent } from "./carry-files.ts";
import { loadWorld } from "./decide-agent-mail.ts";
import { loadIncidents } from "./load-incidents.ts";
import type { Ports, Tx } from "./ports.ts";
import { proposalFor } from "./propose-first.ts";
import { rosterFor } from "./roster-now.ts";

/** Below this a forward is not believed to be read right, and its agent is asked. */
const SURE_ENOUGH = 0.7;

interface First {
  readonly ports: Ports;
  readonly tx: Tx;
  readonly mail: Arrived;
  readonly agent: AgentRow;
  readonly promises: Promises;
}

/**
 * A proved agent's mail that replies to nothing: `#new` opens a ticket for a customer, a forwarded mail one for whoever
 * wrote it, `#find` and `#help` are answered; words in reply to what belongs to no ticket are kept, and the agent is told. Null: it is none of these, and is taken like anybody's mail.
 */
export async function decideAgentFirst(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  agent: AgentRow,
): Promise<Decision | null> {
  const { reading, work } = mail;
  const { forward, split, authentication } = reading;
  const promises = await ports.promises(await tx.policyInForce(work.receivedAt));
  const first: First = { ports, tx, mail, agent, promises };
  if (await repliesToNoTicket(first)) {
    const because = "held: in reply to a mail of the desk that belongs to no ticket";
    return both(settledAs(first, because), tell(first, [NO_TICKET], "nothing was done"));
  }
  if (authentication.proved?.address.toLowerCase() !== agent.address) return unprovedFirst(first);
  const request = parseCommands(forward === null ? split.visible : forward.above);
  if (request.kind === "held") return refuse(first, `${request.because}: ${request.line}`);
  const { commands, text } = request;
  const asked = commands.find(({ name }) => name === "new");
  if (asked !== undefined && commands.length > 1)
    return refuse(first, "#new stands alone: open the ticket first, then reply to it");
  if (asked !== undefined) return askedFor(first, asked, text);
  if (forward !== null && commands.length > 0)
    return refuse(
      first,
      "only #new may stand over a forwarded mail; reply to the ticket's notice with the rest",
    );
  if (forward !== null) return forwarded(first, forward, text);
  if (commands.length === 0) return null;
  const world = {
    ...(await loadWorld(ports, tx, agent, split.visible)),
    incidents: await loadIncidents(tx, commands),
  };
  const said = lookWithoutTicket(commands, world, promises);
  if (said === null) return refuse(first, "these commands need a ticket: reply to one of its notices");
  const listed = { tokens: world.workList?.tokens ?? [] };
  return [listed, tell(first, [said], null)].reduce(both, settledAs(first, "answered"));
}

const NO_TICKET = `the mail that you replied to belongs to no ticket, so yours reaches nobody.
To answer a customer, reply to a notice of their ticket: #list in a new mail to the desk shows yours.
To open one for a customer, write a new mail with #new and their address on its first line.
To write to the desk as its customers do, write a new mail`;

/**
 * Words in reply to the desk's own mail to agents that is about no ticket: a work list, a card, a report. Proof is not asked for: its
 * msg-id was sent to agents only, and nothing is done but to tell the agent, at the address the desk knows.
 */
async function repliesToNoTicket({ tx, mail }: First): Promise<boolean> {
  const { message, split, forward, origin, authentication } = mail.reading;
  const request = parseCommands(split.visible);
  const isWords = forward === null && request.kind === "request" && request.commands.length === 0;
  if (!isWords || origin.kind !== "person" || !origin.mayAutoReply || authentication.failed) return false;
  const answered = [...message.inReplyTo, ...message.references.slice(-1)];
  return answered.length > 0 && (await tx.isWithoutTicket(answered));
}

/** What an agent would begin, in a mail that proves nothing: the agent is asked whether it is theirs. Null: it begins nothing. */
async function unprovedFirst({ ports, tx, mail, agent, promises }: First): Promise<Decision | null> {
  const { reading, work } = mail;
  const { forward, split, authentication, origin, message } = reading;
  const text = forward === null ? split.visible : forward.above;
  const request = parseCommands(text);
  const commands = request.kind === "request" ? request.commands : [];
  if (origin.kind !== "person" || authentication.failed || (forward === null && commands.length === 0))
    return null;
  const because = `claims to be an agent without proof: ${authentication.because}`;
  const question = askToConfirm({
    mail: { inboundId: work.id, message, text: split.visible },
    person: agent,
    agentId: agent.id,
    about: null,
    acts: [
      ...sayCommands(commands),
      ...(forward === null
        ? []
        : [`a ticket for ${forward.from?.address ?? "whoever wrote the forwarded mail"}`]),
    ],
    language: null,
    before: await tx.askedToConfirm(agent.address, null),
    promises,
    mint: ports.mint,
    now: tx.now,
  });
  return both(
    { settled: { inboundId: work.id, disposition: "held-unverified", because, ticketId: null } },
    question ?? {},
  );
}

/** A mail in an agent's name to the tokens of several tickets: nothing is done, and the agent is told if it is theirs. */
export async function decideSeveral(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  agent: AgentRow,
  numbers: readonly number[],
): Promise<Decision> {
  const { work, reading } = mail;
  const promises = await ports.promises(await tx.policyInForce(work.receivedAt));
  const first: First = { ports, tx, mail, agent, promises };
  const named = numbers.map((number) => `#${number}`).join(" and ");
  const because = `it is for ${named} at once, by its addresses and the notice it answers: reply to a notice of one of them`;
  if (reading.authentication.proved?.address.toLowerCase() === agent.address) return refuse(first, because);
  const unproved = "claims to be an agent without proof, and is addressed to several tickets";
  return {
    settled: { inboundId: work.id, disposition: "held-unverified", because: unproved, ticketId: null },
  };
}

async function askedFor(first: First, { argument }: Command, text: string): Promise<Decision> {
  const { ports, tx, mail, agent, promises } = first;
  const { receivedAt } = mail.work;
  const wanted = readNew(argument, receivedAt, promises.desk.timeZone);
  if (wanted.kind === "refused") return refuse(first, wanted.because);
  if (text.trim() === "")
    return refuse(first, "#new needs the text: what the customer gets, or what they said");
  const { address, saidAt } = wanted;
  if (saidAt !== null) {
    const name = (await tx.whoIs(address)).contact?.name ?? "";
    const { subject } = mail.reading.message;
    return opened(
      first,
      { address, name, subject, text },
      saidAt,
      "an agent wrote down what the customer said",
      "",
    );
  }
  const opening = await openingOf(first, address, receivedAt, "#new");
  const content = ownContent(mail.bytes);
  return openByAgent({ opening, agent, address, text, content, promises, mint: ports.mint, now: tx.now });
}

async function forwarded(first: First, forward: Forward, above: string): Promise<Decision> {
  const { from, subject, text, confidence } = forward;
  if (from === null || !from.address.includes("@") || confidence < SURE_ENOUGH) {
    const guess = from?.address.includes("@") ? ` It seems to be from ${from.address}.` : "";
    const next = "Send it again with #new and their address on top";
    return refuse(first, `it is not certain who wrote the forwarded mail.${guess} ${next}`);
  }
  if ((await first.tx.whoIs(from.address)).agent !== null) {
    const because = `the forwarded mail is from ${from.address}, who answers here`;
    return refuse(first, `${because}: #new and the customer's address on top say whose it is`);
  }
  const published = await publishedIn(first, forward);
  if (published !== null)
    return both(settledAs(first, "a notice of the vendor's"), tell(first, published, null));
  const because = "an agent forwarded it";
  return opened(first, { ...from, subject, text }, first.mail.work.receivedAt, because, above);
}

/** What is known of the incident that a forwarded notice of the vendor's is about: nobody there is a customer. Null: it is none. */
async function publishedIn({ tx, promises }: First, { from, subject, text }: Forward) {
  const profile = promises.profile?.profile;
  const notice = profile && readNotice({ from, subject, text, how: "forwarded" }, profile);
  if (notice?.about !== "incident" || !notice.signs.includes("address")) return null;
  const found = await Promise.all(notice.incidents.map((code) => tx.incident(code)));
  const known = found.filter((one) => one !== null).flatMap(incidentLines);
  const named = notice.incidents.join(", ") || "a published incident";
  return [`it is a notice of the vendor's about ${named}: no ticket is opened for them`, ...known];
}

async function opened(
  first: First,
  said: PassedOn,
  receivedAt: Instant,
  because: string,
  above: string,
): Promise<Decision> {
  const { ports, tx, mail, agent, promises } = first;
  const asked = await openingOf(first, said.address, receivedAt, because);
  const reading = passedOn(mail.reading, said);
  const thought = await proposalFor(ports, tx, { reading, who: asked.who, promises, at: receivedAt });
  const opening: NewMail = { ...asked, reading, ...notNull(thought) };
  const decision = openTicket(opening, await rosterFor(ports, tx), promises, ports.mint, tx.now);
  const note = colleaguesNote(decision, agent, above, opening, ports.mint.id());
  return both(both(decision, note), tell(first, [`opened #${opening.number} for ${said.address}`], null));
}

async function openingOf(
  { tx, mail }: First,
  address: string,
  receivedAt: Instant,
  because: string,
): Promise<NewMail> {
  const [who, number] = [await tx.whoIs(address), await tx.nextTicketNumber()];
  return { inboundId: mail.work.id, receivedAt, reading: mail.reading, who, number, because };
}

function refuse(first: First, because: string): Decision {
  return both(settledAs(first, `held: ${because}`), tell(first, [because], "nothing was done"));
}

function settledAs({ mail }: First, because: string): Decision {
  return { settled: { inboundId: mail.work.id, disposition: "command", because, ticketId: null } };
}

function tell(
  { ports, tx, mail, agent, promises }: First,
  lines: readonly string[],
  held: string | null,
): Decision {
  const { subject, messageId: inReplyTo } = mail.reading.message;
  const came = held === null ? "done" : "not-done";
  const about = { agent, promises, mint: ports.mint, now: tx.now, subject, inReplyTo };
  return tellAgent({ ...about, came, held, lines });
}
