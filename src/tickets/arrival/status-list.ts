import type { Reading } from "../../mail/reading.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "../decision.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeWithoutTicket } from "../letters/write-without-ticket.ts";
import { type CaseRows, caseOf } from "../promises/case-of.ts";
import type { Promises } from "../promises/promises.ts";
import { zoneOf } from "../promises/zone-of.ts";
import type { ContactRow, CustomerRow } from "../rows.ts";
import { spokenBy } from "./language-of.ts";

interface AsksWhere {
  readonly inboundId: string;
  readonly reading: Reading & { readonly kind: "message" };
  readonly contact: ContactRow;
  readonly customer: CustomerRow | null;
  readonly cases: readonly CaseRows[];
  readonly more: number;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** A known contact's new mail that asks where things stand: a list of the open cases they are on, and no ticket. */
export function answerStatusList(asked: AsksWhere): Decision {
  const { inboundId, reading, contact, customer, cases, more, promises, mint, now } = asked;
  const because = "a known contact asks where their cases stand; their sender is proved";
  const settled = { inboundId, disposition: "command", because, ticketId: null } as const;
  if (!reading.origin.mayAutoReply) return { settled };
  const mail = writeWithoutTicket({
    promises,
    mint,
    now,
    audience: "customer",
    purpose: "acknowledgement",
    because: "a customer asked where their cases stand",
    words: () =>
      promises.wording.status({
        cases: cases.map(caseOf),
        more,
        number: null,
        at: now,
        language: spokenBy({ contact, customer }, promises.languages),
        timeZone: zoneOf(contact, customer),
      }),
    to: [contact],
    answerTo: reading.message,
    once: `status.${inboundId}`,
  });
  return { settled, answered: "status", mails: [mail] };
}
