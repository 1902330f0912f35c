import type { AgentRequest } from "../../commands/parse.ts";
import { noticeLineIn } from "../../conversation/leak.ts";
import { addressIn } from "../../escalation/packet-text.ts";
import type { AgentDeal } from "../agents/agent-deal.ts";
import { keptFromUpstream } from "../handoff/handoffs.ts";
import type { MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { beforePreview } from "../words/say-incident.ts";
import { type Incident, LONGEST_NEWS } from "./incident.ts";

type Request = AgentRequest & { readonly kind: "request" };

/** Whether the text of a mail goes to the customers of all tickets on an incident, and so answers nobody. */
export function tellsAll({ commands }: Request): boolean {
  return commands.some(({ words }) => words !== undefined);
}

/** What is unclear in a mail whose text goes to many customers; null: nothing is. */
export function unclearTelling(
  request: Request,
  attached: readonly { readonly inline: boolean }[],
): string | null {
  if (!tellsAll(request)) return null;
  if (request.commands.some(({ name }) => name === "note"))
    return "#note keeps the text inside, and #incident tell sends it to customers: write two mails";
  return attached.some(({ inline }) => !inline)
    ? "files cannot be told to all customers on an incident: leave them out, or send them to each in an answer"
    : null;
}

/**
 * Why an agent's words may not go to the customers of all tickets on an incident; null: they may. It takes a lead or a manager, where
 * there is one. What an answer may hold is stricter here: the customer's own words may be quoted back to them, and to nobody else.
 */
export function whyNotTold(
  words: string,
  { mail, state, promises }: Pick<AgentDeal, "mail" | "state" | "promises">,
  found: Incident,
): string | null {
  const { agent, world } = mail;
  const above = world.agents
    .filter(({ role }) => role !== "agent")
    .map(({ name, address }) => name || address);
  if (agent.role === "agent" && above.length > 0) {
    const who = `it takes a lead or a manager (${above.join(", ")}); you are an agent here`;
    return `words of your own go to many customers at once: ${who}. Without text below it, tell says that it is known`;
  }
  if (isSigned(words, agent.name))
    return "a line of the text is your name, and the letter is the desk's: leave your signature out";
  const line = lineOfTicket(words, { mail, state });
  if (line !== null) return `the text holds a line that no other customer may see:\n\n    ${line}`;
  const people = keptFromUpstream(state, [agent, ...world.agents]);
  const desk = promises.desk.address.toLowerCase();
  const address = addressIn(
    words,
    people.filter((one) => one !== desk),
  );
  if (address !== null) return `the text shows an address to other customers: ${address}`;
  const number = upstreamNumberIn(words, state, found.code);
  if (number !== null) return `the text shows upstream's number to customers: ${number}`;
  const own = { customer: state.customer?.name ?? "", requester: "", number: state.ticket.number };
  return aboutOne(words, [...found.tickets, own], promises.desk);
}

/** A signature that was not cut: a mail begun by a link may hold nothing but that. */
function isSigned(words: string, name: string): boolean {
  const names = new Set([name, name.split(" ")[0]!].filter(Boolean).map((one) => one.toLowerCase()));
  return words
    .split("\n")
    .some((line) => names.has(line.toLowerCase().replaceAll(/^[\s–—-]+|[\s.,!]+$/g, "")));
}

/** A line of what the agent was shown, or of what was said on the ticket; what was answered there is one customer's, too. */
function lineOfTicket(words: string, { mail, state }: Pick<AgentDeal, "mail" | "state">): string | null {
  const isOwnNote = ({ direction, agentId }: MessageRow): boolean =>
    // It may be these very words, told and taken back.
    direction === "note" && agentId === mail.agent.id;
  const said = [...state.messages, ...state.upstream].filter((message) => !isOwnNote(message));
  const shown = mail.notice === null ? "" : beforePreview(mail.notice.text);
  return noticeLineIn(words, [shown, ...said.map(({ visibleText }) => visibleText)].join("\n"), "");
}

function upstreamNumberIn(words: string, { handoffs }: TicketState, code: string): string | null {
  const shown = words.toUpperCase();
  const numbers = handoffs.flatMap((handoff) => handoff.numbers).filter((number) => number.length >= 5);
  return numbers.find((number) => number !== code && shown.includes(number)) ?? null;
}

const SHORTEST_NAME = 3;

/**
 * What in words for all customers on an incident is about one of them, and why it stops them: a name, an address, our number of a
 * ticket; or that they are too long. Null: nothing. Names are compared as they are written: "Next" is a company, "next" a word.
 */
export function aboutOne(
  words: string,
  tickets: readonly { readonly customer: string; readonly requester: string; readonly number: number }[],
  desk: { readonly name: string },
): string | null {
  const length = words.trim().length;
  if (length > LONGEST_NEWS)
    return `the text has ${length} characters, and up to ${LONGEST_NEWS} may be told`;
  const address = addressIn(
    words,
    tickets.map(({ requester }) => requester),
  );
  if (address !== null) return `the text shows an address to other customers: ${address}`;
  const numbered = tickets.find(({ number }) => stands(`#${number}`, words));
  if (numbered !== undefined) return `the text names one customer's ticket to all: #${numbered.number}`;
  const named = tickets.find(
    ({ customer, requester }) =>
      customer !== requester &&
      customer.length >= SHORTEST_NAME &&
      !desk.name.includes(customer) &&
      stands(customer, words),
  );
  return named === undefined ? null : `the text names one customer to all: ${named.customer}`;
}

/** By itself, not within a longer word or number. */
function stands(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + name.length)];
    if (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
