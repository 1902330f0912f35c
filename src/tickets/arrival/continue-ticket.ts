import { isOnlyThanks } from "../../conversation/thanks.ts";
import type { Instant } from "../../values/instant.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import { noticeOn } from "../incident/notice-on-ticket.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { writeNotices } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { AttachmentRow, MessageRow, TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { concerned } from "../team/concerned.ts";
import type { Roster } from "../team/roster.ts";
import type { JoiningMail } from "./incoming-mail.ts";
import { copied, sender } from "./joining.ts";
import { keepAutomatic, keepThanks } from "./keep-only.ts";
import { keptMessage } from "./kept-message.ts";
import { nextLanguage } from "./learn-from.ts";

/**
 * A customer's mail on a ticket there is: joins it, reopens it if it was resolved, starts the next promise and tells the
 * agents. An automatic mail is kept and changes nothing.
 */
export function continueTicket(
  mail: JoiningMail,
  state: TicketState,
  legId: string,
  roster: Roster,
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const { ticket } = state;
  if (mail.reading.origin.kind !== "person") return keepAutomatic(mail, state, legId, mint, now);
  const kept = keptMessage({ mail, ticketId: ticket.id, legId, author: "customer", unverified: false, mint });
  const isDone = ticket.status === "resolved" || ticket.status === "closed";
  const { split, message } = mail.reading;
  if (isDone && message.attachments.length === 0 && isOnlyThanks(split.visible))
    return keepThanks(mail, state, legId, mint, now);
  const reopens = isDone;
  const spoken = nextLanguage(mail, state, promises);
  const at = mail.receivedAt;
  const noticed = noticeOn(mail.vendorNotice, {
    ticketId: ticket.id,
    messageId: kept.message.id,
    at,
    mayLink: false,
  });
  const events = writeDown(ticket.id, state.events, now, [
    ...spoken.events,
    ...(reopens || ticket.status === "waiting" ? [reopened(mail.receivedAt, ticket.status)] : []),
    {
      at: mail.receivedAt,
      type: "customer_message",
      actor: "customer",
      because: mail.because,
      data: { message: kept.message.id },
    },
    ...noticed.events,
  ]);
  const changed: TicketRow = {
    ...ticket,
    status: ticket.status === "new" ? "new" : "in-progress",
    resolvedAt: null,
    closedAt: null,
    waitingUntil: null,
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
  const joining = {
    message: mail.reading.message,
    legId,
    requester: state.requester.address,
    deskAddress: promises.desk.address,
    agents: roster.agents,
    now,
  };
  const joined: Decision = {
    settled: {
      inboundId: mail.inboundId,
      disposition: "added-to-ticket",
      because: mail.because,
      ticketId: ticket.id,
    },
    changed: { id: ticket.id, set: { ...changes(changed), ...spoken.changed } },
    participants: [...sender(joining), ...copied(joining)],
    messages: [kept.message],
    attachments: kept.attachments,
    messageIds: kept.messageIds,
    events,
    targets,
    ...noticed.decision,
    ...spoken.decision,
  };
  const notices = noticesOf(reopens ? "reopened" : "customer-wrote", kept.message, kept.attachments);
  return both(joined, notices);

  function noticesOf(
    event: "reopened" | "customer-wrote",
    message: MessageRow,
    files: readonly AttachmentRow[],
  ): Decision {
    return writeNotices(
      {
        event,
        ticket: changed,
        legId,
        customer: state.customer?.name ?? state.requester.address,
        requester: { name: message.authorName, address: message.authorAddress },
        message,
        attachments: files,
        ...(mail.before && { before: mail.before }),
        history: state.messages,
        targets: targets.length > 0 ? targets : state.targets,
        assignee: state.assignee?.name ?? null,
        alsoTo: mail.alsoTo ?? [],
        published: noticed.published,
        because: reopens ? "the customer's reply reopened the ticket" : "the customer wrote",
      },
      concerned({ ticket, targets: targets.length > 0 ? targets : state.targets, roster, now }),
      promises,
      mint,
      now,
    );
  }
}

function reopened(at: Instant, from: string): NewEvent {
  return {
    at,
    type: "status",
    actor: "customer",
    because: `the customer wrote while it was ${from}`,
    data: { to: "open" },
  };
}

/** What of a ticket a mail may change. */
export function changes({
  status,
  severity,
  assigneeId,
  resolvedAt,
  closedAt,
  waitingUntil,
  lastMessageAt,
}: TicketRow) {
  return { status, severity, assigneeId, resolvedAt, closedAt, waitingUntil, lastMessageAt };
}
