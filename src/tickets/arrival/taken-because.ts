import type { Proposal } from "../../triage/propose.ts";
import { PUBLISHED } from "../incident/vendor-notice.ts";
import type { Promises } from "../promises/promises.ts";
import type { TicketRow } from "../rows.ts";
import type { NewMail } from "./incoming-mail.ts";
import { isStranger } from "./refuse-unknown.ts";
import { CLEAR, SURE } from "./triage-first.ts";

/** Where each of the three that a route may hang on came from, in words. */
export interface TakenBecause {
  readonly kind: string;
  readonly service: string;
  readonly severity: string;
}

type Begun = Pick<TicketRow, keyof TakenBecause>;
type Axis = keyof TakenBecause;

/** Why a new ticket begins with this kind, service and severity; the counterpart of `takenOver`. */
export function takenBecause(
  ticket: Begun,
  mail: Pick<NewMail, "who" | "reading" | "proposal">,
  { services, defaults }: Pick<Promises, "services" | "defaults">,
): TakenBecause {
  const { proposal } = mail;
  if (proposal === undefined) {
    const none = "the mail has no words of its own";
    return { kind: none, service: none, severity: "the default" };
  }
  return {
    kind: kindBecause(ticket, proposal),
    service: serviceBecause(ticket, proposal, services),
    severity:
      ticket.severity === defaults.severity
        ? keptBecause(ticket, proposal, mail)
        : said("severity", proposal),
  };
}

function kindBecause(ticket: Begun, proposal: Proposal): string {
  const says = said("kind", proposal);
  return ticket.kind === null && proposal.kind !== "not_support" ? `${says}, ${unsure(SURE)}` : says;
}

function serviceBecause(ticket: Begun, proposal: Proposal, services: readonly string[]): string {
  const { service } = proposal;
  if (service === null) return "none, where no support is asked for";
  if (service === "unknown") return "no word of it names one";
  const says = said("service", proposal);
  if (ticket.service !== null) return says;
  return services.includes(service) ? `${says}, ${unsure(SURE)}` : `${says}, which the policy does not have`;
}

function keptBecause(ticket: Begun, proposal: Proposal, mail: Pick<NewMail, "who" | "reading">): string {
  if (proposal.severity === null || proposal.severity === ticket.severity) return "the default";
  const says = said("severity", proposal);
  if (proposal.severity !== "A") return `the default; ${says}, and only A is ever taken over`;
  return `the default; ${says}, which raises nothing: ${notRaised(mail)}`;
}

/** Why a proposed severity A raises nothing: it reaches people at night, so it must be clear, and a customer's. */
export function notRaised({ who, reading }: Pick<NewMail, "who" | "reading">): string {
  if (isStranger(who)) return "its sender is no customer that is known";
  return reading.authentication.failed === true ? "its sender's domain disowns the mail" : unsure(CLEAR);
}

function unsure(from: number): string {
  return `not sure enough: from ${from} on it is`;
}

/** `its words “cannot”, “error” speak for technical (0.99)` */
function said(axis: Axis, proposal: Proposal): string {
  const evidence = proposal.evidence.filter((one) => one.axis === axis);
  const words = evidence.flatMap((one) => one.words).map((word) => `“${word}”`);
  const isPublished = evidence.some(({ says }) => says === PUBLISHED);
  const none = isPublished ? "a published incident and no fault of their own" : "no support";
  const what = axis === "kind" && proposal.kind === "not_support" ? none : proposal[axis];
  const who = words.length > 0 ? `its words ${words.join(", ")} speak for` : "triage says";
  return `${who} ${what} (${proposal.sure[axis].toFixed(2)})`;
}
