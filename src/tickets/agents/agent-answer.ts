import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import { expectedFrom, handoffOf, upstreamPeople } from "../handoff/handoffs.ts";
import { upstreamSubject, writeUpstream } from "../handoff/upstream-letter.ts";
import { writtenUpstream } from "../handoff/written-upstream.ts";
import type { HandoffChange } from "../handoff-rows.ts";
import type { NewEvent } from "../ledger.ts";
import type { Written } from "../letters/write-mail.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import type { AgentDeal } from "./agent-deal.ts";
import { answersUpstream } from "./agent-leak.ts";
import { answerMail } from "./answer.ts";
import { filesOfAnswer } from "./own-files.ts";
import { stillToWrite } from "./written-directly.ts";

/** An agent's text as the desk's mail, with what it means for the ticket. */
export interface AgentAnswer {
  /** Null: everybody has it from the agent already. */
  readonly written: Written | null;
  /** The conversation it belongs to. */
  readonly legId: string;
  /** Addresses that the agent wrote to past the desk. */
  readonly reached: readonly string[];
  readonly event: NewEvent;
  readonly decision: Decision;
}

/**
 * Writes an agent's text to whom it is for: to the customer, or where the mail replies to a notice of upstream's, to upstream. Only an answer
 * to the customer is one that a promise waits for.
 */
export function agentAnswer(
  deal: AgentDeal & { readonly asksScore?: boolean },
  text: string,
  message: { readonly id: string },
  dueAt: Instant,
): AgentAnswer {
  const { mail, state, promises, mint, now } = deal;
  const theirs = answersUpstream(deal);
  const by = { at: mail.receivedAt, actor: "agent" as const, agentId: mail.agent.id, because: mail.because };
  if (theirs === null) {
    const legId = customersLeg(state);
    const { people, reached } = stillToWrite(mail.reading.message, state);
    const written = people && answerMail({ ...deal, legId, text, messageId: message.id, dueAt, people });
    // Whom the agent wrote to past the desk has it: nothing is on its way.
    const data = {
      mail: written?.mail.id ?? message.id,
      provisional: written !== null,
      message: message.id,
    };
    return { written, legId, reached, event: { ...by, type: "agent_reply", data }, decision: {} };
  }
  const past = writtenUpstream(mail.reading.message, state, theirs);
  if (past?.legId === theirs) {
    const { id } = message;
    const turn = theirTurn(state, theirs, id, id, mail.receivedAt, promises);
    const event = { ...by, ...turn.event };
    return {
      written: null,
      legId: theirs,
      reached: past.reached,
      event,
      decision: { handoffs: turn.handoffs },
    };
  }
  const title = handoffOf(state, theirs)?.detail.packet.title ?? state.ticket.subject;
  const written = writeUpstream({
    state,
    promises,
    mint,
    now,
    legId: theirs,
    to: upstreamPeople(state, theirs),
    because: "an agent answered upstream",
    words: { subject: upstreamSubject(state, theirs, title), text, html: null },
    agentName: mail.agent.name,
    messageId: message.id,
    attachments: filesOfAnswer(mail).map((file) => ({
      filename: file.filename,
      contentType: file.contentType,
      content: mail.content(file.path),
      contentId: file.contentId,
      inline: file.inline,
    })),
    dueAt,
  });
  const turn = theirTurn(state, theirs, written.mail.id, message.id, mail.receivedAt, promises);
  return {
    written,
    legId: theirs,
    reached: [],
    event: { ...by, ...turn.event },
    decision: { handoffs: turn.handoffs },
  };
}

/** A mail of ours makes it their turn again: an answer is expected from now on, also of one that had ended. */
export function theirTurn(
  state: TicketState,
  legId: string,
  mail: string,
  message: string | null,
  at: Instant,
  promises: Promises,
): { readonly event: Pick<NewEvent, "type" | "data">; readonly handoffs: readonly HandoffChange[] } {
  const handoff = handoffOf(state, legId);
  const data = { mail, message, escalation: handoff?.id ?? null };
  const event = { type: "upstream_written", data };
  if (handoff === null) return { event, handoffs: [] };
  const expected = expectedFrom(handoff, at, state, promises);
  const set = {
    state: "sent" as const,
    because: "we wrote last",
    sentAt: at,
    expectedAt: expected.at,
    reminders: 0,
    endedAt: null,
  };
  return { event, handoffs: [{ id: handoff.id, set, dueAt: expected.wakeAt }] };
}
