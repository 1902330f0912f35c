import type { Reading } from "../../mail/reading.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import type { Promises } from "../promises/promises.ts";
import type { WhoIs } from "../state.ts";
import type { NewMail } from "./incoming-mail.ts";
import { firstLanguage } from "./learn-from.ts";

export interface StrangersMail {
  readonly inboundId: string;
  readonly reading: Reading & { readonly kind: "message" };
}

/** Belongs to no customer. An agent is no stranger. */
export function isStranger({ agent, customer }: WhoIs): boolean {
  return agent === null && customer === null;
}

/** Whether desk.yaml refuses their mail; somebody who had a ticket already is not asked about here. */
export function isRefused(who: WhoIs, { unknownSender }: Pick<Promises, "unknownSender">): boolean {
  return unknownSender === "refuse" && isStranger(who);
}

/** Why a mail that is refused opens no ticket. */
export const REFUSED = "its sender belongs to no customer, and desk.yaml refuses unknown senders";

/** Whose words may wake somebody: a customer of ours, unless their own domain disowns the mail. */
export function mayWake({ who, reading }: Pick<NewMail, "who" | "reading">): boolean {
  return !isStranger(who) && reading.authentication.failed !== true;
}

/**
 * The mail of somebody who belongs to no customer, where desk.yaml says `refuse`: no ticket, and one polite automatic
 * mail, which passes the gate like every other.
 */
export function refuseUnknown(
  { inboundId, reading }: StrangersMail,
  promises: Promises,
  mint: Mint,
  now: Instant,
): Decision {
  const { message, origin } = reading;
  const settled = { inboundId, disposition: "suppressed", because: REFUSED, ticketId: null } as const;
  if (!promises.automaticMail.acknowledge || !origin.mayAutoReply || message.from === null)
    return { settled };
  const who = { agent: null, contact: null, customer: null };
  const { language } = firstLanguage({ reading, who }, promises);
  const mail = writeWithoutTicket({
    promises,
    mint,
    now,
    audience: "customer",
    purpose: "acknowledgement",
    because: "an unknown sender is refused",
    words: () => promises.wording.unknownSender({ kind: "refused", language }),
    to: [message.from],
    answerTo: message,
    once: `refused.${inboundId}`,
  });
  return { settled, mails: [mail] };
}
