import type { Decision } from "../decision.ts";
import type { AgentRow, MessageRow } from "../rows.ts";
import type { NewMail } from "./incoming-mail.ts";

/** What a customer said, as an agent passes it on. */
export interface PassedOn {
  readonly address: string;
  readonly name: string;
  readonly subject: string;
  readonly text: string;
}

/** A mail as if the customer had written it to us. Nothing of it is proved, and its leads are the agent's own. */
export function passedOn(
  reading: NewMail["reading"],
  { address, name, subject, text }: PassedOn,
): NewMail["reading"] {
  const because = "passed on by an agent";
  const none = { to: [], cc: [], messageId: null, inReplyTo: [], references: [] };
  const headers = new Map([...reading.message.headers].filter(([name]) => name !== "thread-index"));
  return {
    ...reading,
    message: { ...reading.message, ...none, headers, from: { name, address }, subject, text },
    origin: { kind: "person", because, mayAutoReply: true },
    split: { visible: text, cut: [] },
    authentication: { proved: null, because },
  };
}

/** What the agent wrote over a forwarded mail is for colleagues: a note on the ticket it opened. */
export function colleaguesNote(
  { opened, legs }: Decision,
  agent: AgentRow,
  text: string,
  { inboundId, receivedAt, reading }: NewMail,
  id: string,
): Decision {
  const leg = legs?.[0];
  if (opened === undefined || leg === undefined || text.trim() === "") return {};
  const note: MessageRow = {
    id,
    ticketId: opened.id,
    legId: leg.id,
    direction: "note",
    author: "agent",
    authorName: agent.name,
    authorAddress: agent.address,
    agentId: agent.id,
    inboundId,
    outboundId: null,
    msgId: null,
    subject: reading.message.subject.slice(0, 500),
    visibleText: text,
    fullText: text,
    unverified: false,
    at: receivedAt,
  };
  return { messages: [note] };
}
