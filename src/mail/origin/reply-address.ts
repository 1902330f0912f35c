import { areAligned, domainOf } from "../authentication/alignment.ts";
import type { Message } from "../message.ts";
import { roleOf } from "./senders.ts";
import { fieldValues } from "./sign.ts";

/**
 * Whether the address an answer would go to may get an automatic one (RFC 3834 §2): somebody is there, it is not
 * one of ours, and the sender neither gave a null reverse-path nor asked for none (X-Auto-Response-Suppress).
 */
export function mayAnswer(message: Message, own: readonly string[]): boolean {
  const to = message.replyTo[0] ?? message.from;
  if (!to?.address.includes("@")) return false;
  const address = to.address.toLowerCase();
  const role = roleOf(address);
  if (own.includes(address) || (role !== null && role !== "machine") || address.startsWith("postmaster@"))
    return false;
  if (fieldValues(message, "return-path").some((value) => value === "<>")) return false;
  if (fieldValues(message, "precedence").some((value) => /^(?:bulk|junk)/.test(value))) return false;
  if (fieldValues(message, "auto-submitted").some((value) => value !== "" && !/^no\b/.test(value)))
    return false;
  return !fieldValues(message, "x-auto-response-suppress").some((value) =>
    /\ball\b|\boof\b|autoreply/.test(value),
  );
}

/** A web form writes in a person's name: from `noreply@` of the site, to be answered to somebody of another organization. */
export function isFormOfAPerson(message: Message): boolean {
  const answerTo = message.replyTo[0]?.address ?? "";
  const from = message.from?.address ?? "";
  if (!answerTo.includes("@") || roleOf(answerTo) !== null) return false;
  return !areAligned(domainOf(answerTo), domainOf(from));
}
