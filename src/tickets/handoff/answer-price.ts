import type { Instant } from "../../values/instant.ts";
import type { NewMail } from "../arrival/incoming-mail.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { customerSide } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { concerned } from "../team/concerned.ts";
import type { Roster } from "../team/roster.ts";
import { readPriceAnswer } from "./price-answer.ts";

/** An offer, with the mails by which it and those before it were made. */
export interface PriceAsked {
  readonly id: string;
  readonly price: string;
  readonly offeredAt: Instant;
  readonly outboundId: string | null;
  readonly earlier: readonly string[];
}

interface AnswerPrice {
  readonly mail: Omit<NewMail, "number">;
  readonly state: TicketState;
  /** The offer that waits; `price` as it is stored: amount and currency, a colon, what it is for. */
  readonly offer: PriceAsked;
  /** The mails of ours that this one answers, by a token or its In-Reply-To. */
  readonly answered: readonly string[];
  readonly roster: Roster;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/**
 * What a customer's mail means for the price they were asked to accept. A yes or no counts from whoever was asked, with
 * proof that it is them; agents are told either way, and also when it is not clear. What it says beside that is an
 * ordinary message.
 *
 * @param joined  what was decided about the mail
 */
export function answerPrice(deal: AnswerPrice, joined: Decision): Decision {
  const { mail, state, offer, now } = deal;
  const message = joined.messages?.[0];
  if (message === undefined || joined.events?.some(({ type }) => type === "customer_message") !== true)
    return {};
  const said = readPriceAnswer(mail.reading.split.visible, offer.price.split(": ")[0]!);
  if (said === "unclear") {
    return tell(deal, message.id, [
      `They wrote while a price waits for their answer (${offer.price}), and it is no clear yes or no.`,
      "The offer stays open. Ask them again, or call them.",
    ]);
  }
  const doubt = whyNotTheirs(deal);
  if (doubt !== null) {
    return tell(deal, message.id, [
      `A mail says that the price is ${said} (${offer.price}), and it does not count: ${doubt}.`,
      "The offer stays open. Ask them to answer its mail from the address that was asked, or call them.",
    ]);
  }
  const accepted = said === "accepted";
  const because = `the customer ${said} the price`;
  const data = { offer: offer.id, accepted, message: message.id };
  const events = writeDown(state.ticket.id, [...state.events, ...joined.events], now, [
    { at: mail.receivedAt, type: "price_answered", actor: "customer", because, data },
  ]);
  const next = accepted ? "The work may begin." : "Nothing that is charged may begin.";
  return both(
    { events, pricesAnswered: [{ id: offer.id, accepted, messageId: message.id, at: mail.receivedAt }] },
    tell(deal, message.id, [
      `${message.authorName || message.authorAddress} ${said} the price: ${offer.price}.`,
      next,
    ]),
  );
}

/** Null: the mail is proved to be from somebody who was asked, and answers this offer. */
function whyNotTheirs({ mail, state, offer, answered }: AnswerPrice): string | null {
  const isThis = offer.outboundId !== null && answered.includes(offer.outboundId);
  if (!isThis && answered.some((id) => offer.earlier.includes(id))) return "it answers an earlier offer";
  if (mail.receivedAt < offer.offeredAt) return "it came before the offer was made";
  const { message, authentication } = mail.reading;
  const from = message.from?.address.toLowerCase();
  if (from === undefined || authentication.proved?.address.toLowerCase() !== from)
    return "nothing proves who sent it";
  const { to, cc } = customerSide(state);
  const asked = [...to, ...cc].some(({ address }) => address.toLowerCase() === from);
  return asked ? null : "its sender was not asked";
}

function tell(deal: AnswerPrice, messageId: string, lines: readonly string[]): Decision {
  const { state, promises, roster, mint, now, offer } = deal;
  const { ticket } = state;
  return writeToAgents({
    state,
    promises,
    mint,
    now,
    people: concerned({ ticket, targets: state.targets, roster, now }).map(({ agent }) => agent),
    purpose: "notice",
    because: "the customer answered a price",
    words: (replyAddress) =>
      promises.wording.receipt({
        came: null,
        number: ticket.number,
        subject: ticket.subject,
        lines,
        held: null,
        leaving: null,
        undoUntil: null,
        links: [],
        replyAddress,
      }),
    once: `price-answer.${offer.id}.${messageId}`,
  });
}
