import { HOUR } from "../../values/instant.ts";
import { both, type Decision } from "../decision.ts";
import { type NewEvent, writeDown } from "../ledger.ts";
import { readerOf, writeToCustomer } from "../letters/write-to-customer.ts";
import { owedBy } from "../promises/case-of.ts";
import type { AgentRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { concerned } from "../team/concerned.ts";
import { continueTicket } from "./continue-ticket.ts";
import { whyUnanswered } from "./customer-says.ts";
import type { CustomersDeal } from "./customers-deal.ts";
import { tellCustomerSaid } from "./tell-customer-said.ts";

/** Whoever says it again within this time is heard like anybody who writes, and nobody is alarmed again. */
const ALARMED_FOR_MS = HOUR;

/**
 * `urgent` and why: the mail joins its ticket like any other, and beside that its agents and those who lead are alarmed, and
 * the customer is told at once what happens now. The severity becomes A only where the words say so too and the customer's
 * plan promises something for A; otherwise it stays for an agent to decide, and the customer is told that.
 *
 * @param saysA  what triage thinks of the words
 */
export function urgentFromCustomer(deal: CustomersDeal, why: string, saysA: boolean): Decision {
  const { mail, state, legId, roster, promises, mint, now } = deal;
  const { ticket } = state;
  const since = state.events.filter(
    ({ type, recordedAt }) => type === "customer_urgent" && now - recordedAt < ALARMED_FOR_MS,
  );
  if (since.length > 0) return continueTicket(mail, state, legId, roster, promises, mint, now);
  const isPromised = promises.clock.agreement(ticket.plan, "A") !== null;
  const raised = saysA && ticket.severity !== "A" && isPromised;
  const said: NewEvent = {
    at: mail.receivedAt,
    type: "customer_urgent",
    actor: "customer",
    because: raised ? "the customer says so, and so do the words" : "the customer says so",
    data: { raised },
  };
  const events = writeDown(ticket.id, state.events, now, [
    said,
    ...(raised ? [{ ...said, type: "severity", because: "urgent", data: { to: "A" } }] : []),
  ]);
  const after: TicketState = {
    ...state,
    ticket: { ...ticket, severity: raised ? "A" : ticket.severity },
    events: [...state.events, ...events],
  };
  const joined = continueTicket(mail, after, legId, roster, promises, mint, now);
  const targets = joined.targets?.length ? joined.targets : state.targets;
  const unanswered = whyUnanswered(deal, "customer_urgent");
  const told = tellCustomerSaid({
    ...deal,
    unanswered,
    state: after,
    said: { kind: "urgent", why, raised },
    people: alarmed({ ...after, targets }, deal),
    targets,
  });
  const answered = { ...deal, state: after, targets, raised };
  const answer = unanswered === null ? saysWhatHappens(answered) : {};
  return [joined, told, answer].reduce<Decision>(both, { events });
}

function saysWhatHappens({
  targets,
  raised,
  ...deal
}: CustomersDeal & { readonly targets: TicketState["targets"]; readonly raised: boolean }): Decision {
  const { mail, state, promises, now } = deal;
  const { number, plan, severity } = state.ticket;
  return writeToCustomer({
    ...deal,
    because: "the customer says that it is urgent",
    words: () =>
      promises.wording.urgent({
        number,
        plan,
        severity,
        raised,
        owed: owedBy(targets),
        at: now,
        ...readerOf(state),
      }),
    answerTo: mail.reading,
    once: `urgent.${mail.inboundId}`,
    answersWord: true,
  });
}

/** Its agent or team, and everybody who leads: an agent who has it may be asleep. */
function alarmed(
  { ticket, targets }: Pick<TicketState, "ticket" | "targets">,
  { roster, now }: CustomersDeal,
): readonly AgentRow[] {
  const { agents } = roster;
  const about = { ticket: { ...ticket, assigneeId: null }, targets, roster, now };
  const theirs = concerned(about).map(({ agent }) => agent);
  const assignee = agents.filter(({ id }) => id === ticket.assigneeId);
  const leads = agents.filter(({ role }) => role === "lead");
  return [...new Map([...assignee, ...theirs, ...leads].map((agent) => [agent.id, agent])).values()];
}
