import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import { bareSubject } from "./bare-subject.ts";
import type { NewMail } from "./incoming-mail.ts";
import { firstLanguage } from "./learn-from.ts";
import { mayWake } from "./refuse-unknown.ts";
import { takenOver } from "./triage-first.ts";

/** A ticket as it begins, with what its customer is promised. */
export function newTicket(mail: NewMail, requesterId: string, promises: Promises, id: string): TicketRow {
  const { reading, who } = mail;
  // A subject with the tag of a ticket there was is that of a reply.
  const { subject } = reading.message;
  const named = mail.evidence?.some(({ by }) => by === "tag") === true ? bareSubject(subject) : subject;
  const known = mail.proposal && takenOver(mail.proposal, mayWake(mail), promises);
  return {
    id,
    number: mail.number,
    customerId: who.customer?.id ?? null,
    requesterId,
    subject: named.slice(0, 500) || "(no subject)",
    status: "new",
    kind: known?.kind ?? null,
    service: known?.service ?? null,
    severity: known?.severity ?? promises.defaults.severity,
    plan: who.customer?.plan ?? promises.defaults.plan,
    policyVersion: promises.version,
    assigneeId: null,
    team: null,
    language: firstLanguage(mail, promises).language,
    mergedInto: null,
    waitingUntil: null,
    openedAt: mail.receivedAt,
    resolvedAt: null,
    closedAt: null,
    lastMessageAt: mail.receivedAt,
  };
}
