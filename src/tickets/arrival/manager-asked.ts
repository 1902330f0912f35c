import { isOpen, nextOpen } from "../../service-hours/arithmetic.ts";
import { wantsManager } from "../../triage/wants-manager.ts";
import { DAY, type Instant } from "../../values/instant.ts";
import type { TellRung, Told } from "../clock/tell-rung.ts";
import { both, type Decision } from "../decision.ts";
import { writeDown } from "../ledger.ts";
import type { Mint } from "../letters/write-mail.ts";
import { writeToAgents } from "../letters/write-to-agents.ts";
import { writeToCustomer } from "../letters/write-to-customer.ts";
import type { Promises } from "../promises/promises.ts";
import type { EventRow, TicketRow } from "../rows.ts";
import type { TicketState } from "../state.ts";
import { peopleOf } from "../team/told-people.ts";
import type { NewMail } from "./incoming-mail.ts";

/** As the rung of an escalation: no point of a clock, a customer's wish. */
export const ASKED = "asked";

const LONGEST_SHOWN = 2000;

interface Asked {
  readonly ticket: TicketRow;
  /** All of the ledger, with what the mail added. */
  readonly events: readonly EventRow[];
  readonly messageId: string;
  readonly at: Instant;
  readonly mint: Pick<Mint, "id">;
  readonly now: Instant;
}

/** Whether a mail is a person's and wishes for somebody above. */
export function asksManager({ reading }: Pick<NewMail, "reading">): boolean {
  return reading.origin.kind === "person" && wantsManager(reading.split.visible);
}

/**
 * "Your manager, please": manager and lead of the ticket's team are told, and the ticket stays with whoever has it. No
 * clock starts or ends. Once a ticket and 24 hours: who asks again within them has been heard.
 */
export function managerAsked({ ticket, events, messageId, at, mint, now }: Asked): Decision {
  const last = events.findLast(({ type }) => type === "manager_asked");
  if (last !== undefined && at - last.at < DAY) return {};
  const because = "the customer asks for a manager";
  const id = mint.id();
  const data = { message: messageId, escalation: id };
  return {
    events: writeDown(ticket.id, events, now, [
      { at, type: "manager_asked", actor: "customer", because, data },
    ]),
    escalations: [
      {
        id,
        ticketId: ticket.id,
        kind: "rung",
        targetId: null,
        rung: ASKED,
        to: ticket.severity === "A" ? "manager lead team" : "manager lead",
        detail: { message: messageId },
        because,
        createdAt: now,
      },
    ],
  };
}

interface OnTicket {
  readonly mail: Omit<NewMail, "number">;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
}

/** The same for a mail that joins a ticket, by what was decided about it; its writer is told once that it was passed on. */
export function managerAskedOn({ mail, state, promises, mint, now }: OnTicket, joined: Decision): Decision {
  const message = joined.messages?.[0];
  const isCustomers = joined.events?.some(({ type }) => type === "customer_message") === true;
  if (!isCustomers || message === undefined || !asksManager(mail)) return {};
  const ticket = { ...state.ticket, ...joined.changed?.set };
  const events = [...state.events, ...joined.events!];
  const asked = managerAsked({ ticket, events, messageId: message.id, at: mail.receivedAt, mint, now });
  if (asked.escalations === undefined) return asked;
  const told = writeToCustomer({
    state,
    promises,
    mint,
    now,
    because: "the customer asked for a manager",
    words: () => promises.wording.managerTold({ number: ticket.number, language: ticket.language }),
    answerTo: mail.reading,
    once: `manager-told.${asked.escalations[0]!.id}`,
  });
  return both(asked, told);
}

/** Tells manager and lead what the customer wrote: in service hours, at severity A at once. */
export function tellAsked({ escalation, state, agents, promises, mint, now }: TellRung): Told {
  const { ticket } = state;
  const calendar = promises.clock.agreement(ticket.plan, ticket.severity)?.calendar;
  const hours = calendar === undefined ? null : promises.clock.hours(calendar);
  if (ticket.severity !== "A" && hours !== null && !isOpen(hours, now)) {
    const until = nextOpen(hours, now);
    if (until !== null) return { kind: "later", because: "outside service hours", until };
  }
  const people = peopleOf(escalation.to, { ticket, agents, teams: promises.teams });
  const ids = people.flatMap(({ id }) => id ?? []);
  const because = `the customer asked for a manager: told ${people.length}`;
  const words = (replyAddress: string | null) =>
    promises.wording.managerAsked({
      number: ticket.number,
      subject: ticket.subject,
      customer: state.customer?.name ?? state.requester.address,
      severity: ticket.severity,
      assignee: state.assignee?.name ?? null,
      message: wordsAsked(state),
      replyAddress,
    });
  const to = { state, promises, mint, now, purpose: "escalation", because } as const;
  const once = `escalation.${escalation.id}`;
  const others = people.filter(({ id }) => id === null);
  const told = [
    writeToAgents({ ...to, once, people: people.filter(({ id }) => id !== null), words }),
    writeToAgents({ ...to, once, people: others, words: () => words(null) }),
  ].reduce<Decision>(both, {});
  const data = { escalation: escalation.id, rung: ASKED, people: ids };
  const events = writeDown(ticket.id, state.events, now, [
    { at: now, type: "rung_told", actor: "desk", because, data },
  ]);
  return { kind: "told", because, decision: both({ events }, told) };
}

/** What they wrote; empty where it is too far back to be loaded. */
function wordsAsked({ events, messages }: TicketState): string {
  const data = events.findLast(({ type }) => type === "manager_asked")?.data as
    | { readonly message?: string }
    | undefined;
  const text = messages.find(({ id }) => id === data?.message)?.visibleText ?? "";
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} […]` : text;
}
