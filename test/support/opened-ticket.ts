import type { Db } from "../../src/adapters/postgres/connect.ts";
import { deskJobs } from "../../src/adapters/postgres/desk-jobs.ts";
import { newId } from "../../src/adapters/system/ids.ts";
import { readMail } from "../../src/mail/read-mail.ts";
import { openTicket } from "../../src/tickets/arrival/open-ticket.ts";
import type { TicketRow } from "../../src/tickets/rows.ts";
import type { Instant } from "../../src/values/instant.ts";
import { plainMail } from "./plain-mail.ts";

/** A ticket as a customer's mail opens it, by the rule and in the database, without any mail server. */
export function openedTicket(db: Db, subject: string, receivedAt: Instant): Promise<TicketRow> {
  const fields = {
    From: "Carla Conti <carla@fabrikam.example>",
    To: "support@contoso.example",
    Subject: subject,
  };
  const receiver = { provider: "generic", authservId: null } as const;
  const reading = readMail(Buffer.from(plainMail(fields, "Every call drops.")), receiver);
  if (reading.kind !== "message") throw new Error("the mail cannot be read");
  const jobs = deskJobs(db, { clock: { kind: "set", now: () => receivedAt } });
  return jobs.transact(async (tx) => {
    const promises = await jobs.promises(await tx.policyInForce(receivedAt));
    const who = await tx.whoIs("carla@fabrikam.example");
    const mail = {
      inboundId: newId(),
      receivedAt,
      reading,
      who,
      number: await tx.nextTicketNumber(),
      because: "a test",
    };
    const decision = openTicket(mail, { agents: [], settings: promises }, promises, jobs.mint, receivedAt);
    await tx.apply(decision);
    return decision.opened!;
  });
}
