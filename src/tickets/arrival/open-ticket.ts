import type { Message } from "../../mail/message.ts";
import { threadRoot } from "../../mail/thread-index.ts";
import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import { noticeOn } from "../incident/notice-on-ticket.ts";
import { writeDown } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import { companyOf, contactOf } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import { zoneOf } from "../promises/zone-of.ts";
import type { MessageIdRow, ParticipantRow } from "../rows.ts";
import { givenTo, nextInTurn } from "../team/assign.ts";
import { placedData, placeNew } from "../team/place.ts";
import type { Roster } from "../team/roster.ts";
import { acknowledge } from "./acknowledge.ts";
import type { NewMail } from "./incoming-mail.ts";
import { copied } from "./joining.ts";
import { keptMessage } from "./kept-message.ts";
import { writerOf } from "./learn-from.ts";
import { asksManager, managerAsked } from "./manager-asked.ts";
import { newTicket } from "./new-ticket.ts";
import { mayWake } from "./refuse-unknown.ts";
import { toldOfNew } from "./told-of-new.ts";
import { proposalRow, proposedEvent, proposedWords } from "./triage-first.ts";

/**
 * A mail that matched no conversation: opens a ticket, starts its clocks, acknowledges it and tells those of its team. The
 * clocks count from when the desk received the mail.
 */
export function openTicket(
  mail: NewMail,
  roster: Roster,
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const { message } = mail.reading;
  const from = message.from ?? { name: "", address: "unknown@invalid" };
  const writer = writerOf(mail, contactOf(mail.who, from, mint.id(), now), promises);
  const { contact } = writer;
  const unplaced = newTicket(mail, contact.id, promises, mint.id());
  const placed = placeNew(unplaced, mail.who.customer, message, promises);
  const ticket = { ...unplaced, team: placed.team };
  const threadIndex = threadRoot(message.headers.get("thread-index")?.[0]);
  const leg = { id: mint.id(), ticketId: ticket.id, kind: "customer" as const, openedAt: now, threadIndex };
  const kept = keptMessage({
    mail,
    ticketId: ticket.id,
    legId: leg.id,
    author: mail.reading.origin.kind === "person" ? "customer" : "automatic",
    unverified: false,
    mint,
  });
  const noticed = noticeOn(mail.vendorNotice, {
    ticketId: ticket.id,
    messageId: kept.message.id,
    at: mail.receivedAt,
    mayLink: mayWake(mail),
  });
  const events = writeDown(ticket.id, [], now, [
    {
      at: mail.receivedAt,
      type: "created",
      actor: "customer",
      because: mail.because,
      data: {
        by: "customer",
        plan: ticket.plan,
        severity: ticket.severity,
        ...placedData(placed, message, promises),
      },
    },
    {
      at: mail.receivedAt,
      type: "customer_message",
      actor: "customer",
      because: "the mail that opened the ticket",
      data: { message: kept.message.id },
    },
    ...(mail.proposal ? [proposedEvent(mail.proposal, mail.receivedAt)] : []),
    ...noticed.events,
  ]);
  const settling = { ticketId: ticket.id, events, before: [], told: [], promises, mint, now };
  const targets = settleTargets(settling);
  const about = { ticket, targets, roster, now };
  const turn = placed.assignment === "round-robin" ? nextInTurn(about) : null;
  const given = turn && givenTo(turn, about);
  const taken = { ...ticket, assigneeId: turn?.id ?? null };
  const requester: ParticipantRow = {
    legId: leg.id,
    address: contact.address,
    name: contact.name,
    role: "requester",
    held: false,
    addedAt: now,
  };
  const asksAbove = asksManager(mail);
  const asked = asksAbove
    ? managerAsked({ ticket, events, messageId: kept.message.id, at: mail.receivedAt, mint, now })
    : {};
  const opened: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: "opened-ticket",
      because: mail.because,
      ticketId: ticket.id,
    },
    opened: taken,
    legs: [leg],
    participants: [
      requester,
      ...copied({
        message,
        legId: leg.id,
        requester: contact.address,
        deskAddress: promises.desk.address,
        agents: roster.agents,
        now,
      }),
    ],
    messages: [kept.message],
    attachments: kept.attachments,
    messageIds: [...kept.messageIds, ...parentAwaited(message, ticket.id, leg.id)],
    events: given ? [...events, ...writeDown(ticket.id, events, now, [given.event])] : events,
    targets,
    ...(mail.proposal ? { proposed: [proposalRow(mail.proposal, ticket.id, now, noticed.linked)] } : {}),
    ...given?.decision,
  };
  const notices = writeNotices(
    {
      event: "opened",
      ticket,
      legId: leg.id,
      customer: mail.who.customer?.name ?? companyOf(contact),
      requester: contact,
      message: kept.message,
      attachments: mail.files ?? kept.attachments,
      history: [],
      targets,
      assignee: turn?.name ?? null,
      because: "a new ticket",
      ...(mail.proposal ? { proposed: proposedWords(mail.proposal) } : {}),
      // A severity A that is only proposed stands in the proposal; the other reason for hurry has words of its own.
      urgent: mail.proposal?.urgent === true && mail.proposal.severity !== "A",
      published: noticed.published,
    },
    toldOfNew(mail, { ...about, ticket: taken }),
    promises,
    mint,
    now,
  );
  const acknowledged = acknowledge({
    mail,
    state: { ticket, legs: [leg], participants: [requester], requester: contact, messages: [], targets },
    timeZone: zoneOf(contact, mail.who.customer),
    asksManager: asksAbove,
    promises,
    mint,
    now,
  });
  return [notices, writer.decision, acknowledged, asked, noticed.decision].reduce<Decision>(both, opened);
}

/** A reply whose parent the desk has not seen: should it come later, it joins this ticket. */
function parentAwaited(message: Message, ticketId: string, legId: string): readonly MessageIdRow[] {
  const parent = message.inReplyTo[0] ?? message.references.at(-1);
  if (parent === undefined || parent === message.messageId) return [];
  const row = { ticketId, legId, minted: false, audience: "customer", outboundId: null } as const;
  return [{ ...row, msgId: parent.slice(0, 998), awaited: true }];
}
