import { addServiceTime } from "../../service-hours/arithmetic.ts";
import type { ServiceHours } from "../../service-hours/compiled.ts";
import { type Instant, iso } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import type { HandoffRow } from "../handoff-rows.ts";
import { writeDown } from "../ledger.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { peopleOf } from "../team/told-people.ts";
import { hoursOf, numberOf, ourHours, upstreamPeople } from "./handoffs.ts";
import { unsentMails } from "./unsent.ts";
import { upstreamSubject, writeUpstream } from "./upstream-letter.ts";
import type { WakeHandoff, Woken } from "./woken-handoff.ts";

/**
 * Reminds of a handoff that is not filed yet, or not answered in time: of the one the agents, of the other upstream by mail where it
 * goes by mail, and the agents where it goes by portal. So often as desk.yaml says, in service hours; then the lead is told, once.
 */
export function remindOfHandoff(wake: WakeHandoff): Woken {
  const { handoff, promises, now } = wake;
  const { state, expectedAt } = handoff;
  if (state === "sent" && expectedAt === null) return { kind: "stale", because: "nothing was promised" };
  const notBefore = handoff.dueAt ?? now;
  if (now < notBefore) return { kind: "early", because: "its time has not come", until: notBefore };
  if (unsentMails(handoff, wake.state) !== null) {
    const later = [{ id: handoff.id, set: {}, dueAt: nextReminder(wake, now) }];
    return { kind: "done", because: "nothing has left for them yet", decision: { handoffs: later } };
  }
  const { route } = handoff.detail;
  const isLast = handoff.reminders >= promises.handoffs.reminders;
  const reminders = handoff.reminders + 1;
  // Whom desk.yaml does not name any more is not written to; our own people are told.
  const isPartner = route.by === "mail" && promises.partners[route.to] !== undefined;
  const byMail = state === "sent" && isPartner && !isLast;
  const mails = byMail ? nag(wake, reminders) : tellAgents(wake, isLast ? "lead" : "assignee");
  const told = isLast ? "lead" : byMail ? "upstream" : "assignee";
  const events = writeDown(wake.state.ticket.id, [...wake.state.events], now, [
    {
      at: now,
      type: "handoff_reminded",
      actor: "desk",
      because: state === "prepared" ? "not filed yet" : "not answered in time",
      data: { escalation: handoff.id, told, reminder: reminders },
    },
  ]);
  const moved: Decision = {
    events,
    handoffs: [{ id: handoff.id, set: { reminders }, dueAt: isLast ? null : nextReminder(wake, now) }],
  };
  return { kind: "done", because: `reminded ${told}`, decision: both(moved, mails) };
}

/** When to look again: so much service time later, of their hours where they are reminded, else of ours. */
export function nextReminder(
  wake: Pick<WakeHandoff, "handoff" | "state" | "promises">,
  from: Instant,
): Instant | null {
  const { handoff, state, promises } = wake;
  const isLeadNext = handoff.reminders + 1 >= promises.handoffs.reminders;
  const toThem = handoff.state === "sent" && handoff.detail.route.by === "mail" && !isLeadNext;
  return openAfter(
    toThem ? hoursOf(handoff, promises) : ourHours(state, promises),
    from,
    promises.handoffs.remindEveryMs,
  );
}

/** The instant at which so much service time has passed, while somebody is there: at closing time, the next opening. */
function openAfter(hours: ServiceHours, from: Instant, ms: number): Instant | null {
  const due = addServiceTime(hours, from, ms);
  return due.kind === "due" ? (due.breachAt ?? due.dueAt) : null;
}

/** A turn of theirs begins with each mail of ours: reminders of one turn are told apart from those of the next. */
function turnOf({ id, sentAt, createdAt }: HandoffRow): string {
  return `handoff.${id}.${iso(sentAt ?? createdAt)}`;
}

function nag(wake: WakeHandoff, reminder: number): Decision {
  const { handoff, state, promises, mint, now } = wake;
  const { detail, legId } = handoff;
  if (legId === null) return {};
  const { route } = detail;
  const words = promises.wording.upstreamWord({
    number: state.ticket.number,
    subject: detail.packet.title,
    caseNumber: numberOf(handoff),
    language: route.by === "mail" ? (route.language ?? promises.partners[route.to]?.language ?? null) : null,
    word: { kind: "reminder", since: handoff.sentAt ?? handoff.createdAt, expectedAt: handoff.expectedAt },
  });
  const written = writeUpstream({
    state,
    promises,
    mint,
    now,
    legId,
    to: upstreamPeople(state, legId),
    because: "not answered in time",
    words: { ...words, subject: upstreamSubject(state, legId, detail.packet.title) },
    agentName: null,
    messageId: null,
    dueAt: now,
    once: `${turnOf(handoff)}.${reminder}`,
  });
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}

function tellAgents(wake: WakeHandoff, to: "assignee" | "lead"): Decision {
  const { handoff, state, promises, agents, mint, now } = wake;
  const { route } = handoff.detail;
  const people = peopleOf(to, { ticket: state.ticket, agents, teams: promises.teams });
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people,
    purpose: "escalation",
    legId: handoff.legId,
    because: handoff.state === "prepared" ? "a handoff is not filed" : "a handoff is not answered",
    words: (replyAddress) =>
      promises.wording.handoffNews({
        kind: handoff.state === "prepared" ? "unfiled" : "unanswered",
        number: state.ticket.number,
        subject: state.ticket.subject,
        caseNumber: numberOf(handoff),
        partner: route.name,
        customer: state.customer?.name ?? state.requester.address,
        since: handoff.sentAt ?? handoff.createdAt,
        expectedAt: handoff.expectedAt,
        reminded: route.by === "mail" ? handoff.reminders : 0,
        link: route.by === "portal" ? route.link : null,
        answersThem: handoff.legId !== null,
        assignee: state.assignee?.name ?? null,
        replyAddress,
      }),
    once: `${turnOf(handoff)}.${to}.${handoff.reminders}`,
  });
}
