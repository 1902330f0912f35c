import { both, type Decision } from "../decision.ts";
import { handoffOf, openHandoffs, speaksFor } from "../handoff/handoffs.ts";
import { tellUpstreamWrote } from "../handoff/tell-upstream-wrote.ts";
import { theyAnswered } from "../handoff/they-answered.ts";
import { numbersOf } from "../handoff/upstream-mail.ts";
import { OPEN_AGAIN, waitIsOver } from "../handoff/upstream-wait.ts";
import type { LegRow, MessageRow } from "../rows.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { type Other, onOther } from "./merge.ts";
import { type Moving, rosterOf, ticketNumber } from "./world.ts";

/**
 * `#move 1001` in reply to a notice of a mail of upstream's that is held: it belongs to another ticket that is with them. There it counts
 * as if it had just come, and a reply to any notice of it goes there. Whose customer's ticket it is does not matter: it is nobody's of
 * the customers.
 */
export function moveUpstream(moving: Moving, ...[argument, context]: Parameters<Act>): Acted {
  const { state, mail } = context;
  const { message } = moving;
  const number = ticketNumber(argument);
  if (!message.unverified)
    return refused("#move: this mail of upstream's counts here already; only a held one can go");
  if (number === null)
    return refused("#move: a mail of upstream's goes to a ticket that is with them: #move 1002");
  const other = mail.world.tickets.get(number);
  if (other === undefined) return refused(`#move: there is no ticket #${number}`);
  if (other.state.ticket.id === state.ticket.id)
    return refused(`#move: it is on #${number} already; #allow lets it count`);
  if (other.state.ticket.mergedInto !== null) return refused(`#move: #${number} was merged away itself`);
  const leg = legFor(message, other);
  if (leg === null)
    return refused(`#move: ${message.authorAddress} writes for nobody upstream of #${number}`);
  return moved(moving, other, leg, context);
}

/** The conversation there in which its writer speaks: one that waits for them before others, the newest before older ones. */
function legFor({ authorAddress }: MessageRow, { state }: Other): LegRow | null {
  const theirs = state.legs.filter(({ id }) => speaksFor(state, id, authorAddress));
  const open = new Set(openHandoffs(state).map(({ legId }) => legId));
  return theirs.findLast(({ id }) => open.has(id)) ?? theirs.at(-1) ?? null;
}

function moved({ message, files }: Moving, other: Other, leg: LegRow, context: ActContext): Acted {
  const { mail, mint, now } = context;
  const into = other.state;
  const { number } = into.ticket;
  const own = byAgent(context, "move");
  const place = { ticketId: into.ticket.id, legId: leg.id };
  const handoff = handoffOf(into, leg.id);
  const over = waitIsOver(into, own);
  const came = onOther(other, context, [
    { ...own, type: "upstream_message", data: { message: message.id, escalation: handoff?.id ?? null } },
    ...over,
  ]);
  const learnt = numbersOf({ mail, state: into, legId: leg.id, now }, handoff, message);
  const set = { lastMessageAt: mail.receivedAt, ...(over.length > 0 ? OPEN_AGAIN : {}) };
  const told = tellUpstreamWrote({
    state: into,
    legId: leg.id,
    message: { ...message, ...place, unverified: false },
    files,
    held: null,
    unable: false,
    caseNumber: learnt.at(-1)?.number ?? handoff?.numbers.at(-1) ?? "",
    roster: rosterOf(mail.world, other.promises),
    promises: other.promises,
    mint,
    now,
  });
  const arrived: Decision = {
    others: [{ id: into.ticket.id, set }],
    messageChanges: [{ id: message.id, set: { ...place, unverified: false } }],
    moved: [{ messageId: message.id, msgId: message.msgId, from: message.ticketId, to: place }],
    messageIds:
      message.msgId === null
        ? []
        : [{ ...place, msgId: message.msgId, minted: false, audience: "upstream", outboundId: null }],
    caseNumbers: learnt,
    ...(handoff === null ? {} : { handoffs: [theyAnswered(handoff, now, "moved here by an agent")] }),
  };
  return {
    kind: "done",
    events: [{ ...own, type: "upstream_moved", data: { message: message.id, to: into.ticket.id } }],
    decision: [came, arrived, told].reduce(both),
    line: `moved to #${number}, where it counts as upstream's; the number it names stands there too`,
  };
}
