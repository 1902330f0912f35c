import { type IncidentOrder, readIncident } from "../../commands/incident-words.ts";
import type { Decision } from "../decision.ts";
import { type Incident, type IncidentUpdate, incidentsOn, newsRows, tellingOf } from "../incident.ts";
import { incidentLines, tellingLines } from "../say-incident.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";

const USAGE =
  "#incident takes the number of a published incident, and then nothing, tell, resolved, open or off: #incident MO1234567";

/**
 * `#incident MO1234567`: the ticket hangs on a published incident, and nothing new is filed. `tell` and `resolved` behind it write to
 * the customers of all that hang on it, once each; `open` says that it goes on after all, `off` takes this ticket off it.
 */
export const incident: Act = (argument, context) => {
  const order = readIncident(argument);
  if (order === null) return refused(USAGE);
  const on = incidentsOn([...context.state.events, ...(context.before?.events ?? [])] as never);
  const code = order.code ?? on.at(-1) ?? null;
  if (code === null) return refused(`#incident: this ticket hangs on none. ${USAGE}`);
  switch (order.act) {
    case "off":
      return on.includes(code)
        ? takenOff(code, context)
        : refused(`#incident: this ticket does not hang on ${code}`);
    case "tell":
      return told(code, { kind: "known" }, context);
    case "resolved":
      return told(code, { kind: "resolved" }, context);
    case "open":
      return goesOn(code, context);
    case null:
      return order.code === null || on.includes(code)
        ? shown(code, context)
        : linked(code, "incident", context);
  }
};

/** The ticket hangs on an incident: by `#incident`, `#escalate` or the field of the diagnosis. Its clocks and owner stay as they are. */
export function linked(
  code: string,
  command: string,
  context: ActContext,
): Acted & { readonly kind: "done" } {
  const { mail, state } = context;
  const others = known(code, context);
  return {
    kind: "done",
    events: [{ ...byAgent(context, command), type: "incident_linked", data: { incident: code } }],
    decision: {
      incidentLinks: [
        {
          incident: code,
          ticketId: state.ticket.id,
          state: "linked",
          by: "agent",
          agentId: mail.agent.id,
          at: mail.receivedAt,
        },
      ],
    },
    line: [
      `hangs on the published incident ${code}: nothing new is filed, and its clocks run on`,
      ...(others === null ? [] : incidentLines(others)),
    ].join("\n"),
    links: [
      { label: "Tell all customers on it that it is known", body: `#incident ${code} tell` },
      { label: "Tell all customers on it that it is over", body: `#incident ${code} resolved` },
    ],
  };
}

/** The ticket hangs on it no more. */
export function takenOff(code: string, context: ActContext): Acted & { readonly kind: "done" } {
  const { mail, state } = context;
  return {
    kind: "done",
    events: [{ ...byAgent(context, "incident"), type: "incident_unlinked", data: { incident: code } }],
    decision: {
      incidentLinks: [
        {
          incident: code,
          ticketId: state.ticket.id,
          state: "unlinked",
          by: "agent",
          agentId: mail.agent.id,
          at: mail.receivedAt,
        },
      ],
    },
    line: `hangs on ${code} no more`,
  };
}

function shown(code: string, context: ActContext): Acted {
  const found = known(code, context);
  return {
    kind: "done",
    line: found === null ? `${code}: no ticket hangs on it` : incidentLines(found).join("\n"),
  };
}

/** What an update to the customers of all tickets on an incident would do. */
export function updateOf(
  found: Incident,
  update: IncidentUpdate,
  { mint, now }: Pick<ActContext, "mint" | "now">,
): Decision {
  const closes = update.kind === "resolved" && found.closedAt === null;
  return {
    escalations: newsRows(found, update, { mint, now }),
    ...(closes ? { incidentChanges: [{ code: found.code, closedAt: now, round: found.round }] } : {}),
  };
}

function told(code: string, update: IncidentUpdate, context: ActContext): Acted {
  const found = known(code, context);
  if (found === null)
    return refused(`#incident: no ticket hangs on ${code}; #incident ${code} hangs this one on it`);
  if (update.kind === "known" && found.closedAt !== null)
    return refused(`#incident: ${code} is over; #incident ${code} open says that it goes on`);
  const telling = tellingOf(found, update);
  const mail = update.kind === "resolved" ? "resolved" : "tell";
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "incident"),
        type: "incident_update",
        data: { incident: code, update: update.kind, tickets: telling.now.length },
      },
    ],
    decision: {
      ...updateOf(found, update, context),
      audit: [
        {
          actor: context.mail.agent.name,
          action: `incident.${mail}`,
          detail: { incident: code, tickets: telling.now.length },
        },
      ],
    },
    line: [
      update.kind === "resolved" ? `${code} is over` : `${code} is known`,
      ...tellingLines(telling, true),
      "tickets, owners and clocks stay as they are",
    ].join("\n"),
  };
}

/** It goes on after all: what its customers were told counts for what it was, and they may be told anew. */
function goesOn(code: string, context: ActContext): Acted {
  const found = known(code, context);
  if (found === null || found.closedAt === null) return refused(`#incident: ${code} is not over`);
  return {
    kind: "done",
    events: [
      { ...byAgent(context, "incident"), type: "incident_update", data: { incident: code, update: "open" } },
    ],
    decision: { incidentChanges: [{ code, closedAt: null, round: found.round + 1 }] },
    line: `${code} goes on; nobody is told by that`,
  };
}

function known(code: string, { mail }: Pick<ActContext, "mail">): Incident | null {
  return mail.world.incidents?.find((one) => one.code === code) ?? null;
}

/** What `#incident` says where there is no ticket: an incident, or all that go on. Null: it asks for more than a look. */
export function sayIncidents(order: IncidentOrder | null, incidents: readonly Incident[]): string | null {
  if (order === null || order.act !== null) return null;
  const meant = order.code === null ? incidents : incidents.filter(({ code }) => code === order.code);
  if (meant.length === 0)
    return order.code === null
      ? "no published incident goes on that a ticket hangs on"
      : `${order.code}: no ticket hangs on it`;
  return meant.map((one) => incidentLines(one).join("\n")).join("\n\n");
}
