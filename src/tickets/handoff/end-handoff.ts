import { both, type Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { writeDown } from "../ledger.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { peopleOf } from "../team/told-people.ts";
import type { UpstreamWord } from "../words/wording-upstream.ts";
import { numberOf, upstreamPeople } from "./handoffs.ts";
import { takeBack, unsentMails } from "./unsent.ts";
import { upstreamSubject, writeUpstream } from "./upstream-letter.ts";
import type { WakeHandoff, Woken } from "./woken-handoff.ts";

/**
 * Ends a handoff because its ticket is done: upstream is told once where it goes by mail; where it was filed in a portal, its agent
 * is reminded to close it there. What nobody there knows of yet ends in silence.
 */
export function endHandoff(wake: WakeHandoff): Woken {
  const { handoff, state, now } = wake;
  const unsent = unsentMails(handoff, state);
  const wasTold = handoff.legId !== null && unsent === null;
  const because = `the ticket is ${state.ticket.status}`;
  const unit = wasTold ? null : (handoff.unit ?? null);
  const isTaken = unit !== null && unit.refundedAt === null;
  const by = { at: now, actor: "desk", because } as const;
  const kept = unsent && takeBack(unsent, handoff.id, by);
  const events = writeDown(state.ticket.id, state.events, now, [
    { ...by, type: "handoff_closed", data: { escalation: handoff.id } },
    ...(kept?.events ?? []),
    ...(isTaken
      ? [
          {
            ...by,
            type: "unit_refunded",
            data: { escalation: handoff.id, units: unit.units, outcome: unreached(handoff) },
          },
        ]
      : []),
  ]);
  const ended: Decision = {
    events,
    handoffs: [
      {
        id: handoff.id,
        set: { state: wasTold ? "closed" : "cancelled", because, endedAt: now, expectedAt: null },
        dueAt: null,
      },
    ],
  };
  const { route } = handoff.detail;
  if (!wasTold) {
    const refunds = [{ escalationId: handoff.id, because: unreached(handoff), at: now }];
    return { kind: "done", because, decision: { ...ended, ...kept?.decision, refunds } };
  }
  const told = route.by === "mail" ? wordTo(wake, { kind: "ended" }, because) : toClose(wake);
  return { kind: "done", because, decision: both(ended, told) };
}

/** Why what a handoff took is given back that nobody there has got, nor ever will. */
export function unreached({ state }: HandoffRow): string {
  return state === "prepared" ? "never filed" : "never sent";
}

/** A short word of the desk's to upstream; nothing where nobody of theirs is known. */
export function wordTo(
  {
    handoff,
    state,
    promises,
    mint,
    now,
  }: Pick<WakeHandoff, "handoff" | "state" | "promises" | "mint" | "now">,
  word: UpstreamWord,
  because: string,
): Decision {
  const { legId, detail } = handoff;
  const to = legId === null ? [] : upstreamPeople(state, legId);
  if (legId === null || to.length === 0) return {};
  const { route } = detail;
  const words = promises.wording.upstreamWord({
    number: state.ticket.number,
    subject: detail.packet.title,
    caseNumber: numberOf(handoff),
    language: route.by === "mail" ? (route.language ?? promises.partners[route.to]?.language ?? null) : null,
    word,
  });
  const written = writeUpstream({
    state,
    promises,
    mint,
    now,
    legId,
    to,
    because,
    words: { ...words, subject: upstreamSubject(state, legId, detail.packet.title) },
    agentName: null,
    messageId: null,
    dueAt: now,
    once: `handoff.${handoff.id}.${word.kind}.${handoff.generation}`,
  });
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}

function toClose({ handoff, state, promises, agents, mint, now }: WakeHandoff): Decision {
  const { route } = handoff.detail;
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: peopleOf("assignee", { ticket: state.ticket, agents, teams: promises.teams }),
    purpose: "notice",
    legId: handoff.legId,
    because: "to be closed in the portal",
    words: (replyAddress) =>
      promises.wording.handoffNews({
        kind: "to-close",
        number: state.ticket.number,
        subject: state.ticket.subject,
        caseNumber: numberOf(handoff),
        partner: route.name,
        customer: state.customer?.name ?? state.requester.address,
        since: handoff.sentAt ?? handoff.createdAt,
        expectedAt: null,
        reminded: 0,
        link: route.by === "portal" ? route.link : null,
        answersThem: handoff.legId !== null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      }),
    once: `handoff.${handoff.id}.close`,
  });
}
