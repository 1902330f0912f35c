import type { Command } from "../commands/parse.ts";
import type { Severity } from "../sla/event.ts";
import { type Instant, plus } from "../values/instant.ts";
import { unreachable } from "../values/unreachable.ts";
import type { AgentMail } from "./agent-mail.ts";
import { both, type Decision } from "./decision.ts";
import type { NewEvent } from "./ledger.ts";
import { offeredSlip } from "./offer-slip.ts";
import { customerSide } from "./people-of.ts";
import type { Promises } from "./promises.ts";
import { receiptTo } from "./receipt.ts";
import type { TicketRow } from "./rows.ts";
import { sendSlip, slipTold } from "./slip.ts";
import type { TicketState } from "./state.ts";
import { type Mint, taggedSubject, writeMail } from "./write-mail.ts";

interface CarryOut {
  readonly mail: AgentMail;
  readonly state: TicketState;
  readonly promises: Promises;
  readonly mint: Mint;
  readonly now: Instant;
  readonly legId: string;
  /** The same mail also answers the customer, so that nothing more needs saying to them. */
  readonly answered: boolean;
}

interface Outcome {
  readonly ticket: Partial<TicketRow>;
  readonly events: readonly NewEvent[];
  readonly decision: Decision;
}

/** What an agent's commands do, one after the other. */
export function carryOut(commands: readonly Command[], context: CarryOut): Outcome {
  return commands.reduce<Outcome>(
    (before, command) => {
      const { ticket, events, decision } = carryOutOne(command, context);
      return {
        ticket: { ...before.ticket, ...ticket },
        events: [...before.events, ...events],
        decision: both(before.decision, decision),
      };
    },
    { ticket: {}, events: [], decision: {} },
  );
}

function carryOutOne({ name, argument }: Command, context: CarryOut): Outcome {
  const { mail, state, promises, legId } = context;
  const at = mail.receivedAt;
  const by = { actor: "agent" as const, agentId: mail.agent.id, because: `#${name}` };
  const status = (to: "open" | "resolved"): NewEvent => ({ ...by, at, type: "status", data: { to } });
  switch (name) {
    case "resolve":
      return {
        ticket: { status: "resolved", resolvedAt: at },
        events: [status("resolved")],
        decision: context.answered ? {} : tellResolved(context),
      };
    case "close":
      return {
        ticket: { status: "closed", resolvedAt: state.ticket.resolvedAt ?? at, closedAt: at },
        events: [
          ...(state.ticket.resolvedAt === null ? [status("resolved")] : []),
          { ...by, at, type: "closed" },
        ],
        decision: {},
      };
    case "reopen":
      return {
        ticket: { status: "in-progress", resolvedAt: null, closedAt: null },
        events: [status("open")],
        decision: {},
      };
    case "mine":
      return {
        ticket: { assigneeId: mail.agent.id },
        events: [{ ...by, at, type: "assigned", data: { agent: mail.agent.id } }],
        decision: {},
      };
    case "note":
      return { ticket: {}, events: [{ ...by, at, type: "noted" }], decision: {} };
    case "severity": {
      // The parser lets A, B and C through only.
      const to = argument.toUpperCase() as Severity;
      return {
        ticket: { severity: to },
        events: [{ ...by, at, type: "severity", data: { to } }],
        decision: {},
      };
    }
    case "slip":
      return tellSlip(context);
    case "help": {
      const { text } = promises.wording.help();
      return { ticket: {}, events: [], decision: receiptTo(context, legId, "Commands", text, "") };
    }
    default:
      return unreachable(name);
  }
}

/** Only what was offered is sent, and only while it is true; otherwise the agent learns why not. */
function tellSlip(context: CarryOut): Outcome {
  const { mail, state, legId, answered } = context;
  const offered = offeredSlip(state);
  const refusal = answered ? "this mail answers the customer" : null;
  if (offered.kind === "refused" || refusal !== null) {
    const why = refusal ?? (offered.kind === "refused" ? offered.because : "");
    return {
      ticket: {},
      events: [],
      decision: receiptTo(context, legId, "#slip was not carried out: the customer was not told", why, ""),
    };
  }
  const by = { at: mail.receivedAt, actor: "agent" as const, agentId: mail.agent.id, because: "#slip" };
  return {
    ticket: {},
    events: [slipTold(offered.target, by)],
    decision: sendSlip({ ...context, target: offered.target, because: "an agent sent the prepared mail" }),
  };
}

function tellResolved({ state, promises, mint, now, legId, mail }: CarryOut): Decision {
  const { ticket } = state;
  const closesAt = plus(mail.receivedAt, promises.closing.closeAfterMs);
  const last =
    state.messages.findLast(({ author, msgId }) => author === "customer" && msgId !== null)?.msgId ?? null;
  const written = writeMail(
    {
      ticket,
      legId,
      audience: "customer",
      purpose: "information",
      because: "resolved by an agent without further words",
      words: () => ({
        ...promises.wording.resolved({ number: ticket.number, language: ticket.language, closesAt }),
        subject: taggedSubject(ticket.subject, ticket.number),
      }),
      fromName: promises.desk.name,
      deskAddress: promises.desk.address,
      ...customerSide(state),
      agentId: null,
      inReplyTo: last,
      references: last ? [last] : [],
      automatic: "auto-generated",
      dueAt: now,
    },
    mint,
    now,
  );
  return { mails: [written.mail], messageIds: written.messageIds, tokens: written.tokens };
}
