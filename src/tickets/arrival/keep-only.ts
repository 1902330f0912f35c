import type { Instant } from "../../values/instant.ts";
import type { Decision, Disposition } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import type { TicketState } from "../state.ts";
import type { JoiningMail } from "./incoming-mail.ts";
import { keptMessage } from "./kept-message.ts";

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
export function keepThanks(
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
