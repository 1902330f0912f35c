import { openFromMessage } from "../agents/open-from-message.ts";
import { both, type Decision } from "../decision.ts";
import { upstreamLeg } from "../handoff/handoffs.ts";
import type { NewEvent } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import { customersLeg } from "../people-of.ts";
import type { MessageRow, ParticipantRow, TargetRow } from "../rows.ts";
import { concerned } from "../team/concerned.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { isEmptied, isOneCustomer, type Other, onOther, REVIVED } from "./merge.ts";
import { handoffsCome, handoffsLeave, handoffsReturn } from "./merged-handoffs.ts";
import { isAlone, isOfTicket, isUnanswered, mayJoin, opens, stays } from "./movable.ts";
import { moveUpstream } from "./move-upstream.ts";
import { type Moving, rosterOf, ticketNumber, wantsNew } from "./world.ts";

/**
 * `#move 1002`, `#move new`: the message that the notice shows goes to another ticket of the same customer, or to one of its
 * own. Replies to it follow. Where nobody had answered it, it is as if it had never come here, and the response is owed there
 * since it came. As a reply to its notice, `#move 1001` takes it back.
 */
export const move: Act = (argument, context) => {
  const { moving, tickets } = context.mail.world;
  if (context.answered || context.answers === true)
    return refused("#move stands alone: the answer goes as a reply to the notice of the other ticket");
  if (moving && upstreamLeg(context.state, moving.message.legId) !== null)
    return moveUpstream(moving, argument, context);
  const wanted = wantsNew(argument) ? "new" : ticketNumber(argument);
  if (wanted === null) return refused("#move takes a ticket's number or new: #move 1002, #move new");
  if (!moving) return refused("#move, once a mail, as a reply to the notice that shows the message");
  const because = stays(moving.message, context.state);
  if (because !== null) return refused(`#move: ${because}`);
  if (wanted === "new") return toNew(moving, context);
  const other = tickets.get(wanted);
  if (other === undefined) return refused(`#move: there is no ticket #${wanted}`);
  return toOther(moving, other, context);
};

function toNew(moving: Moving, context: ActContext): Acted {
  const { message, files, fresh } = moving;
  const { state, mail, mint, now } = context;
  if (fresh === null) return refused("#move takes a ticket's number or new: #move 1002, #move new");
  if (opens(message, state))
    return refused(
      isAlone(message, state)
        ? `#move new: #${state.ticket.number} is a ticket of its own already`
        : "#move new: this message opened the ticket; move those that do not belong to it",
    );
  const learnt = moving.who.customer === null && isOfTicket(message, state);
  const who = learnt ? { ...moving.who, customer: state.customer } : moving.who;
  const place = { mail, message, files, who, number: fresh.number };
  const { deskAddress } = state.ticket;
  const opened = openFromMessage({
    ...place,
    deskAddress,
    promises: fresh.promises,
    roster: rosterOf(mail.world, fresh.promises),
    mint,
    now,
  });
  const ticketId = opened.opened!.id;
  return {
    kind: "done",
    events: [left(message, ticketId, context)],
    decision: both(opened, repointed(message, { ticketId, legId: opened.legs![0]!.id })),
    line: `moved to a new ticket, #${fresh.number}; #move ${state.ticket.number} as a reply to its notice takes it back`,
  };
}

