import { isOnlyThanks } from "../conversation/thanks.ts";
import type { Instant } from "../values/instant.ts";
import { concerned } from "./concerned.ts";
import { both, type Decision, type Disposition } from "./decision.ts";
import { copied, sender } from "./joining.ts";
import { keptMessage } from "./kept-message.ts";
import { nextLanguage } from "./learn-from.ts";
import { type NewEvent, writeDown } from "./ledger.ts";
import { writeNotices } from "./notices.ts";
import type { NewMail } from "./open-ticket.ts";
import type { Promises } from "./promises.ts";
import type { Roster } from "./roster.ts";
import type { AttachmentRow, MessageRow, TicketRow } from "./rows.ts";
import { settleTargets } from "./settle-targets.ts";
import type { TicketState } from "./state.ts";
import type { Mint } from "./write-mail.ts";

export type JoiningMail = Omit<NewMail, "number">;

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
        before: state.files,
        history: state.messages,
        targets: targets.length > 0 ? targets : state.targets,
        assignee: state.assignee?.name ?? null,
        because: reopens ? "the customer's reply reopened the ticket" : "the customer wrote",
      },
      concerned({ ticket, targets: targets.length > 0 ? targets : state.targets, roster, now }),
      promises,
      mint,
      now,
    );
  }
}

/**
 * A mail that points to a ticket but whose sender is nobody of it: kept there as unverified, for an agent to look at.
 * It changes nothing, and its sender is told nothing.
 */
export function holdUnverified(
  mail: JoiningMail,
  state: TicketState,
  legId: string,
  mint: Mint,
  now: Instant,
): Decision {
  return keepOnly(
    { mail, state, legId, mint, now },
    {
      author: "customer",
      unverified: true,
      disposition: "held-unverified",
      because: mail.because,
      type: "held_unverified",
    },
  );
}

/** Thanks for a case that is solved: kept, and it stays solved. Nobody is told, no clock is moved. */
function keepThanks(
  mail: JoiningMail,
  state: TicketState,
  legId: string,
  mint: Mint,
  now: Instant,
): Decision {
  const because = `${mail.because}; only thanks: it stays ${state.ticket.status}`;
  return keepOnly(
    { mail, state, legId, mint, now },
    { author: "customer", unverified: false, disposition: "added-to-ticket", because, type: "thanked" },
  );
}

/** Automatic mail is kept with its ticket; it never reopens, is never answered and never moves a clock. */
export function keepAutomatic(
  mail: JoiningMail,
  state: TicketState,
  legId: string,
  mint: Mint,
  now: Instant,
): Decision {
  const { kind, because } = mail.reading.origin;
  const isReport = kind === "delivery-report";
  return keepOnly(
    { mail, state, legId, mint, now },
    {
      author: "automatic",
      unverified: false,
      disposition: isReport ? "delivery-report" : "automatic",
      because: `${kind}: ${because}`,
      type: isReport ? "delivery_report" : "automatic_mail",
      data: { origin: kind },
    },
  );
}

interface KeepOnly {
  readonly mail: JoiningMail;
  readonly state: TicketState;
  readonly legId: string;
  readonly mint: Mint;
  readonly now: Instant;
}

interface KeptAs {
  readonly author: "customer" | "automatic";
  readonly unverified: boolean;
  readonly disposition: Disposition;
  readonly because: string;
  readonly type: string;
  readonly data?: { readonly origin: string };
}

/** A mail that is kept on its ticket with a line in the ledger, and changes nothing else. */
function keepOnly({ mail, state, legId, mint, now }: KeepOnly, kept: KeptAs): Decision {
  const { author, unverified, disposition, because, type, data } = kept;
  const ticketId = state.ticket.id;
  const { message, attachments, messageIds } = keptMessage({
    mail,
    ticketId,
    legId,
    author,
    unverified,
    mint,
  });
  return {
    settled: { inboundId: mail.inboundId, disposition, because, ticketId },
    messages: [message],
    attachments,
    // What a customer says may be answered; a machine's msg-id leads nobody anywhere.
    ...(author === "customer" ? { messageIds } : {}),
    events: writeDown(ticketId, state.events, now, [
      { at: mail.receivedAt, type, actor: "customer", because, data: { ...data, message: message.id } },
    ]),
  };
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
