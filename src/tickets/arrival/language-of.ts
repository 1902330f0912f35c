import { writtenLanguage } from "../../mail/written-language.ts";
import { languageFor } from "../people-of.ts";
import type { ContactRow, CustomerRow } from "../rows.ts";

interface Speaker {
  readonly contact: Pick<ContactRow, "language" | "learntLanguage"> | null;
  readonly customer: Pick<CustomerRow, "language"> | null;
}

interface Spoken extends Speaker {
  /** What they wrote, quote and signature cut. */
  readonly text: string;
  /** Content-Language of their mail (RFC 3282): of the program they write with. */
  readonly hint: string | null;
  readonly offered: readonly string[];
}

/** A new ticket's language, and what was learnt of its writer; learnt null: nothing new. */
export interface TicketLanguage {
  readonly language: string;
  readonly learnt: string | null;
}

/**
 * In which of the policy's languages a new ticket is answered: what somebody set for the contact; else what was learnt, where the
 * company has a language set; else what this mail is clearly written in, what earlier ones were, what their program is set to,
 * and the policy's first.
 *
 * One mail is enough to learn from where nobody said anything; against the company's language it takes two
 * (`switchedLanguage`). What somebody set for a contact is never overruled.
 */
export function languageOf({ contact, customer, text, hint, offered }: Spoken): TicketLanguage {
  const set = contact?.language ?? null;
  if (set !== null) return { language: languageFor(set, offered), learnt: null };
  const known = contact?.learntLanguage ?? null;
  if (customer?.language != null)
    return { language: languageFor(known ?? customer.language, offered), learnt: null };
  const clear = clearlyIn(text, known ?? hint, offered);
  const language = clear ?? languageFor(offeredLike(known, offered) ?? offeredLike(hint, offered), offered);
  return { language, learnt: clear !== null && clear !== known ? clear : null };
}

/** What a contact is written to outside of a ticket. */
export function spokenBy({ contact, customer }: Speaker, offered: readonly string[]): string {
  return languageFor(contact?.language ?? contact?.learntLanguage ?? customer?.language ?? null, offered);
}

/**
 * The language a ticket goes on in after its requester has clearly written another of the policy's, in this mail and the one
 * before; null: it stays. Not where somebody set the contact's language.
 */
export function switchedLanguage(asked: {
  readonly contact: Pick<ContactRow, "language">;
  readonly now: string;
  readonly texts: readonly [before: string, text: string];
  readonly offered: readonly string[];
}): string | null {
  const { contact, now, texts, offered } = asked;
  if (contact.language !== null) return null;
  const [before, after] = texts.map((text) => clearlyIn(text, now, offered));
  return after != null && after === before && after !== now ? after : null;
}

/** The offered language that a text is clearly in. Of several of one tongue: its own variant, the one known before, the first. */
function clearlyIn(text: string, known: string | null, offered: readonly string[]): string | null {
  const written = writtenLanguage(text);
  if (written === null) return null;
  const same = offered.filter((language) => primary(language) === written.language);
  const variant = same.find((language) => language === written.variant);
  return (
    variant ?? same.find((language) => language.toLowerCase() === known?.toLowerCase()) ?? same[0] ?? null
  );
}

/** The tag if one of its tongue is offered. */
function offeredLike(tag: string | null, offered: readonly string[]): string | null {
  return tag !== null && offered.some((language) => primary(language) === primary(tag)) ? tag : null;
}

function primary(tag: string): string {
  return tag.split("-")[0]!.toLowerCase();
}
