import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import type { HandoffChange, HandoffRow } from "../handoff-rows.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import type { ParticipantRow, TicketRow } from "../rows.ts";
import { handoffOf, speaksFor, UNABLE } from "./handoffs.ts";
import { holdUpstream, keepUpstream, orOnAnother } from "./hold-upstream.ts";
import { tellUpstreamWrote } from "./tell-upstream-wrote.ts";
import { theyAnswered } from "./they-answered.ts";
import { keptOf, numbersOf, type ReceiveUpstream, settledAs } from "./upstream-mail.ts";
import { OPEN_AGAIN, waitIsOver } from "./upstream-wait.ts";

/**
 * A mail in a conversation with upstream. Theirs joins it, the numbers they give are learnt, the agents are told, and it is our turn
 * again; the customer is told nothing and none of their clocks is moved. Automatic mail is learnt from and starts nothing.
 * Whoever is none of them, and whoever proves nothing where nothing but a number led here, is held and shown to the agents; so is what
 * may as well belong to another ticket.
 */
export function receiveUpstream(receive: ReceiveUpstream): Decision {
  const { mail, state, legId, ledBySecret } = receive;
  const { message, authentication, origin, split } = mail.reading;
  const from = message.from?.address ?? "";
  if (!speaksFor(state, legId, from)) {
    return holdUpstream(receive, "its sender is none of theirs");
  }
  const isProved = authentication.proved?.address.toLowerCase() === from.toLowerCase();
  if (!isProved && !ledBySecret)
    return holdUpstream(receive, `nothing proves its sender (${authentication.because})`);
  if (receive.orOn?.length) return holdUpstream(receive, orOnAnother(receive));
  if (origin.kind !== "person")
    return keepUpstream(receive, { because: `${origin.kind}: ${origin.because}` });
  const handoff = handoffOf(state, legId);
  const unable = unableIn(split.visible);
  const mayGiveBack = handoff !== null && handoff.endedAt === null && handoff.detail.route.by === "mail";
  if (unable && mayGiveBack && !isProved) {
    return holdUpstream(
      receive,
      "it gives the issue back, and nothing proves its sender: #handback takes it back by hand",
    );
  }
  return join(receive, handoff, unable && mayGiveBack);
}

/** Whether the first line written says `#unable`, with or without a reason. Everything else of theirs is text. */
export function unableIn(visible: string): boolean {
  const first = visible.split("\n", 20).find((line) => line.trim() !== "");
  return first !== undefined && /^\s*#unable(?:[\s:.,]|$)/i.test(first.slice(0, 500));
}

function join(receive: ReceiveUpstream, handoff: HandoffRow | null, unable: boolean): Decision {
  const { mail, state, legId, promises, roster, mint, now } = receive;
  const { ticket } = state;
  const kept = keptOf(receive, "upstream", false);
  const at = mail.receivedAt;
  const events = writeDown(ticket.id, state.events, now, [
    {
      at,
      type: "upstream_message",
      actor: "upstream",
      because: mail.because,
      data: { message: kept.message.id, ...(handoff ? { escalation: handoff.id } : {}) },
    },
    ...(unable && handoff ? [givenBack(handoff, at)] : []),
    ...waitIsOver(state, { at, actor: "upstream", because: "upstream wrote" }),
  ]);
  const isWaiting = events.some(({ type }) => type === "status");
  const learnt = numbersOf(receive, handoff, kept.message);
  const after: TicketRow = {
    ...ticket,
    lastMessageAt: at,
    ...(isWaiting ? OPEN_AGAIN : {}),
  };
  const targets = isWaiting ? settled(receive, events) : [];
  const joined: Decision = {
    settled: settledAs(receive, "added-to-ticket", mail.because),
    changed: {
      id: ticket.id,
      set: { lastMessageAt: at, ...(isWaiting ? OPEN_AGAIN : {}) },
    },
    people: personOf(receive),
    messages: [kept.message],
    attachments: kept.attachments,
    messageIds: kept.messageIds,
    events,
    targets,
    ...(handoff ? { handoffs: [answered(handoff, at, unable)] } : {}),
    caseNumbers: learnt,
  };
  const notice = tellUpstreamWrote({
    state: { ...state, ticket: after },
    legId,
    message: kept.message,
    files: kept.attachments,
    held: null,
    unable,
    caseNumber: learnt.at(-1)?.number ?? handoff?.numbers.at(-1) ?? "",
    roster,
    promises,
    mint,
    now,
  });
  return both(joined, notice);
}

/** What their mail makes of the handoff: answered, or given back. */
function answered(handoff: HandoffRow, at: Instant, unable: boolean): HandoffChange {
  const { id, set, dueAt } = theyAnswered(handoff, at, "they answered");
  return unable
    ? { id, set: { ...set, state: "handed-back", because: UNABLE, endedAt: at }, dueAt }
    : { id, set, dueAt };
}

function givenBack(handoff: HandoffRow, at: Instant): NewEvent {
  const data = { escalation: handoff.id, result: UNABLE };
  return { at, type: "handed_back", actor: "upstream", because: "#unable", data };
}

function settled({ state, promises, mint, now }: ReceiveUpstream, events: ReturnType<typeof writeDown>) {
  return settleTargets({
    ticketId: state.ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
}

/** Whoever of theirs writes is answered from then on. */
function personOf({ mail, legId, now }: ReceiveUpstream): readonly ParticipantRow[] {
  const { from } = mail.reading.message;
  if (from === null) return [];
  const address = from.address.toLowerCase();
  return [{ legId, address, name: from.name, role: "upstream", held: false, addedAt: now }];
}