function toOther(moving: Moving, other: Other, context: ActContext): Acted {
  const { state, mail, now } = context;
  const { message, who } = moving;
  const into = other.state;
  const { number } = into.ticket;
  const home = into.ticket.mergedInto === state.ticket.id && isEmptied(into);
  if (into.ticket.id === state.ticket.id) return refused(`#move: it is on #${number} already`);
  if (into.ticket.mergedInto !== null && !home) return refused(`#move: #${number} was merged away itself`);
  if (message.unverified && !home && !mayJoin(message, who, into))
    return refused(
      `#move: ${message.authorAddress} is nobody of #${number} either; #move new makes a case of its own`,
    );
  if (!message.unverified && !isOneCustomer(state, into))
    return refused(`#move: #${number} is another customer's; it would show one the other's mail`);
  const first = opens(message, state);
  if (first && !isAlone(message, state))
    return refused(`#move: this message opened the ticket; #merge ${number} moves all of it`);
  const since = isUnanswered(message, state) && !home ? message.at : null;
  const own = byAgent(context, "move");
  const data = { message: message.id, from: state.ticket.id, unansweredSince: since };
  const came = onOther(other, context, [
    ...(home ? [{ ...own, type: "restored", data: { because: "moved" } }] : []),
    { ...own, type: "moved_in", data },
    ...(first ? handoffsCome(state, own) : []),
    ...(home ? handoffsReturn(into, state.events) : []),
  ]);
  const legId = customersLeg(into);
  const people: readonly ParticipantRow[] =
    message.authorAddress.toLowerCase() === into.requester.address
      ? []
      : [
          {
            legId,
            address: message.authorAddress.toLowerCase(),
            name: message.authorName,
            role: "copied",
            held: false,
            addedAt: now,
          },
        ];
  const revived = since === null && !home ? {} : into.ticket.status === "new" ? {} : REVIVED;
  const set = { ...revived, ...(home ? { mergedInto: null } : {}) };
  const arrived: Decision = {
    others: [{ id: into.ticket.id, set: { ...set, lastMessageAt: mail.receivedAt } }],
    people,
  };
  const told = tellThem(moving, other, came.targets ?? [], context);
  return {
    kind: "done",
    ...(first
      ? {
          ticket: {
            status: "closed",
            closedAt: mail.receivedAt,
            mergedInto: into.ticket.id,
            waitingUntil: null,
          },
        }
      : {}),
    events: [
      left(message, into.ticket.id, context),
      ...(first ? [{ ...own, type: "cancelled", data: { because: "moved" } }] : []),
      ...(home ? handoffsLeave(into, state.events, own) : []),
    ],
    decision: [came, arrived, told, repointed(message, { ticketId: into.ticket.id, legId })].reduce(both),
    line: `moved to #${number}; #move ${state.ticket.number} as a reply to its notice takes it back`,
  };
}

/** On the ticket that a message leaves: void where nobody answered it, and it was not what opened the ticket. */
function left(message: MessageRow, to: string, context: ActContext): NewEvent {
  const { state } = context;
  const voids = !message.unverified && !opens(message, state) && isUnanswered(message, state);
  return { ...byAgent(context, "move"), type: "moved_away", data: { message: message.id, to, voids } };
}

function repointed(message: MessageRow, to: { readonly ticketId: string; readonly legId: string }): Decision {
  const { id: messageId, msgId, ticketId: from } = message;
  return {
    messageChanges: [{ id: messageId, set: { ...to, unverified: false } }],
    moved: [{ messageId, msgId, from, to }],
    // A held message's msg-id led nobody anywhere until now.
    ...(message.unverified && msgId !== null
      ? { messageIds: [{ ...to, msgId, minted: false, audience: "customer", outboundId: null }] }
      : {}),
  };
}

/** Those who have the other ticket get the message as if it had just come there. */
function tellThem(
  { message, files, filesThere }: Moving,
  { state, promises }: Other,
  targets: readonly TargetRow[],
  context: ActContext,
): Decision {
  const { mail, mint, now } = context;
  const moved = { ...message, unverified: false };
  const about = {
    event: "customer-wrote" as const,
    ticket: state.ticket,
    legId: customersLeg(state),
    customer: state.customer?.name ?? state.requester.address,
    requester: { name: message.authorName, address: message.authorAddress },
    message: moved,
    attachments: files,
    before: filesThere,
    history: state.messages,
    targets: targets.length > 0 ? targets : state.targets,
    assignee: state.assignee?.name ?? null,
    because: "a message was moved here",
  };
  const roster = rosterOf(mail.world, promises);
  const to = concerned({ ticket: state.ticket, targets: about.targets, roster, now });
  return writeNotices(about, to, promises, mint, now);
}
