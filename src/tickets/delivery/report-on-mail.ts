import type { DeliveryReport } from "../../mail/reading.ts";
import { type Affected, affectedBy, type CameBack, comeBack, toRemember } from "../../outbound/bounce.ts";
import { keptMessage } from "../arrival/kept-message.ts";
import { settleTargets } from "../clock/settle-targets.ts";
import { both, type Decision } from "../decision.ts";
import { failHandoff, notDelivered } from "../handoff/fail-handoff.ts";
import { upstreamLeg } from "../handoff/handoffs.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { customersLeg } from "../people-of.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketState } from "../state.ts";
import { missesCustomer, type ReportOnMail } from "./reported-mail.ts";
import { tellUndelivered } from "./tell-undelivered.ts";

/**
 * A delivery or feedback report on a mail of ours. It is kept on the mail's ticket and shown. A failure marks the mail
 * for its recipients, makes the address remembered, opens the clock again where an answer came back, and is told once to
 * who wrote the mail. What only seems to be about a mail is shown and told, and changes nothing. Mail to agents and mail
 * of this kind that comes back is told to nobody, so that no report can cause another.
 */
export function reportOnMail(on: ReportOnMail): Decision {
  const { inbound, report, mail, sure, state, now } = on;
  const affected = affectedBy(report, mail.recipients);
  const came = comeBack(mail.recipients, sure && report.kind === "failed" ? affected : []);
  const remembered = sure
    ? toRemember(report, affected, mail.recipients, on.softBefore, inbound.receivedAt)
    : [];
  const arrived = affected.map(({ recipient }) => mail.recipients[recipient]!.address.toLowerCase());
  const decision: Decision = {
    settled: {
      inboundId: inbound.inboundId,
      disposition: "delivery-report",
      because: `${report.kind} report (${report.because}), found ${on.because}`,
      ticketId: mail.ticketId,
    },
    reports: reportRows(on, affected),
    ...(came.news.length > 0 && !mail.direct
      ? { cameBack: { id: mail.id, because: becauseOf(report, came), ...came } }
      : {}),
    remembered,
    forgotten: sure && report.kind === "delivered" ? arrived : [],
  };
  if (state === null || on.promises === null) return decision;
  const events = writeDown(state.ticket.id, state.events, now, newsOf(on, affected, came));
  const shown: Decision = {
    ...kept(on, state),
    events,
    targets: targetsAfter(on, state, on.promises, events),
  };
  const withEvents = { ...state, events: [...state.events, ...events] };
  const lost = { ...mail, recipients: came.recipients };
  const fail = { ...on, state: withEvents, promises: on.promises, lost };
  const isLost = mail.audience === "upstream" && came.wholly;
  const failed = isLost ? failHandoff(fail) : null;
  const told =
    failed === null && isTold(on, events)
      ? tellUndelivered({ ...on, state, promises: on.promises, affected, came })
      : {};
  return [shown, failed ?? told, isLost ? notDelivered(fail) : {}].reduce(both, decision);
}

function reportRows({ inbound, report, mail, sure }: ReportOnMail, affected: readonly Affected[]) {
  return affected.map(({ recipient, reported, elsewhere }) => ({
    inboundId: inbound.inboundId,
    address: mail.recipients[recipient]!.address.toLowerCase(),
    kind: report.kind,
    hard: reported.class === "hard" && report.kind === "failed",
    sure: sure && !elsewhere,
    status: reported.status.slice(0, 20),
    outboundId: mail.id,
    at: inbound.receivedAt,
  }));
}

function becauseOf(report: DeliveryReport, { wholly, news }: CameBack): string {
  return wholly
    ? `came back undelivered (${report.because})`
    : `came back for ${news.length} (${report.because})`;
}

/** The report itself, for whoever wants to read it on the ticket's page. Its msg-id leads nowhere. */
function kept({ inbound, mail, mint }: ReportOnMail, state: TicketState): Decision {
  const ticketId = state.ticket.id;
  // What was written to upstream is quoted in it: it belongs into no conversation with the customer.
  const legId = upstreamLeg(state, mail.legId)?.id ?? customersLeg(state);
  const { message, attachments } = keptMessage({
    mail: inbound,
    ticketId,
    legId,
    author: "automatic",
    unverified: false,
    mint,
  });
  return { messages: [message], attachments };
}

const SHOWN_AS = { delayed: "mail_delayed", delivered: "mail_arrived", feedback: "complaint" } as const;

/** At most one event: what the report says in the ticket's ledger, in codes. */
function newsOf(on: ReportOnMail, affected: readonly Affected[], came: CameBack): readonly NewEvent[] {
  const { report, mail, inbound } = on;
  const event = (type: string): NewEvent[] => [
    {
      at: inbound.receivedAt,
      type,
      actor: "desk",
      because: `${affected[0]?.reported.status ?? ""} ${report.because}`.trim(),
      data: { mail: mail.id, purpose: mail.purpose, report: report.kind },
    },
  ];
  if (report.kind !== "failed") return event(SHOWN_AS[report.kind]);
  if (!on.sure) return isKnown(on, "mail_maybe_undelivered") ? [] : event("mail_maybe_undelivered");
  const said = isKnown(on, "reply_undeliverable") || isKnown(on, "reply_failed");
  // Nothing keeps the recipients of a mail sent past the desk: only the ledger knows what was said of it.
  const remains = mail.direct ? !said && !isKnown(on, "mail_undelivered") : came.news.length > 0;
  const isNews = affected.length > 0 ? remains : !isKnown(on, "mail_undelivered");
  if (!isNews) return [];
  if (mail.purpose !== "answer" || !missesCustomer(on, came)) return event("mail_undelivered");
  const counted = mail.direct || isKnown(on, "reply_accepted");
  if (said) return event("mail_undelivered");
  return event(counted ? "reply_undeliverable" : "reply_failed");
}

function isKnown({ state, mail }: ReportOnMail, type: string): boolean {
  return (state?.events ?? []).some(
    (event) => event.type === type && (event.data as { readonly mail?: unknown }).mail === mail.id,
  );
}

/** Only failures that are news, and never of mail to agents: a bounce of a notice ends here. */
function isTold({ report, mail }: ReportOnMail, events: readonly unknown[]): boolean {
  return report.kind === "failed" && events.length > 0 && mail.audience !== "agents";
}

function targetsAfter(
  { mint, now }: ReportOnMail,
  state: TicketState,
  promises: Promises,
  events: ReturnType<typeof writeDown>,
) {
  if (!events.some(({ type }) => type === "reply_undeliverable" || type === "reply_failed")) return [];
  return settleTargets({
    ticketId: state.ticket.id,
    events: [...state.events, ...events],
    before: state.targets,
    told: state.rungsTold,
    promises,
    mint,
    now,
  });
}
