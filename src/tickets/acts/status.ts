import { nextOpen } from "../../service-hours/arithmetic.ts";
import { startOfDay } from "../../service-hours/zone.ts";
import { DAY, HOUR, type Instant, iso, MINUTE, plus } from "../../values/instant.ts";
import { tellResolved } from "../agents/tell-resolved.ts";
import { both } from "../decision.ts";
import { giveBack, readOutcome } from "../handoff/units.ts";
import type { NewEvent } from "../ledger.ts";
import { type Act, type ActContext, byAgent, refused } from "./act.ts";

type Status = "open" | "waiting_customer" | "waiting_vendor" | "resolved";

function status(context: ActContext, command: string, to: Status): NewEvent {
  return { ...byAgent(context, command), type: "status", data: { to } };
}

/** `#resolve`, `#resolve bug`: solved, and as what. */
export const resolve: Act = (argument, context) => {
  const read = readOutcome("resolve", argument, context);
  if ("kind" in read) return read;
  const units = giveBack(read.outcome, "resolve", context);
  const done = `resolved${asWhat(read.outcome)}`;
  return {
    kind: "done",
    ticket: { status: "resolved", resolvedAt: context.mail.receivedAt, waitingUntil: null },
    events: [
      status(context, "resolve", "resolved"),
      ...ended(read.outcome, "resolve", context),
      ...units.events,
    ],
    decision: both(context.answered ? {} : tellResolved(context), units.decision),
    line: [context.answered ? done : `${done}; the customer is told`, ...units.lines].join("\n"),
  };
};

/** What a ticket ended as, for whoever counts it. */
function ended(outcome: string | null, command: string, context: ActContext): readonly NewEvent[] {
  return outcome === null ? [] : [{ ...byAgent(context, command), type: "ended_as", data: { outcome } }];
}

function asWhat(outcome: string | null): string {
  return outcome === null ? "" : ` as ${outcome}`;
}

/** `#close`, `#close duplicate`: done, and as what. */
export const close: Act = (argument, context) => {
  const read = readOutcome("close", argument, context);
  if ("kind" in read) return read;
  const units = giveBack(read.outcome, "close", context);
  const { mail, state } = context;
  const at = mail.receivedAt;
  const isResolved = state.ticket.resolvedAt !== null;
  return {
    kind: "done",
    ticket: { status: "closed", resolvedAt: state.ticket.resolvedAt ?? at, closedAt: at, waitingUntil: null },
    events: [
      ...(isResolved ? [] : [status(context, "close", "resolved")]),
      { ...byAgent(context, "close"), type: "closed" },
      ...ended(read.outcome, "close", context),
      ...units.events,
    ],
    decision: units.decision,
    line: [`closed${asWhat(read.outcome)}`, ...units.lines].join("\n"),
  };
};

export const reopen: Act = (_argument, context) => ({
  kind: "done",
  ticket: { status: "in-progress", resolvedAt: null, closedAt: null, waitingUntil: null },
  events: [status(context, "reopen", "open")],
  line: "open again",
});

const WHOM: Readonly<Record<string, "customer" | "vendor">> = {
  customer: "customer",
  cliente: "customer",
  upstream: "vendor",
  vendor: "vendor",
  fornecedor: "vendor",
};

/** `#wait customer`, `#wait upstream 2026-12-04`, `#wait customer 3d`: the wait ends by itself, or when they write. */
export const wait: Act = (argument, context) => {
  const [whom = "", ...rest] = argument.split(/\s+/).filter((word) => word !== "");
  const waiting = WHOM[whom.toLowerCase()];
  if (waiting === undefined)
    return refused("#wait takes customer or upstream, and until when: #wait customer 3d");
  if (context.state.ticket.status === "closed") return refused("the ticket is closed: #reopen first");
  const until = rest.length === 0 ? null : untilWhen(rest.join(" "), context);
  if (until === "unreadable") {
    return refused(
      "#wait takes a day such as 2026-12-04, or a time such as 3d or 4h, after whom it waits for",
    );
  }
  const to = waiting === "customer" ? "waiting_customer" : "waiting_vendor";
  return {
    kind: "done",
    ticket: { status: "waiting", waitingUntil: until },
    events: [status(context, "wait", to)],
    line: `waiting for ${waiting === "customer" ? "the customer" : "upstream"}${until === null ? "" : `, until ${iso(until)}`}`,
  };
};

const UNITS: Readonly<Record<string, number>> = { d: DAY, h: HOUR, m: MINUTE };

/** A day means its first open moment: nobody wants to be woken at midnight. */
function untilWhen(text: string, { mail, promises, state }: ActContext): Instant | null | "unreadable" {
  const span = /^(\d{1,3})([dhm])$/.exec(text);
  if (span) return plus(mail.receivedAt, Number(span[1]) * UNITS[span[2]!]!);
  if (!/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text)) return "unreadable";
  const day = startOfDay(promises.desk.timeZone, text);
  if (day <= mail.receivedAt) return "unreadable";
  const { plan, severity } = state.ticket;
  const calendar = promises.clock.agreement(plan, severity)?.calendar;
  return calendar === undefined ? day : (nextOpen(promises.clock.hours(calendar), day) ?? day);
}
