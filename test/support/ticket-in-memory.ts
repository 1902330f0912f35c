import type { Reading } from "../../src/mail/reading.ts";
import { agentMail } from "../../src/tickets/agents/agent-mail.ts";
import { continueTicket } from "../../src/tickets/arrival/continue-ticket.ts";
import type { Decision, MailDraft } from "../../src/tickets/decision.ts";
import { receiveUpstream } from "../../src/tickets/handoff/receive-upstream.ts";
import { wakeHandoff } from "../../src/tickets/handoff/wake-handoff.ts";
import type { HandoffRow } from "../../src/tickets/handoff-rows.ts";
import { type Mint, plusAddress } from "../../src/tickets/letters/write-mail.ts";
import type { Promises } from "../../src/tickets/promises/promises.ts";
import type { AgentRow } from "../../src/tickets/rows.ts";
import type { TicketState } from "../../src/tickets/state.ts";
import { type Instant, plus } from "../../src/values/instant.ts";
import { handMade } from "./hand-made-message.ts";
import { opened } from "./ticket-state.ts";

export interface Written {
  readonly from: string;
  readonly text: string;
  readonly files?: readonly string[];
  readonly proved?: boolean;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

/** One ticket whose rules are asked in memory, with every mail that leaves. Thousands a second. */
export function ticketInMemory(promises: Promises, agent: AgentRow, others: readonly AgentRow[] = []) {
  let n = 0;
  const mint: Mint = {
    id: () => `id${++n}`,
    token: () =>
      [...(++n).toString(32).padStart(12, "0")].map((digit) => LETTERS[Number.parseInt(digit, 32)]).join("") +
      "tokentok",
    hashToken: () => new Uint8Array(),
    replyAddress: plusAddress,
  };
  let state: TicketState = { ...opened(promises), assignee: agent };
  state = {
    ...state,
    ticket: { ...state.ticket, assigneeId: agent.id, status: "in-progress", language: "en" },
  };
  let now: Instant = state.ticket.openedAt;
  const out: MailDraft[] = [];
  const roster = {
    agents: [agent, ...others].map((one) => ({ ...one, absences: [], lastAssignedAt: null })),
    settings: promises,
  };

  function read({ from, text, files = [], proved = true }: Written, subject: string) {
    const message = handMade(
      `From: ${from}\nMessage-ID: <${mint.id()}@${from.split("@")[1]}>\nSubject: ${subject}`,
      text,
    );
    const attachments = files.map((filename, part) => ({
      path: String(part),
      filename,
      contentType: "text/plain",
      size: 1,
      sha256: "",
      contentId: null,
      inline: false,
    }));
    const reading: Reading & { readonly kind: "message" } = {
      kind: "message",
      message: { ...message, attachments } as never,
      origin: { kind: "person", because: "", mayAutoReply: true },
      split: { visible: text, cut: [] },
      deliveryReport: null,
      forward: null,
      authentication: proved
        ? { proved: { address: from, method: "dkim", authservId: null }, because: "" }
        : { proved: null, because: "nothing" },
    };
    const who = { agent: null, contact: null, customer: null };
    return { inboundId: mint.id(), receivedAt: now, reading, because: "a reply", who, evidence: [] };
  }

  function save(decision: Decision): Decision {
    const kinds = new Map([...state.legs, ...(decision.legs ?? [])].map(({ id, kind }) => [id, kind]));
    const messages = decision.messages ?? [];
    const changed = new Map((decision.handoffs ?? []).map((change) => [change.id, change]));
    const people = [...(decision.participants ?? []), ...(decision.people ?? [])];
    const key = (person: { readonly legId: string; readonly address: string }) =>
      `${person.legId} ${person.address}`;
    const known = new Map([...state.participants, ...people].map((person) => [key(person), person]));
    const left = (decision.mails ?? []).filter(
      ({ held, cancelled }) => held === undefined && cancelled === undefined,
    );
    out.push(...left);
    state = {
      ...state,
      ticket: { ...state.ticket, ...decision.changed?.set },
      legs: [...state.legs, ...(decision.legs ?? [])],
      participants: [...known.values()],
      messages: [...state.messages, ...messages.filter(({ legId }) => kinds.get(legId) === "customer")].slice(
        -20,
      ),
      upstream: [...state.upstream, ...messages.filter(({ legId }) => kinds.get(legId) === "upstream")].slice(
        -20,
      ),
      events: [...state.events, ...(decision.events ?? [])],
      handoffs: state.handoffs.map((handoff) => {
        const change = changed.get(handoff.id);
        const learnt = (decision.caseNumbers ?? []).filter(({ legId }) => legId === handoff.legId);
        const numbers = [...handoff.numbers, ...learnt.map(({ number }) => number)];
        return { ...handoff, ...change?.set, ...(change ? { dueAt: change.dueAt } : {}), numbers };
      }),
    };
    return decision;
  }

  return {
    out,
    state: () => state,
    pass(ms: number) {
      now = plus(now, ms);
    },
    customerWrites: (written: Written) =>
      save(
        continueTicket(
          read(written, `Re: [#1001] ${state.ticket.subject}`),
          state,
          state.legs.find(({ kind }) => kind === "customer")!.id,
          roster,
          promises,
          mint,
          now,
        ),
      ),
    handOn(handoff: Omit<HandoffRow, "ticketId">) {
      state = { ...state, handoffs: [...state.handoffs, { ...handoff, ticketId: state.ticket.id }] };
    },
    /** Carries out or reminds of what is due. */
    wake() {
      for (const handoff of state.handoffs.filter(
        ({ dueAt, endedAt }) => dueAt !== null && dueAt <= now && endedAt === null,
      )) {
        const woken = wakeHandoff({
          handoff,
          state,
          promises,
          agents: [agent, ...others],
          files: [],
          leftBehind: { lost: [], others: 0 },
          mint,
          now,
        });
        if (woken.kind === "done") save(woken.decision);
      }
    },
    upstreamWrites: (legId: string, written: Written, subject: string) =>
      save(
        receiveUpstream({
          mail: read(written, subject),
          state,
          legId,
          ledBySecret: true,
          roster,
          promises,
          mint,
          now,
        }),
      ),
    /** In reply to a notice: of upstream's conversation, or else of the customer's. */
    agentWrites: (written: Written, notice: MailDraft | null) =>
      save(
        agentMail({
          mail: {
            ...read(written, "Re: [#1001]"),
            agent,
            notice: notice && { text: notice.text, at: now },
            ...(notice?.legId ? { legId: notice.legId } : {}),
            world: {
              agents: [agent, ...others],
              teams: [],
              customers: [],
              found: [],
              files: [],
              tickets: new Map(),
              held: {
                customer: state.messages.filter(({ unverified }) => unverified),
                upstream: state.upstream.filter(({ unverified }) => unverified),
              },
            },
            content: () => new Uint8Array(),
          },
          state,
          promises,
          mint,
          now,
        }),
      ),
  };
}
