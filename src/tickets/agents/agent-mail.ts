import { type AgentRequest, parseCommands } from "../../commands/parse.ts";
import type { ActContext } from "../acts/act.ts";
import { collidingAnswer } from "../acts/held-answer.ts";
import { carryOut } from "../acts/table.ts";
import { changes } from "../arrival/continue-ticket.ts";
import { ownMsgId } from "../arrival/kept-message.ts";
import { acknowledge, unacknowledged } from "../clock/acknowledged.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { tellPromiseChanged } from "../clock/tell-promise-changed.ts";
import { both, type Decision } from "../decision.ts";
import { upstreamPeople } from "../handoff/handoffs.ts";
import { writtenUpstream } from "../handoff/written-upstream.ts";
import { tellsAll, unclearTelling } from "../incident/told-words.ts";
import { writeDown } from "../ledger.ts";
import { customersLeg } from "../people-of.ts";
import type { TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { takesByAnswering } from "../team/place.ts";
import { sayReceipt } from "../words/say-receipt.ts";
import { agentAnswer } from "./agent-answer.ts";
import { type AgentDeal, keptByAgent } from "./agent-deal.ts";
import { answersUpstream, lineOfNotice, lineOfOtherSide } from "./agent-leak.ts";
import { receiptOf } from "./agents-receipt.ts";
import { holdForCollision, holdForWord } from "./hold-for-collision.ts";
import { holdUnclear } from "./hold-unclear.ts";
import { ownFiles } from "./own-files.ts";
import { practise } from "./practice.ts";
import { reassign } from "./reassign.ts";
import { showDryRun } from "./show-dry-run.ts";
import { leavesAt } from "./undo-window.ts";
import { stillToWrite } from "./written-directly.ts";

type Request = AgentRequest & { readonly kind: "request" };

/**
 * A mail of a proved agent on a ticket: commands are carried out, text answers the customer as the desk. Whatever is
 * unclear stops all of it: nothing is sent, nothing changes, and the agent is told why.
 *
 * The answer counts from when the desk received it, once the server has accepted it: until then it is provisional.
 */
export function agentMail(deal: AgentDeal): Decision {
  const { mail, state } = deal;
  const request = parseCommands(mail.reading.split.visible);
  if (request.kind === "held") return holdUnclear(deal, request);
  const has = (name: string): boolean => request.commands.some((command) => command.name === name);
  const leak = has("note") ? null : lineOfNotice(deal, request.text);
  if (leak !== null) {
    const whom = answersUpstream(deal) === null ? "the customer" : "upstream";
    const because = `the text still holds a line of the notice, which ${whom} must not see`;
    return holdUnclear(deal, { because, line: leak, suggestion: null });
  }
  // What is attached to #escalate answers nobody: it goes along with the issue.
  const attached = has("escalate") ? [] : mail.reading.message.attachments;
  const unclear = unclearTelling(request, attached);
  if (unclear !== null) return holdUnclear(deal, { because: unclear, line: "", suggestion: null });
  const files = tellsAll(request) ? 0 : attached.length;
  if (request.commands.length === 0 && request.text.trim() === "" && files === 0) {
    return holdUnclear(deal, { because: "the mail is empty", line: "", suggestion: null });
  }
  if (has("dryrun")) return showDryRun(deal, request);
  if (state.ticket.practice === true) return practise(deal, request);
  const answers = !has("note") && (request.text.trim() !== "" || files > 0);
  if (!answers) return carry(deal, request, false);
  const theirs = answersUpstream(deal);
  // Whom the agent wrote to past the desk has it already: there is nothing to hold.
  if (isWithThem(deal, theirs)) return carry(deal, request, true);
  if (theirs !== null && upstreamPeople(state, theirs).length === 0) {
    const because = "nobody there has written yet, so there is no address to answer: use their portal";
    return holdUnclear(deal, { because, line: "", suggestion: null });
  }
  const colliding = collidingAnswer(state, mail.agent.id, mail.notice?.at ?? null, theirs);
  if (colliding !== null) return holdForCollision(deal, request, colliding);
  const other = lineOfOtherSide(deal, request.text);
  if (other !== null) return holdForWord(deal, request, other);
  return carry(deal, request, true);
}

function isWithThem({ mail, state }: AgentDeal, theirs: string | null): boolean {
  const { message } = mail.reading;
  if (theirs === null) return stillToWrite(message, state).people === null;
  return writtenUpstream(message, state, theirs)?.legId === theirs;
}

function carry(deal: AgentDeal, request: Request, answers: boolean): Decision {
  const { mail, state, promises, mint, now } = deal;
  const { ticket } = state;
  const legId = customersLeg(state);
  const toCustomer = answers && answersUpstream(deal) === null;
  const kept = keptByAgent(deal, legId);
  const own = ownFiles(mail.reading.split.visible, kept);
  const context: ActContext = { ...deal, answered: toCustomer, answers, legId, own };
  const outcome = carryOut(request.commands, context);
  if (outcome.kind === "refused")
    return holdUnclear(deal, { because: outcome.because, line: "", suggestion: null });
  const seen = seenBy(deal, outcome.decision);
  const dueAt = leavesAt(mail.agent, promises, now);
  const answer = answers
    ? agentAnswer(
        {
          ...deal,
          state: withPeople(state, outcome.decision),
          asksScore: promises.satisfaction === "ask" && outcome.ticket?.status === "resolved",
        },
        request.text,
        kept.message,
        dueAt,
      )
    : null;
  const written = answer?.written ?? null;
  const events = writeDown(ticket.id, state.events, now, [
    ...(answer ? [answer.event] : []),
    ...(outcome.events ?? []),
    ...seen.events,
  ]);
  const after: TicketRow = {
    ...ticket,
    ...(toCustomer && ticket.status === "new" ? { status: "in-progress" as const } : {}),
    ...(answers && takesByAnswering(state, promises) ? { assigneeId: mail.agent.id } : {}),
    ...outcome.ticket,
    lastMessageAt: mail.receivedAt,
  };
  const targets = settleTargets({
    ticketId: ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
  const isNote = request.commands.some(({ name }) => name === "note");
  const decision: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: answers || isNote ? "sent-by-agent" : "command",
      because: mail.because,
      ticketId: ticket.id,
    },
    changed: { id: ticket.id, set: { ...changes(after), ...outcome.ticket } },
    messages: [
      {
        ...kept.message,
        direction: answers ? "out" : "note",
        visibleText: answers ? request.text : mail.reading.split.visible,
        legId: answer?.legId ?? legId,
        outboundId: written?.mail.id ?? null,
        msgId: written?.msgId ?? kept.message.msgId,
      },
    ],
    attachments: kept.attachments,
    events,
    targets,
    ...(written
      ? { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens }
      : answers
        ? {
            messageIds: ownMsgId(
              { ...kept.message, legId: answer?.legId ?? legId },
              toCustomer ? "customer" : "upstream",
            ),
          }
        : {}),
  };
  const past = answer?.reached ?? [];
  const receipt = receiptOf(deal, outcome, past, written && { to: written.mail.recipients, dueAt });
  const { commands } = request;
  const said = sayReceipt(deal, legId, { commands, receipt, exception: past.length > 0 });
  const isChanged = after.severity !== ticket.severity || after.plan !== ticket.plan;
  const told = isChanged
    ? tellPromiseChanged({ state, after: { ticket: after, targets }, promises, mint, now })
    : {};
  const handed = reassign({ ...deal, after, added: events, targets });
  const placed = { changed: { id: ticket.id, set: handed.ticket } };
  const more = [answer?.decision ?? {}, outcome.decision ?? {}, seen.decision, told, said, placed];
  return [...more, handed.decision].reduce(both, decision);
}

/** Whoever was told of a promise and answers on the ticket has seen it: that acknowledges what they were told. */
function seenBy({ mail, state }: AgentDeal, done: Decision | undefined) {
  const open = unacknowledged(state, mail.agent.id);
  if (open.length === 0 || done?.acknowledged !== undefined) return { events: [], decision: {} };
  const by = { at: mail.receivedAt, agentId: mail.agent.id, because: "they wrote on the ticket" };
  const { event, decision } = acknowledge(open, by);
  return { events: [event], decision };
}

/** People who are added or removed by the same mail that answers: the answer goes to them, or no longer. */
function withPeople(state: TicketState, decision: Decision | undefined): TicketState {
  const people = decision?.people ?? [];
  const changed = new Set(people.map(({ legId, address }) => `${legId} ${address}`));
  const rest = state.participants.filter(({ legId, address }) => !changed.has(`${legId} ${address}`));
  return people.length === 0 ? state : { ...state, participants: [...rest, ...people] };
}
