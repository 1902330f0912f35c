import { type IncidentOrder, readIncident } from "../../commands/incident-words.ts";
import type { Incident } from "../incident/incident.ts";
import { incidentsOn } from "../incident/incident-ledger.ts";
import { incidentLines } from "../words/say-incident.ts";
import { type Act, type ActContext, type Acted, byAgent, refused } from "./act.ts";
import { knownIncident } from "./known-incident.ts";
import { goesOn, tellAll } from "./tell-all.ts";

const USAGE =
  "#incident takes the number of a published incident, and then nothing, tell, resolved, open or off: #incident MO1234567";

/**
 * `#incident MO1234567`: the ticket hangs on a published incident, and nothing new is filed. `tell` and `resolved` behind it write to
 * the customers of all that hang on it, once each; `open` says that it goes on after all, `off` takes this ticket off it.
 */
export const incident: Act = (argument, context) => {
  const order = readIncident(argument);
  if (order === null) return refused(USAGE);
  const on = incidentsOn([...context.state.events, ...(context.before?.events ?? [])]);
  const code = order.code ?? on.at(-1) ?? null;
  if (code === null) return refused(`#incident: this ticket hangs on none. ${USAGE}`);
  switch (order.act) {
    case "off":
      return on.includes(code)
        ? takenOff(code, context)
        : refused(`#incident: this ticket does not hang on ${code}`);
    case "tell":
    case "resolved":
      return tellAll(code, order.act, context);
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
  const linking = { ...byAgent(context, command), type: "incident_linked", data: { incident: code } };
  const before = { ...context.before, events: [...(context.before?.events ?? []), linking] };
  const withThis = knownIncident(code, { ...context, before });
  return {
    kind: "done",
    events: [linking],
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
      ...(withThis === null ? [] : incidentLines(withThis)),
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
  const found = knownIncident(code, context);
  return {
    kind: "done",
    line: found === null ? `${code}: no ticket hangs on it` : incidentLines(found).join("\n"),
  };
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
