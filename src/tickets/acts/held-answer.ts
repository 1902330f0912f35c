import { parseCommands } from "../../commands/parse.ts";
import type { KnownFile } from "../../escalation/files.ts";
import { theirTurn } from "../agent-answer.ts";
import { both, type Decision } from "../decision.ts";
import type { HandoffChange } from "../handoff-rows.ts";
import { handoffOf } from "../handoffs.ts";
import { ownFilesOf } from "../own-files.ts";
import type { AnswerRow, MessageRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";

/** Waits for its author, and not because nothing may leave yet. */
export function isHeld({ state, because }: AnswerRow): boolean {
  return state === "held" && because !== "shadow";
}

function ownHeld({ mail, state }: ActContext): readonly AnswerRow[] {
  return state.answers.filter((answer) => isHeld(answer) && answer.agentId === mail.agent.id);
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

/** `#send`: the held answers of this agent leave, with the commands that stood in their mails. They count from now. */
export function sendHeld(
  again: (commands: readonly { name: string; argument: string }[], own: readonly KnownFile[]) => Acted | null,
): Act {
  return (_argument, context) => {
    const answers = ownHeld(context);
    if (answers.length === 0) return refused("#send: no answer of yours is held on this ticket");
    const { state, now } = context;
    const toCustomer = answers.some(({ audience }) => audience === "customer");
    const messages = answers.flatMap((answer) => messageOf(state, answer) ?? []);
    const requests = messages.map(({ visibleText }) => parseCommands(visibleText));
    const commands = requests.flatMap((request) => (request.kind === "request" ? request.commands : []));
    const own = messages.flatMap((message) => ownFilesOf(message, context.mail.world.files));
    const outcome = commands.length === 0 ? null : again(commands, own);
    if (outcome?.kind === "refused") return outcome;
    const released: Decision = {
      mailChanges: answers.map(({ id }) => ({
        id,
        to: "ready",
        because: "released by its author",
        dueAt: now,
      })),
      messageChanges: messages.map(({ id }, n) => {
        const request = requests[n]!;
        return {
          id,
          set: { direction: "out", ...(request.kind === "request" ? { visibleText: request.text } : {}) },
        };
      }),
    };
    return {
      kind: "done",
      ticket: {
        ...(state.ticket.status === "new" && toCustomer ? { status: "in-progress" } : {}),
        ...(state.ticket.assigneeId === null ? { assigneeId: context.mail.agent.id } : {}),
        ...outcome?.ticket,
      },
      events: [
        ...answers.map((answer) => ({ ...byAgent(context, "send"), ...sentNow(answer, context).event })),
        ...(outcome?.events ?? []),
      ],
      decision: [
        { handoffs: answers.flatMap((answer) => sentNow(answer, context).handoffs) },
        outcome?.decision ?? {},
      ].reduce(both, released),
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

/** `#drop`: the held answers of this agent are not sent; they stay on the ticket as notes. */
export const drop: Act = (_argument, context) => {
  const answers = ownHeld(context);
  if (answers.length === 0) return refused("#drop: no answer of yours is held on this ticket");
  return withdrawn(answers, "drop", "dropped by its author", context);
};

/** Answers that do not leave: they stay on the ticket as notes. */
export function withdrawn(
  answers: readonly AnswerRow[],
  command: string,
  because: string,
  context: ActContext,
): Acted {
  const { state } = context;
  const notes = answers.flatMap((answer) => messageOf(state, answer) ?? []);
  return {
    kind: "done",
    events: answers.map((answer) => ({ ...byAgent(context, command), ...notSent(answer, context) })),
    decision: {
      handoffs: answers.flatMap((answer) => ourTurn(answer, context)),
      mailChanges: answers.map(({ id }) => ({ id, to: "cancelled", because, dueAt: null })),
      messageChanges: notes.map(({ id }) => ({ id, set: { direction: "note" } })),
    },
    line: `your answer is not sent; it stays on the ticket as a note${command === "undo" ? ". What else that mail did stays done" : ""}`,
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
