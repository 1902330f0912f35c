import type { RefusalRow } from "./refusal-row.ts";
import { CONNECTION } from "./refusal-rows-connection.ts";
import { IMAP } from "./refusal-rows-imap.ts";
import { SMTP } from "./refusal-rows-smtp.ts";
import { MICROSOFT_TOKEN, TOKEN } from "./refusal-rows-token.ts";

/** At which step of getting at a mailbox somebody said no. */
export type RefusalStep = "connect" | "token" | "imap" | "smtp";

export interface Explained {
  readonly id: string;
  readonly cause: string;
  readonly next: string;
}

const ROWS: Readonly<Record<RefusalStep, readonly RefusalRow[]>> = {
  connect: CONNECTION,
  token: [...MICROSOFT_TOKEN, ...TOKEN, ...CONNECTION],
  imap: [...IMAP, ...MICROSOFT_TOKEN, ...TOKEN, ...CONNECTION],
  smtp: [...SMTP, ...MICROSOFT_TOKEN, ...TOKEN, ...CONNECTION],
};

/** What is read of a server's words: more has never been said. */
const LONGEST = 2000;

/**
 * The cause of a refusal and the next step; null where the words are not known. What a server says is nobody's promise:
 * rows look for codes and short words, not for sentences.
 */
export function explainRefusal(step: RefusalStep, said: string, mailbox: string): Explained | null {
  const words = said.slice(0, LONGEST).toLowerCase();
  const row = ROWS[step].find(({ says }) => says.every((word) => holds(words, word.toLowerCase())));
  if (row === undefined) return null;
  return { id: row.id, cause: row.cause, next: row.next.replaceAll("MAILBOX", mailbox) };
}

/** A number is the whole number: 50034 is not in 500340. */
function holds(words: string, word: string): boolean {
  for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + 1)) {
    const cut = isDigit(words[at - 1]) && isDigit(word[0]);
    const goesOn = isDigit(words[at + word.length]) && isDigit(word.at(-1));
    if (!cut && !goesOn) return true;
  }
  return false;
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= "0" && letter <= "9";
}

/** Every row there is, by step, for the tests and for whoever wants to read them. */
export const REFUSAL_ROWS = {
  connect: CONNECTION,
  token: [...MICROSOFT_TOKEN, ...TOKEN],
  imap: IMAP,
  smtp: SMTP,
};
