import type { EvidenceRow } from "../../conversation/evidence.ts";
import { DAY, type Instant } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { noticeFiles } from "../letters/notice-files.ts";
import { writeToEach } from "../letters/notices.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { Promises } from "../promises/promises.ts";
import type { EventRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { concerned } from "../team/concerned.ts";
import type { Roster } from "../team/roster.ts";
import type { HeldFacts } from "../words/wording.ts";
import type { JoiningMail } from "./incoming-mail.ts";
import { holdUnverified } from "./keep-only.ts";

/** Whoever writes under ever new names must not fill the agents' inboxes. */
const MOST_ASKED_A_DAY = 5;

interface Hold {
  readonly mail: JoiningMail;
  /** The lead that brought it here. */
  readonly by: EvidenceRow["by"];
  readonly state: TicketState;
  readonly legId: string;
  readonly roster: Roster;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * A mail that points to a ticket and whose sender is nobody of it: kept there, and those who have the ticket are asked whether
 * it belongs. Its sender is told nothing. A second mail from the same address within a day, and a sixth from anybody, is kept
 * without asking again; so is a machine's.
 */
export function holdAndAsk(hold: Hold): Decision {
  const { mail, state, legId, roster, promises, mint, now } = hold;
  const held = holdUnverified(mail, state, legId, mint, now);
  const message = held.messages![0]!;
  if (mail.reading.origin.kind !== "person" || isAsked(state, message.authorAddress, now)) return held;
  const { ticket } = state;
  const { authorName: name, authorAddress: address } = message;
  const sender = mail.who.customer;
  const facts = {
    number: ticket.number,
    subject: ticket.subject,
    customer: state.customer?.name ?? state.requester.address,
    sender: name ? `${name} <${address}>` : address,
    other: sender !== null && sender.id !== ticket.customerId ? sender.name : null,
    by: WAYS[hold.by],
    message: message.visibleText,
    files: noticeFiles(held.attachments ?? [], true),
    allow: address,
  };
  const because = "a mail is held: its sender is nobody of the ticket";
  const words = (replyAddress: string) => promises.wording.held({ ...facts, replyAddress });
  const about = { ticket, legId, message, because, from: { name, address }, words, carried: [] };
  const to = concerned({ ticket, targets: state.targets, roster, now });
  const asked = writeToEach(about, to, promises, mint, now);
  return both({ ...held, events: held.events!.map(markAsked) }, asked);
}

const WAYS: { readonly [by in EvidenceRow["by"]]: HeldFacts["by"] } = {
  token: "address",
  "msg-id": "reply",
  awaited: "reply",
  "case-number": "tag",
  tag: "tag",
};

function markAsked(event: EventRow): EventRow {
  return { ...event, data: { ...(event.data as object), asked: true } };
}

/** Whether those concerned have been asked about this address within a day, or too often about anybody. */
function isAsked(state: TicketState, address: string, now: Instant): boolean {
  const asked = state.events.filter(
    ({ type, data, recordedAt }) =>
      type === "held_unverified" && now - recordedAt < DAY && (data as { asked?: boolean }).asked === true,
  );
  const theirs = new Set(
    state.messages
      .filter(({ authorAddress }) => authorAddress.toLowerCase() === address.toLowerCase())
      .map(({ id }) => id),
  );
  return (
    asked.length >= MOST_ASKED_A_DAY ||
    asked.some(({ data }) => theirs.has((data as { message?: string }).message ?? ""))
  );
}
