import { type About, concerned, type ToTell } from "../team/concerned.ts";
import type { NewMail } from "./incoming-mail.ts";
import { mayWake } from "./refuse-unknown.ts";

/** A thing to be done within days, in a mail of somebody who may wake people. */
export function isPressing(mail: Pick<NewMail, "who" | "reading" | "proposal">): boolean {
  return mail.proposal?.urgent === true && mayWake(mail);
}

/** Whom a new ticket is told to. What is pressing may not wait for the next shift; its promise stays what it is. */
export function toldOfNew(mail: NewMail, about: About): readonly ToTell[] {
  return concerned(isPressing(mail) ? { ...about, ticket: { ...about.ticket, severity: "A" } } : about);
}
