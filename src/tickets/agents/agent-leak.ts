import { noticeLineIn } from "../../conversation/leak.ts";
import { addressIn } from "../../escalation/packet-text.ts";
import { keptFromUpstream, upstreamLeg } from "../handoff/handoffs.ts";
import type { MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { AgentDeal } from "./agent-deal.ts";

/** The conversation with upstream that a mail of an agent goes on with; null: the customer's. */
export function answersUpstream({ mail, state }: Pick<AgentDeal, "mail" | "state">): string | null {
  return upstreamLeg(state, mail.legId ?? null)?.id ?? null;
}

/** The first line that came from the notice and not from the agent: nobody outside may see it. */
export function lineOfNotice({ mail, state }: AgentDeal, text: string): string | null {
  if (mail.notice === null) return null;
  const legId = answersUpstream({ mail, state });
  // A held mail stands in the notice that asks about it, and is nobody's of this conversation.
  const said = (legId === null ? state.messages : state.upstream).filter(({ unverified }) => !unverified);
  const theirs =
    legId === null
      ? said.filter(({ author }) => author === "customer")
      : said.filter((message) => message.legId === legId && message.author === "upstream");
  return noticeLineIn(text, mail.notice.text, wordsOf(theirs));
}

/**
 * What in a text belongs to the other side: words or case numbers of upstream in an answer to the customer, an address of the customer's
 * people or of an agent in one to upstream. Sometimes it is meant; then its writer says so. Null: nothing is.
 */
export function lineOfOtherSide(
  { mail, state }: AgentDeal,
  text: string,
): { readonly because: string; readonly line: string } | null {
  const legId = answersUpstream({ mail, state });
  if (legId !== null) {
    const people = keptFromUpstream(state, [mail.agent, ...(state.assignee ? [state.assignee] : [])]);
    const address = addressIn(text, people);
    if (address !== null)
      return { because: "it shows upstream an address of the customer or of an agent", line: address };
    const others = state.upstream.filter((message) => message.legId !== legId);
    return wordsOfUpstream(others, state, text, "it shows upstream what somebody else upstream wrote");
  }
  const because = "it shows the customer what upstream wrote";
  const quoted = wordsOfUpstream(state.upstream, state, text, because);
  if (quoted !== null) return quoted;
  const number = caseNumberIn(state, text);
  return number === null ? null : { because: "it shows the customer upstream's number", line: number };
}

function wordsOfUpstream(messages: readonly MessageRow[], state: TicketState, text: string, because: string) {
  if (messages.length === 0) return null;
  const ours = state.messages.filter(({ author, direction }) => author === "customer" || direction === "out");
  const line = noticeLineIn(text, wordsOf(messages), wordsOf(ours));
  return line === null ? null : { because, line };
}

function caseNumberIn({ handoffs, messages }: TicketState, text: string): string | null {
  const numbers = handoffs.flatMap((handoff) => handoff.numbers).filter((number) => number.length >= 5);
  if (numbers.length === 0) return null;
  const said = messages
    .filter(({ author }) => author === "customer")
    .map(({ fullText }) => fullText.toUpperCase());
  const shown = text.toUpperCase();
  return (
    numbers.find((number) => shown.includes(number) && !said.some((words) => words.includes(number))) ?? null
  );
}

function wordsOf(messages: readonly MessageRow[]): string {
  return messages.map(({ fullText, visibleText }) => `${fullText}\n${visibleText}`).join("\n");
}
