import type { Decision } from "../decision.ts";
import type { NewEvent } from "../ledger.ts";
import type { Promises } from "../promises/promises.ts";
import { zoneInMail } from "../promises/zone-of.ts";
import type { ContactRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import type { JoiningMail, NewMail } from "./incoming-mail.ts";
import { languageOf, switchedLanguage } from "./language-of.ts";

/** The language a new ticket is answered in, by what is known of its writer and by what they wrote. */
export function firstLanguage({ reading, who }: Pick<NewMail, "reading" | "who">, { languages }: Promises) {
  const { message, split } = reading;
  const hint = message.headers.get("content-language")?.[0]?.split(",")[0]?.trim().slice(0, 35) ?? null;
  return languageOf({ ...who, text: split.visible, hint, offered: languages });
}

/**
 * The writer of the mail that opens a ticket, with what it teaches about them: in the row itself where it is new. A From line proves nothing: of somebody who is known already only a
 * proved mail does. What was set for them, or for their company, is not learnt again.
 */
export function writerOf(
  mail: NewMail,
  contact: ContactRow,
  promises: Promises,
): { readonly contact: ContactRow; readonly decision: Decision } {
  const { language, timeZone } = taughtBy(mail, contact, promises);
  const known = mail.who.contact !== null;
  if (language === null && timeZone === null)
    return { contact, decision: known ? {} : { contacts: [contact] } };
  const taught = {
    ...contact,
    ...(language === null ? {} : { learntLanguage: language }),
    ...(timeZone === null ? {} : { learntTimeZone: timeZone }),
  };
  const learnt = { contactId: contact.id, language, timeZone };
  return { contact: taught, decision: known ? { learnt: [learnt] } : { contacts: [taught] } };
}

const NOTHING = { language: null, timeZone: null };

function taughtBy(mail: NewMail, contact: ContactRow, promises: Promises) {
  const { reading, who } = mail;
  const proved = reading.authentication.proved?.address.toLowerCase() ?? null;
  const mayLearn = proved === null ? who.contact === null : proved === contact.address;
  if (!mayLearn || reading.origin.kind !== "person") return NOTHING;
  const language = firstLanguage(mail, promises).learnt;
  const isSet = contact.timeZone != null || who.customer?.timeZone != null;
  const date = reading.message.headers.get("date")?.[0];
  const zone = isSet ? null : zoneInMail(contact.address, date, reading.message.date ?? mail.receivedAt);
  return { language, timeZone: zone === contact.learntTimeZone ? null : zone };
}

/** Whether a ticket goes on in another language after this mail of its requester, with what is learnt from that. */
export function nextLanguage(
  { reading, receivedAt }: JoiningMail,
  state: TicketState,
  { languages }: Promises,
): {
  readonly changed: { readonly language?: string };
  readonly events: readonly NewEvent[];
  readonly decision: Decision;
} {
  const { ticket, requester, messages } = state;
  const from = reading.message.from?.address.toLowerCase();
  const before = messages.findLast(
    ({ author, unverified, authorAddress }) =>
      author === "customer" && !unverified && authorAddress.toLowerCase() === requester.address,
  );
  const to =
    before === undefined || from !== requester.address
      ? null
      : switchedLanguage({
          contact: requester,
          now: ticket.language,
          texts: [before.visibleText, reading.split.visible],
          offered: languages,
        });
  if (to === null) return { changed: {}, events: [], decision: {} };
  const because = `two mails in a row are in ${to}`;
  const isProved = reading.authentication.proved?.address.toLowerCase() === from;
  return {
    changed: { language: to },
    events: [{ at: receivedAt, type: "language", actor: "desk", because, data: { to } }],
    decision: isProved ? { learnt: [{ contactId: requester.id, language: to, timeZone: null }] } : {},
  };
}
