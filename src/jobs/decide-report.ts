import { findReported, type ReportKeys, reportKeys } from "../conversation/reported.ts";
import type { DeliveryReport } from "../mail/reading.ts";
import { softSince } from "../outbound/bounce.ts";
import type { Recipient } from "../outbound/delivery.ts";
import type { Decision } from "../tickets/decision.ts";
import { reportOnMail } from "../tickets/delivery/report-on-mail.ts";
import { customerSide } from "../tickets/people-of.ts";
import type { TicketState } from "../tickets/state.ts";
import type { Arrived } from "./arrived.ts";
import type { Ports, Tx } from "./ports.ts";
import { promisesOf } from "./promises-of.ts";
import { ticketOfMail } from "./survivor.ts";

/** The report a mail is; null for any other, also for one that an operator released to be treated as a person's. */
export function reportIn({ origin, deliveryReport }: Arrived["reading"]): DeliveryReport | null {
  const isReport = origin.kind === "delivery-report" || origin.kind === "feedback-report";
  return isReport ? deliveryReport : null;
}

/** A report of a mail system: finds the mail it is about, and asks the rule what that changes. A forged one finds none. */
export async function decideReport(
  ports: Ports,
  tx: Tx,
  mail: Arrived,
  report: DeliveryReport,
): Promise<Decision> {
  const { work, reading } = mail;
  const found = findReported(await tx.sentMails(keysOf(mail, report), work.receivedAt));
  const nothing = (because: string): Decision => ({
    settled: { inboundId: work.id, disposition: "delivery-report", because, ticketId: null },
  });
  if (found.kind === "none") return nothing(`${report.kind} report (${report.because}): ${found.because}`);
  // Locks are taken in the same order everywhere: the ticket first, its mails after.
  const { ticketId, purpose } = found.mail;
  const state = ticketId === null ? null : await ticketOfMail(tx, ticketId, purpose);
  const sent = found.mail.direct
    ? state && { ...found.mail, recipients: customersAddresses(state) }
    : await tx.lockSentMail(found.mail.id);
  if (sent === null) return nothing("the mail it is about is gone");
  const addresses = sent.recipients.map(({ address }) => address.toLowerCase());
  return reportOnMail({
    inbound: { inboundId: work.id, receivedAt: work.receivedAt, reading },
    report,
    mail: sent,
    sure: found.sure,
    because: found.because,
    state,
    promises: state && (await promisesOf(ports, state)),
    agents: await tx.agents(),
    softBefore: await tx.softFailures(addresses, softSince(work.receivedAt)),
    mint: ports.mint,
    now: tx.now,
  });
}

/** The report came before our own server's word on the submission was saved: what it says would be written over. */
export async function isTooEarly(
  tx: Tx,
  mail: Omit<Arrived, "bytes">,
  report: DeliveryReport,
): Promise<boolean> {
  const found = findReported(await tx.sentMails(keysOf(mail, report), mail.work.receivedAt));
  return found.kind === "found" && found.mail.state === "submitting";
}

/** Whom a mail went to that did not pass the desk, as far as the desk knows. */
function customersAddresses(state: TicketState): readonly Recipient[] {
  const { to, cc } = customerSide(state);
  return [...to, ...cc].map(({ address }) => ({ address, state: "accepted", reply: "" }));
}

function keysOf({ work, reading, keys }: Omit<Arrived, "bytes">, report: DeliveryReport): ReportKeys {
  const domain = work.deskAddress.slice(work.deskAddress.lastIndexOf("@") + 1).toLowerCase();
  return reportKeys(reading.message, report, keys, domain);
}
