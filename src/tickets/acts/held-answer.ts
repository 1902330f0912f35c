import { parseCommands } from "../../commands/parse.ts";
import type { KnownFile } from "../../escalation/files.ts";
import { theirTurn } from "../agents/agent-answer.ts";
import { ownFilesOf } from "../agents/own-files.ts";
import { both, type Decision } from "../decision.ts";
import { handoffOf } from "../handoff/handoffs.ts";
import type { HandoffChange } from "../handoff-rows.ts";
import type { AnswerRow, MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { type Act, type ActContext, type Acted, byAgent, type Refused, refused } from "./act.ts";

/** Waits for its author, and not because nothing may leave yet. */
export function isHeld({ state, because }: AnswerRow): boolean {
  return state === "held" && because !== "shadow";
}

/**
 * The held answer that an agent means: the one whose receipt they reply to, which was written in the same moment, or the only one there
 * is. Several at once never: what was held by itself is sent by itself.
 */
function meantOf({ mail, state }: ActContext, command: "send" | "drop"): AnswerRow | Refused {
  const own = state.answers.filter(({ agentId }) => agentId === mail.agent.id);
  const held = own.filter(isHeld);
  if (held.length === 0) return refused(`#${command}: no answer of yours is held on this ticket`);
  const receipt = typeof mail.notice?.messageId === "string" ? null : mail.notice;
  const shown = own.filter(({ createdAt }) => createdAt === receipt?.at);
  const [meant, ...others] = shown.length > 0 ? shown.filter(isHeld) : held;
  const next = "reply to the receipt of the one you mean";
  if (meant === undefined) return refused(`#${command}: the answer that mail is about is not held; ${next}`);
  if (others.length > 0)
    return refused(`#${command}: ${others.length + 1} answers of yours are held here; ${next}`);
  return meant;
}

/**
 * An answer of somebody else that its author cannot have known: written later than the notice they reply to, and on its
 * way or sent. Null: none, or nobody knows what the author had read.
 */
export function collidingAnswer(
  state: TicketState,
  agentId: string,
  noticeAt: number | null,
  /** The conversation with upstream that is answered; null: the customer's. */
  theirs: string | null = null,
): AnswerRow | null {
  if (noticeAt === null) return null;
  const gone = new Set(["cancelled", "failed", "bounced"]);
  return (
    state.answers.findLast(
      (answer) =>
        answer.agentId !== agentId &&
        // What the desk wrote by itself, such as a reminder, answers nobody.
        answer.agentId !== null &&
        answer.createdAt > noticeAt &&
        !gone.has(answer.state) &&
        (theirs === null ? answer.audience === "customer" : answer.legId === theirs),
    ) ?? null
  );
}

/** `#send`: the held answer leaves, with the commands that stood in its mail. It counts from now. */
export function sendHeld(
  again: (commands: readonly { name: string; argument: string }[], own: readonly KnownFile[]) => Acted | null,
): Act {
  return (_argument, context) => {
    const answer = meantOf(context, "send");
    if ("kind" in answer) return answer;
    const { state, now } = context;
    const message = messageOf(state, answer);
    const request = message === null ? null : parseCommands(message.visibleText);
    const commands = request?.kind === "request" ? request.commands : [];
    const own = message === null ? [] : ownFilesOf(message, context.mail.world.files);
    const outcome = commands.length === 0 ? null : again(commands, own);
    if (outcome?.kind === "refused") return outcome;
    const { event, handoffs } = sentNow(answer, context);
    const visible = request?.kind === "request" ? { visibleText: request.text } : {};
    const released: Decision = {
      mailChanges: [{ id: answer.id, to: "ready", because: "released by its author", dueAt: now }],
      messageChanges: message === null ? [] : [{ id: message.id, set: { direction: "out", ...visible } }],
    };
    return {
      kind: "done",
      ticket: {
        ...(state.ticket.status === "new" && answer.audience === "customer" ? { status: "in-progress" } : {}),
        ...(state.ticket.assigneeId === null ? { assigneeId: context.mail.agent.id } : {}),
        ...outcome?.ticket,
      },
      events: [{ ...byAgent(context, "send"), ...event }, ...(outcome?.events ?? [])],
      decision: [{ handoffs }, outcome?.decision ?? {}].reduce(both, released),
      line: `your held answer is sent${outcome === null || outcome.line === "" ? "" : `; ${outcome.line}`}`,
      ...(outcome?.carried && { carried: outcome.carried }),
    };
  };
}

/** What it means that an answer leaves now: to the customer it is one that a promise waits for, to upstream it makes it their turn. */
function sentNow(answer: AnswerRow, { state, now, promises }: ActContext) {
  const { id, messageId, audience, legId } = answer;
  if (audience === "upstream" && legId !== null) return theirTurn(state, legId, id, messageId, now, promises);
  const data = { mail: id, provisional: true, message: messageId };
  return { event: { type: "agent_reply", data }, handoffs: [] };
}

/** `#drop`: the held answer is not sent; it stays on the ticket as a note. */
export const drop: Act = (_argument, context) => {
  const answer = meantOf(context, "drop");
  return "kind" in answer ? answer : withdrawn(answer, "drop", "dropped by its author", context);
};

/** An answer that does not leave: it stays on the ticket as a note. */
export function withdrawn(
  answer: AnswerRow,
  command: string,
  because: string,
  context: ActContext,
): Acted & { readonly kind: "done" } {
  const note = messageOf(context.state, answer);
  return {
    kind: "done",
    events: [{ ...byAgent(context, command), ...notSent(answer, context) }],
    decision: {
      handoffs: ourTurn(answer, context),
      mailChanges: [{ id: answer.id, to: "cancelled", because, dueAt: null }],
      messageChanges: note === null ? [] : [{ id: note.id, set: { direction: "note" } }],
    },
    line: "your answer is not sent; it stays on the ticket as a note",
  };
}

/** What a ledger says of an answer that is not sent; one to upstream never made it their turn. */
function notSent({ id, audience, legId }: AnswerRow, { state }: ActContext) {
  if (audience !== "upstream" || legId === null) return { type: "reply_failed", data: { mail: id } };
  const escalation = handoffOf(state, legId)?.id ?? null;
  return { type: "upstream_withdrawn", data: { mail: id, escalation } };
}

/** A mail to upstream that was on its way had made it their turn: it is ours again, where they had written before. */
function ourTurn(answer: AnswerRow, { state }: ActContext): readonly HandoffChange[] {
  const { audience, legId } = answer;
  const handoff =
    audience === "upstream" && legId !== null && !isHeld(answer) ? handoffOf(state, legId) : null;
  if (handoff === null || handoff.answeredAt === null || handoff.state !== "sent") return [];
  const set = { state: "answered", because: "our reply was taken back", expectedAt: null } as const;
  return [{ id: handoff.id, set, dueAt: null }];
}

function messageOf(state: TicketState, { messageId }: AnswerRow): MessageRow | null {
  return [...state.messages, ...state.upstream].find(({ id }) => id === messageId) ?? null;
}
